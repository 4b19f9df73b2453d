"""A figure before anybody draws it: its finding, its rows, its chart, its source, and the identity it is known by."""

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from blmk_metrics import narrative
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.drawing import pictures
from blmk_metrics.figures.table import Table, table_of
from blmk_metrics.indicators import Indicator
from blmk_metrics.ways import mark, not_lead

# Without the letters that are read as digits, or spell words.
LETTERS = "0123456789BCDFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, kw_only=True)
class BaseFigure(ABC):
    """One figure of one release, of one measure or of every.

    `kind` and `parameters` are the question it answers: with the release they say all it depends on, and they are what
    a link to it carries. `rows` are measured rows; `label_column` tells those of one period apart. `draw` makes the
    Altair chart.
    """

    kind: str
    parameters: Mapping[str, str]
    release_id: str
    rows: tuple[Row, ...]
    draw: Callable[[], Any]
    title: str
    subtitle: str
    alt_text: str
    source: str
    note: str = ""
    synthetic: bool = False
    label_column: str = "area_name"

    @property
    @abstractmethod
    def parts(self) -> tuple["Figure", ...]:
        """The figures of one measure each that it is made of."""

    @property
    @abstractmethod
    def full_subtitle(self) -> str:
        """The subtitle of a figure that stands alone, which names all there is to name."""

    @property
    @abstractmethod
    def table(self) -> Table:
        """The same figures as a table of ready-made text."""

    @property
    @abstractmethod
    def stem(self) -> str:
        """A file's name without its ending, with the release, and SYNTHETIC where any of it is."""

    @property
    @abstractmethod
    def record(self) -> Mapping[str, str]:
        """What each row of an export carries beside its figures."""

    @property
    def address(self) -> Mapping[str, str]:
        """Every parameter of a link to this figure alone, the release included."""
        return {"figure": self.kind, **self.parameters, "release": self.release_id}

    @cached_property
    def id(self) -> str:
        """A short name for this figure of this release, to print and to quote: `7KQ2-M4XD`."""
        question = "&".join(f"{name}={text}" for name, text in sorted(self.address.items()))
        number = int.from_bytes(hashlib.sha256(question.encode()).digest()[:8])
        letters = ""
        for _ in range(8):
            number, place = divmod(number, len(LETTERS))
            letters += LETTERS[place]
        return f"{letters[:4]}-{letters[4:]}"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw: a chart of nothing tells nothing, and is a fault to a screen reader."""
        return all(row.value is None for row in self.rows)

    @property
    def text_alternative(self) -> str:
        """The text that stands for the chart, marked where data is synthetic; for an empty figure, why it is empty."""
        text = narrative.nothing_to_draw(self.rows) if self.empty else self.alt_text
        return text + (" SYNTHETIC data, not real." if self.synthetic else "")

    @property
    def footer(self) -> str:
        """What stands beneath the chart on a page: its note and its source."""
        return " ".join(part for part in (self.note, self.source) if part)

    @property
    def stamp(self) -> str:
        """What stands beneath the chart wherever it is taken: its note, its source, and its id."""
        return f"{self.footer} Figure {self.id}."

    @property
    def mark(self) -> str:
        """What stands on the chart itself: its id, the release, and SYNTHETIC where it is."""
        return ", ".join((f"Figure {self.id}", f"release {self.release_id}", *["SYNTHETIC"] * self.synthetic))

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The rows as an export has them: every column by its name."""
        return [row.cells() for row in self.rows]

    @cached_property
    def specification(self) -> dict[str, Any]:
        """The chart as a Vega-Lite specification, ready to send."""
        specification: dict[str, Any] = self.draw().to_dict(validate=False)
        return specification

    def picture(self, format: str, scale: float = 2) -> bytes:
        """The chart as `svg` or `png` with title, subtitle, source and id printed on it."""
        return pictures.picture(self.specification, format, self.title, self.full_subtitle, self.stamp, scale)


@dataclass(frozen=True, kw_only=True)
class Figure(BaseFigure):
    """A figure of one measure. `unit` is that of its values: an inequality's groups have their own."""

    indicator: Indicator
    unit: str

    @property
    def parts(self) -> tuple["Figure", ...]:
        """The figures of one measure each that it is made of: itself."""
        return (self,)

    @property
    def full_subtitle(self) -> str:
        """The subtitle with the measure's whole name, for a figure that stands alone."""
        return self.subtitle if self.indicator.name in self.subtitle else f"{self.indicator.name}. {self.subtitle}"

    @property
    def table(self) -> Table:
        """The same figures as a table of ready-made text."""
        return table_of(
            self.rows, self.indicator, f"{self.indicator.short_name}: {self.subtitle}", self.unit, self.label_column
        )

    @property
    def stem(self) -> str:
        """A file's name without its ending: measure, kind, area, periods, way, release, and SYNTHETIC where it is."""
        areas = {row.area_name for row in self.rows}
        others = not_lead(self.indicator)
        parts = dict.fromkeys(
            [
                *(
                    self.indicator.id,
                    self.kind,
                    *(self.parameters[name] for name in ("by", "level") if name in self.parameters),
                ),
                areas.pop() if len(areas) == 1 else "areas",
                *(self.rows[0].period, self.rows[-1].period),
                *((*(each.method for each in others), "NOT LEAD") if others else ()),
                *(self.release_id, *["SYNTHETIC"] * self.synthetic),
            ]
        )
        return "-".join(re.sub(r"[^0-9A-Za-z]+", "_", part) for part in parts)

    @property
    def record(self) -> Mapping[str, str]:
        """What each row of an export carries beside its figures."""
        record = {
            "release": self.release_id,
            "figure": self.id,
            "nature": "SYNTHETIC" if self.synthetic else "real",
            "source": self.footer,
        }
        return record | ({"way": mark(self.indicator)} if mark(self.indicator) else {})
