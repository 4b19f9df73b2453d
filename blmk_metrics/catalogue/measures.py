"""What a measure is: its file in `data/catalogue`, as a type.

`blmk_metrics.catalogue.catalogue_reading` reads the file, and fills in what it leaves out.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, with_config

from blmk_metrics.catalogue.field_types import Flag, Whole
from blmk_metrics.catalogue.measure_parts import (
    STRICT,
    Counts,
    Inequality,
    Line,
    Name,
    Number,
    PeriodRule,
    PublishedSeries,
    Text,
    TextOrNothing,
    Words,
)
from blmk_metrics.catalogue.periods import PeriodKind
from blmk_metrics.catalogue.terms import BenchmarkKind, Method, Polarity, Priority, Regime, Tier


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure: what it is called, how it is computed or who publishes it, and what else a reader must know.

    `id` is the name of its file. `question` may have `{place}` where a Place's name belongs. `parent` is the id of the
    measure that it supports. Among others of its tier and priority it comes by `position`, then by id. `short_unit`
    follows a number directly. `plausible` are the bounds beyond which a figure is taken for a mistake. `benchmark`
    None: the country's figure or, where there is none, the footprint's. Without `counts` it is only published.
    """

    id: Name
    name: Line
    short_name: Line
    question: Line
    tier: Tier
    unit: Line
    short_unit: Annotated[str, Field(max_length=40)]
    change_unit: Line
    multiplier: Annotated[Number, Field(gt=0)]
    decimals: Annotated[Whole, Field(ge=0, le=4)]
    polarity: Polarity
    period: PeriodRule
    source: Text
    parent: Name | None = None
    priority: Priority | None = None
    position: Whole | None = None
    plausible: tuple[Number, Number] | None = None
    relative_change: Flag = False
    benchmark: BenchmarkKind | None = None
    method: Method | None = None
    rationale: TextOrNothing = ""
    caveats: tuple[Text, ...] = ()
    counts: Counts | None = None
    words: Words | None = None
    series: tuple[PublishedSeries, ...] = ()
    inequality: Inequality | None = None

    def question_in(self, place: str) -> str:
        """The question, of a Place by its name."""
        return self.question.replace("{place}", place)

    @property
    def counts_people(self) -> bool:
        """Whether a difference in the measure is a number of people or events."""
        return self.method is not None and self.method.counts_people

    @property
    def regime(self) -> Regime:
        """Which disclosure rules apply: of what is only published, none beyond its publisher's own."""
        return self.counts.disclosure if self.counts else Regime.OFFICIAL

    @property
    def extracts(self) -> tuple[str, ...]:
        """The tables that it is counted from; none where it is only published."""
        return self.counts.extracts if self.counts else ()

    @property
    def cuts(self) -> tuple[str, ...]:
        """The ids of the cuts that it is counted by, with the one that its inequality is across."""
        if self.counts is None:
            return ()
        across = (self.inequality.across,) if self.inequality else ()
        return tuple(dict.fromkeys((*self.counts.cuts, *across)))

    @property
    def ages(self) -> tuple[int, int]:
        """The first and last age that is counted, in whole years."""
        return self.counts.ages if self.counts else (0, 120)

    @property
    def adds_up(self) -> bool:
        """Whether a footprint's figure is made of its members' counts: never where there are none."""
        return self.counts is not None and self.counts.adds_up

    @property
    def counted(self) -> str:
        """What is counted, in words; empty where nothing says so."""
        return words.numerator if (words := self.counts or self.words) else ""

    @property
    def counted_noun(self) -> str:
        """What is counted, in a word; empty where nothing says so."""
        return words.numerator_noun if (words := self.counts or self.words) else ""

    @property
    def population(self) -> str:
        """What it is counted out of, in words; empty where nothing says so."""
        return words.denominator if (words := self.counts or self.words) else ""

    @property
    def baseline(self) -> str | None:
        """The period that change is measured from; None for the first with a figure."""
        return self.period.baseline

    @property
    def series_breaks(self) -> tuple[str, ...]:
        """The first period of each new series."""
        return self.period.breaks

    @property
    def uncollected(self) -> tuple[str, ...]:
        """The periods in which nothing was collected."""
        return self.period.uncollected

    @property
    def closed_periods(self) -> tuple[str, ...]:
        """The periods whose counts never change from one release to the next."""
        return self.period.closed

    @property
    def period_type(self) -> PeriodKind:
        """What one period spans."""
        return self.period.kind

    @property
    def official_source(self) -> str:
        """Who publishes it, and where."""
        return self.source

    @property
    def published_as(self) -> tuple[PublishedSeries, ...]:
        """The series that others publish of it."""
        return self.series
