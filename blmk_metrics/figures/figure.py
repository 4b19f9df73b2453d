"""A figure before anybody draws it: its finding, its rows, its chart, its source, and the identity it is known by."""

import hashlib
import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from blmk_metrics import narrative
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.drawing import pictures
from blmk_metrics.figures.table import Table

if TYPE_CHECKING:
    from blmk_metrics.figures.measure_figure import MeasureFigure

# Without the letters that are read as digits, or spell words.
LETTERS = "0123456789BCDFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Figure(ABC):
    """One figure of one release, whole.

    `question` is what it answers: with the release it says all that the figure depends on, and it is what a link to it
    carries. `rows` are measured rows. `draw` makes the Altair chart.
    """

    question: Question
    release_id: str
    rows: tuple[Row, ...]
    draw: Callable[[], Any]
    title: str
    subtitle: str
    alt_text: str
    source: str
    note: str = ""
    synthetic: bool = False

    @property
    @abstractmethod
    def parts(self) -> tuple["MeasureFigure", ...]:
        """The figures of one measure each that it is made of: itself, where it is of one."""

    @property
    @abstractmethod
    def full_subtitle(self) -> str:
        """The subtitle with the measure's whole name, for a figure that stands alone."""

    @property
    @abstractmethod
    def table(self) -> Table:
        """The same figures as a table of ready-made text."""

    @property
    @abstractmethod
    def stem(self) -> str:
        """A file's name without its ending: what the figure is of, the release, and SYNTHETIC where any of it is."""

    @property
    @abstractmethod
    def record(self) -> Mapping[str, str]:
        """What each row of an export carries beside its figures."""

    @property
    def kind(self) -> str:
        """The kind of figure that it is."""
        return self.question.kind

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its table, and whatever tables belong beside it."""
        return (self.table,)

    @property
    def address(self) -> Mapping[str, str]:
        """Every parameter of a link to this figure alone, the release included."""
        return {**self.question.parameters, "release": self.release_id}

    @cached_property
    def id(self) -> str:
        """A short name for this figure of this release, to print and to quote: `7KQ2-M4XD`."""
        return id_of(self.question, self.release_id)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw: a chart of nothing shows nothing, and is a fault to a screen reader."""
        return all(row.value is None for row in self.rows)

    @property
    def text_alternative(self) -> str:
        """The text that stands for the chart, marked where data is synthetic; for an empty figure, why it is empty."""
        return self._text + (" SYNTHETIC data, not real." if self.synthetic else "")

    @property
    def _text(self) -> str:
        return narrative.nothing_to_draw(self.rows) if self.empty else self.alt_text

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
        """The rows as an export has them, every column by its name."""
        return [row.cells() for row in self.rows]

    @cached_property
    def specification(self) -> dict[str, Any]:
        """The chart as a Vega-Lite specification, ready to send."""
        specification: dict[str, Any] = self.draw().to_dict(validate=False)
        return specification

    def picture(self, format: str, scale: float = 2) -> bytes:
        """The chart as `svg` or `png` with title, subtitle, source and id printed on it."""
        return pictures.picture(self.specification, format, self.title, self.full_subtitle, self.stamp, scale)


def id_of(question: Question, release_id: str) -> str:
    """The id of the figure that answers a question of a release."""
    text = f"{address_of(question)}&release={release_id}"
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8])
    letters = ""
    for _ in range(8):
        number, place = divmod(number, len(LETTERS))
        letters += LETTERS[place]
    return f"{letters[:4]}-{letters[4:]}"


def address_of(question: Question) -> str:
    """A question as one text: its parameters in alphabetical order, of which a release would be the last."""
    return "&".join(f"{name}={value}" for name, value in sorted(question.parameters.items()))


def number_of(figure_id: str) -> int:
    """The number that an id's letters are, the first of them the last digit."""
    return sum(LETTERS.index(letter) * len(LETTERS) ** place for place, letter in enumerate(figure_id.replace("-", "")))


def file_stem(parts: Iterable[str]) -> str:
    """Parts as a file's name without its ending."""
    return "-".join(re.sub(r"[^0-9A-Za-z]+", "_", part) for part in parts)
