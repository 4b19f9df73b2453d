"""The sections of a measure's file, as types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import AfterValidator, AllowInfNan, ConfigDict, Field, Strict, with_config

from blmk_metrics.catalogue.faults import Faulty
from blmk_metrics.catalogue.field_types import Flag, Whole, line, matching, one_line
from blmk_metrics.catalogue.periods import PeriodKind, period_words
from blmk_metrics.catalogue.terms import Method, Polarity, Regime, Summary


def _of_one_cut(cut: Mapping[str, str]) -> Mapping[str, str]:
    if len(cut) > 1:
        raise Faulty(f"names groups of {len(cut)} cuts", "write the one that the series is a group of")
    return cut


STRICT = ConfigDict(extra="forbid")
# A name in lower case, as files of SQL, columns and addresses have them.
NAME = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
Name = Annotated[str, matching(NAME, "is not a name in lower case", "write it as life_expectancy")]
Line = Annotated[str, line(200)]
Text = Annotated[str, line(1_000)]
TextOrNothing = Annotated[str, AfterValidator(lambda text: text and one_line(text, 1_000))]
Number = Annotated[float, Strict(), AllowInfNan(False)]

Age = Annotated[Whole, Field(ge=0, le=120)]


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class PeriodRule:
    """The periods of a measure: section `[period]`.

    `length` is of pooled periods, in years. `baseline` None means the first period with a figure; `baseline_chosen_by`
    is whose choice it is. `breaks` are the first period of each new series, `uncollected` those in which nothing was
    collected, `context` those in which something happened that explains a figure, each with the reason. The counts of
    those that are `closed` never change from one release to the next. New figures come in `publication_months` (1 to
    12), `lag_months` after the period ends.
    """

    kind: PeriodKind
    length: Annotated[Whole, Field(ge=1, le=20)] = 1
    baseline: Line | None = None
    baseline_chosen_by: Line | None = None
    breaks: tuple[Line, ...] = ()
    uncollected: tuple[Line, ...] = ()
    context: Mapping[str, Line] = field(default_factory=dict, hash=False)
    closed: tuple[Line, ...] = ()
    publication_months: tuple[Annotated[Whole, Field(ge=1, le=12)], ...] = ()
    lag_months: Annotated[Whole, Field(ge=0, le=120)] | None = None

    @property
    def words(self) -> str:
        """What one period spans, in words: `academic year, September to August`."""
        return period_words(self.kind, self.length)


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class Counts:
    """What is counted for a measure, by its own file in `sql/indicators`: section `[counts]`.

    `extracts` are the tables that the file reads, `cuts` the ids of those that it is counted by: by no other, whatever
    columns the counts have, but the one that an inequality is across. `numerator_noun` is `numerator` in a word.
    `adds_up` False: a footprint has no figure, since its members' counts are not parts of one. `ages` bounds a
    standardised rate, in whole years.
    """

    method: Method
    extracts: Annotated[tuple[Name, ...], Field(min_length=1)]
    numerator: Line
    numerator_noun: Line
    denominator: Line
    disclosure: Regime
    cuts: tuple[Name, ...] = ()
    ages: tuple[Age, Age] = (0, 120)
    adds_up: Flag = True


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class Words:
    """What a publisher counts for a measure that is only published: section `[words]`."""

    numerator: Line
    numerator_noun: Line
    denominator: Line


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class PublishedSeries:
    """A series of the measure as others publish it: a section `[[series]]`.

    The kind of file it is in, its key there and what else tells its rows apart in the publisher's own words (sex, age,
    category, unit) are the whole key; `cut` is the group that the series is of, by the id of its cut, and empty for a
    series of everybody.
    """

    layout: Name
    key: Line
    sex: Line | None = None
    age: Line | None = None
    category: Line | None = None
    unit: Line | None = None
    cut: Annotated[Mapping[str, Line], AfterValidator(_of_one_cut)] = field(default_factory=dict, hash=False)

    @property
    def cut_id(self) -> str:
        """The cut that the series is of a group of; `all` for a series of everybody."""
        return next(iter(self.cut), "all")

    @property
    def group(self) -> str:
        """The label of the group that the series is of; empty for a series of everybody."""
        return next(iter(self.cut.values()), "")


@dataclass(frozen=True, kw_only=True)
class Explained:
    """What a reader may choose: its name, and in words what it shows and what it hides."""

    name: Line
    explanation: Text


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class AverageChoice(Explained):
    """A method that makes a group's value of its counts: a section `[[inequality.averages]]`."""

    method: Method


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class SummaryChoice(Explained):
    """A method that makes one figure of the groups' values: a section `[[inequality.summaries]]`."""

    method: Summary


Choice = AverageChoice | SummaryChoice


@with_config(STRICT)
@dataclass(frozen=True, kw_only=True)
class Inequality:
    """What a measure is the inequality of: a value for each group of the cut `across`, most deprived first.

    Of `averages` and of `summaries` the first leads. `value_name`, `value_unit` and `value_polarity` are of a group's
    value, as the measure's own are of the gap.
    """

    across: Name
    value_name: Line
    value_unit: Line
    value_polarity: Polarity
    averages: Annotated[tuple[AverageChoice, ...], Field(min_length=1)]
    summaries: Annotated[tuple[SummaryChoice, ...], Field(min_length=1)]
