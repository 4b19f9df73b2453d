"""Variants of an inequality: by which average of each group, and which summary of the groups. One of each leads.

A variant is a value beside its measure, which never changes. Wherever a figure is not the lead measure, it says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from blmk_metrics.catalogue.measure_parts import AverageChoice, Choice, SummaryChoice
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import Method, Summary
from blmk_metrics.errors import InputError

Chosen = TypeVar("Chosen", AverageChoice, SummaryChoice)


@dataclass(frozen=True, kw_only=True)
class Variant:
    """The average and the summary that a measure is computed by; neither where it is no inequality.

    `not_lead` are those of the two that do not lead.
    """

    average: AverageChoice | None = None
    summary: SummaryChoice | None = None
    not_lead: tuple[Choice, ...] = ()

    @property
    def is_lead(self) -> bool:
        """Whether the figure is the lead measure itself."""
        return not self.not_lead

    @property
    def choices(self) -> tuple[Choice, ...]:
        """The average, then the summary; nothing where the measure is no inequality."""
        return (self.average, self.summary) if self.average and self.summary else ()

    @property
    def id(self) -> str:
        """What a question names it by: its average, then its summary where that does not lead; empty where there is no
        choice."""
        if not (self.average and self.summary):
            return ""
        return f"{self.average.method}.{self.summary.method}" if self.summary in self.not_lead else self.average.method

    @property
    def caution(self) -> str:
        """What belongs beside a figure that is not the lead measure: `Plain gap: not the lead measure`; or nothing."""
        names = ", ".join(each.name for each in self.not_lead)
        return f"{names}: not the lead measure" if names else ""

    @property
    def of_groups(self) -> "Variant":
        """The same for the groups' own values, which do not depend on how they are summed up."""
        not_lead = tuple(each for each in self.not_lead if each is self.average)
        return Variant(average=self.average, summary=self.summary, not_lead=not_lead)

    def named(self, name: str) -> str:
        """A name of the measure, or of its groups' values, with the caution that belongs beside it."""
        return f"{name} ({self.caution})" if self.caution else name


def averages(measure: Measure) -> tuple[AverageChoice, ...]:
    """The averages that a measure may be computed by, the lead one first; none where it is no inequality."""
    return measure.inequality.averages if measure.inequality else ()


def summaries(measure: Measure) -> tuple[SummaryChoice, ...]:
    """The summaries that a measure may be computed by, the lead one first; none where it is no inequality."""
    return measure.inequality.summaries if measure.inequality else ()


def variants(measure: Measure) -> tuple[Variant, ...]:
    """Every variant of a measure, the lead one first; where it is no inequality, the empty one alone."""
    offered = [(average, summary) for average in averages(measure) for summary in summaries(measure)]
    return tuple(_variant(measure, *each) for each in offered) or (Variant(),)


def variant_when_cut(measure: Measure, variant: Variant, category_type: str) -> Variant:
    """The variant whose rows a variant has when it is cut so: the groups of an inequality are not summed up."""
    across = measure.inequality.across if measure.inequality else ""
    return variant.of_groups if category_type == across else variant


def lead_variant(measure: Measure) -> Variant:
    """The variant that leads."""
    return variants(measure)[0]


def variant_by_id(measure: Measure, variant_id: str) -> Variant:
    """The variant that a question names; the lead one where it names none. Raises InputError where there is no such."""
    average, _, summary = variant_id.partition(".")
    return variant_of(measure, average or None, summary or None)


def variant_of(measure: Measure, average: str | None = None, summary: str | None = None) -> Variant:
    """The variant of a measure by an average and a summary, by their names in `sql/methods`; the lead one without.

    Raises InputError, naming those there are, where the measure has no such one.
    """
    if average is None and summary is None:
        return lead_variant(measure)
    if measure.inequality is None:
        kind = "summary" if average is None else "average"
        raise InputError(f"{measure.id} has no choice of {kind}: it is computed by one method, so leave it out")
    return _variant(
        measure,
        _chosen(measure, "average", averages(measure), average),
        _chosen(measure, "summary", summaries(measure), summary),
    )


def other_choices(measure: Measure, variant: Variant) -> tuple[Choice, ...]:
    """The averages and summaries of a measure that a variant does not use."""
    offered: tuple[Choice, ...] = (*averages(measure), *summaries(measure))
    return tuple(each for each in offered if each not in variant.choices)


def methods_of(measure: Measure, variant: Variant) -> tuple[Method | Summary, ...]:
    """The files of `sql/methods` that make a variant's estimate, as they run; none where no method is stated."""
    if variant.choices:
        return tuple(each.method for each in variant.choices)
    return (measure.method,) if measure.method else ()


def method_words(measure: Measure, variant: Variant) -> str:
    """A variant's methods in words: `life table mean age, then slope index`."""
    return ", then ".join(each.replace("_", " ") for each in methods_of(measure, variant)) or "as published"


def _variant(measure: Measure, average: AverageChoice, summary: SummaryChoice) -> Variant:
    lead = (averages(measure)[0], summaries(measure)[0])
    not_lead = tuple(each for each in (average, summary) if each not in lead)
    return Variant(average=average, summary=summary, not_lead=not_lead)


def _chosen(measure: Measure, kind: str, offered: Sequence[Chosen], method: str | None) -> Chosen:
    found = next((each for each in offered if each.method == method), offered[0] if method is None else None)
    if found is None:
        names = ", ".join(each.method for each in offered)
        raise InputError(f"{measure.id} has no {kind} {method!r}; choose one of {names}")
    return found
