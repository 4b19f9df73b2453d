"""Where an area stands on one measure's scale."""

from dataclasses import dataclass

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One area on a measure's scale: where its figure lies, and its 95% limits from left to right, where it has any."""

    row: Row
    position: float
    left_end: float | None
    right_end: float | None


@dataclass(frozen=True, kw_only=True)
class MeasureLine:
    """One area on one measure, in the measure's latest period.

    `row` is the area's own measured row, `middle` that of what it is compared with (itself, where it is what others are
    compared with). `marks` are the areas that have a place on the scale, from -1 to 1 with `middle` at 0; none where
    there is no scale. `rightwards` is what lies to the right: `better`, or `higher` where neither direction is good.
    """

    measure: Measure
    row: Row
    middle: Row
    rightwards: str
    marks: tuple[Mark, ...]

    @property
    def chosen(self) -> Mark | None:
        """The area's own mark, if it has a place on the scale."""
        return next((mark for mark in self.marks if mark.row.area_code == self.row.area_code), None)

    @property
    def others(self) -> tuple[Mark, ...]:
        """The marks of the other areas, without what is in the middle."""
        shown_apart = (self.row.area_code, self.middle.area_code)
        return tuple(mark for mark in self.marks if mark.row.area_code not in shown_apart)

    @property
    def leftwards(self) -> str:
        """What lies to the left: `worse`, or `lower`."""
        return {"better": "worse", "higher": "lower"}[self.rightwards]

    @property
    def reason(self) -> str:
        """Why the area has no place on the scale; empty where it has."""
        if self.chosen:
            return ""
        return (self.row.reason if self.row.value is None else self.row.comparison_reason) or ""
