"""What the periods that a measure's file names must be: periods of its own kind."""

from collections.abc import Iterator

from blmk_metrics.catalogue.faults import Fault
from blmk_metrics.catalogue.periods import PeriodKind, is_period, period_example, period_words
from blmk_metrics.catalogue.raw_fields import RawFields
from blmk_metrics.catalogue.type_words import quoted

WHERE = "period"
# Fields that name periods, and what one of them is.
NAMING = {
    "breaks": "break",
    "uncollected": "uncollected period",
    "closed": "closed period",
    "context": "context period",
}


def period_faults(period: RawFields) -> Iterator[Fault]:
    """What is wrong between the fields of a section `[period]`."""
    if period.text("kind") in tuple(PeriodKind) and (length := period.whole("length", 1)) and length > 0:
        yield from _of_kind(period, PeriodKind(period.text("kind")), length)
    baseline = period.text("baseline")
    if "baseline_chosen_by" in period and "baseline" not in period:
        yield Fault(WHERE, "baseline_chosen_by is there without a baseline", "add the baseline, or take it out")
    if baseline and baseline in period.texts("uncollected"):
        yield Fault(WHERE, f"baseline {quoted(baseline)} is uncollected", "choose a period that has figures")
    for each in period.texts("closed"):
        if each in period.texts("uncollected"):
            what = f"closed period {quoted(each)} is uncollected, and has no counts that could change"
            yield Fault(WHERE, what, "take it out of closed")


def _of_kind(period: RawFields, kind: PeriodKind, length: int) -> Iterator[Fault]:
    if length > 1 and not kind.is_year:
        what = f"length is {length}, but periods of the kind {str(kind)!r} are never pooled"
        yield Fault(WHERE, what, "take length out, or choose a kind of year")
        return
    named = [("baseline", period.text("baseline"))] if period.text("baseline") else []
    named += [(called, each) for field, called in NAMING.items() for each in period.texts(field)]
    for called, text in named:
        if not is_period(text, kind, length):
            what = f"{called} {quoted(text)} is not a period of its kind ({period_words(kind, length)})"
            yield Fault(WHERE, what, f"write it as {period_example(kind, length)}")
