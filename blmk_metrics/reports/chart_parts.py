"""What a native chart is made of, before it is written into a slide."""

from dataclasses import dataclass
from typing import Literal

Values = tuple[float | None, ...]


@dataclass(frozen=True, kw_only=True)
class Series:
    """One series of a chart: values by category, None where there is none, and how it looks.

    `lower` and `upper` are 95% limits, empty for a series without. `width` in points; 0 draws no line; `dash` is empty
    for one that is not broken. `marker` is a symbol of the format, empty for none. `label` says where the name stands
    beside the last point: `t`op, `b`ottom, `r`ight, or empty for nowhere. `cuts` are the points to which no line leads;
    `hollow` points are only outlined.
    """

    name: str
    values: Values
    colour: str
    width: float = 0
    dash: Literal["", "dashed", "dotted"] = ""
    marker: str = ""
    label: str = ""
    lower: Values = ()
    upper: Values = ()
    cuts: tuple[int, ...] = ()
    hollow: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NativeChart:
    """A chart that stays editable: categories from left to right, series from back to front."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def reached(self) -> tuple[float, ...]:
        """Every value and every limit, which the value axis must hold."""
        drawn = (number for each in self.series for number in (*each.values, *each.lower, *each.upper))
        return tuple(number for number in drawn if number is not None)
