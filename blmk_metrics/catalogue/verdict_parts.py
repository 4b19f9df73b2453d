"""What a verdict is made of: its words as enums, their shapes, the kinds of its columns, and the declaration itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from blmk_metrics.catalogue.measures import Measure


class Shape(StrEnum):
    """The mark that always stands beside a verdict's word, so that colour is never alone."""

    UP = "▲"
    LEVEL = "●"
    DOWN = "▼"
    HIGHER = "◆"
    LOWER = "◇"
    NONE = "○"
    RISING = "↑"
    FALLING = "↓"
    STEADY = "→"


class Reliability(StrEnum):
    """How far a figure may be leaned on."""

    UNRELIABLE = "unreliable"
    CARE = "use with care"
    GOOD = "good"


class Comparison(StrEnum):
    """An area against its benchmark, gravest first."""

    MUCH_WORSE = "much worse"
    WORSE = "worse"
    MUCH_BETTER = "much better"
    BETTER = "better"
    HIGHER = "higher"
    MUCH_HIGHER = "much higher"
    LOWER = "lower"
    MUCH_LOWER = "much lower"
    SIMILAR = "similar"
    NOT_COMPARED = "not compared"

    @property
    def direction(self) -> "Comparison":
        """Whether the area is better, worse, higher or lower, whichever interval says so: `worse` of `much worse`."""
        return {
            Comparison.MUCH_WORSE: Comparison.WORSE,
            Comparison.MUCH_BETTER: Comparison.BETTER,
            Comparison.MUCH_HIGHER: Comparison.HIGHER,
            Comparison.MUCH_LOWER: Comparison.LOWER,
        }.get(self, self)


class Change(StrEnum):
    """A figure against its baseline, gravest first."""

    WORSENED = "worsened"
    IMPROVED = "improved"
    INCREASED = "increased"
    DECREASED = "decreased"
    NO_CLEAR_CHANGE = "no clear change"
    CANNOT_SAY = "cannot say"


class Trend(StrEnum):
    """The direction of recent points."""

    INCREASING_WORSE = "increasing and getting worse"
    DECREASING_WORSE = "decreasing and getting worse"
    INCREASING_BETTER = "increasing and getting better"
    DECREASING_BETTER = "decreasing and getting better"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no significant change"
    CANNOT_BE_CALCULATED = "cannot be calculated"


class Kind(StrEnum):
    """What the cells of a verdict's column are."""

    WORD = "word"
    REASON = "why there is no word"
    NOTE = "what must stand beside the word"
    VALUE = "in the measure's unit"
    DIFFERENCE = "a difference, in the measure's unit of change"
    PERCENT = "in percent"
    PEOPLE = "in people"
    NAME = "a name, a code or a period"
    FLAG = "true or false"
    WORKING = "for later stages, never shown"


@dataclass(frozen=True, kw_only=True)
class Word:
    """One word of a verdict: the shape beside it, and what it means."""

    shape: Shape
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One verdict. `columns` are all that its SQL file adds to `judged`; `words` stand in order of gravity.

    `label` heads its column in a table and `question` asks for it; both may name the {benchmark} and the {baseline}.
    `applies` says of which measures it can be; `at_a_glance` that cards and summaries of several measures have it too.
    """

    id: str
    label: str
    question: str
    columns: Mapping[str, Kind]
    words: Mapping[StrEnum, Word] = field(default_factory=dict)
    by_benchmark: bool = False
    at_a_glance: bool = True
    applies: Callable[[Measure], bool] = lambda _: True

    def of_kind(self, *kinds: Kind) -> tuple[str, ...]:
        """Its columns of some kinds, in their order."""
        return tuple(name for name, kind in self.columns.items() if kind in kinds)

    @property
    def shown(self) -> tuple[str, ...]:
        """Its columns that a measured table shows."""
        return tuple(name for name, kind in self.columns.items() if kind is not Kind.WORKING)

    @property
    def word(self) -> str:
        """The column of its word; empty where it is numbers only."""
        return next(iter(self.of_kind(Kind.WORD)), "")

    @property
    def reason(self) -> str:
        """The column that says why there is no word."""
        return next(iter(self.of_kind(Kind.REASON)), "")
