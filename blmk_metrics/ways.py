"""Ways of saying an inequality: which average of each group, and which summary of the groups. One of each leads.

A measure said another way is the same indicator under a name that says so, wherever it is shown.
"""

from collections.abc import Sequence
from dataclasses import replace

from blmk_metrics.errors import InputError
from blmk_metrics.indicators import Alternative, Indicator


def averages(indicator: Indicator) -> tuple[Alternative, ...]:
    """The averages that a measure may be said by, the lead one first; none where it is no inequality."""
    return indicator.inequality.averages if indicator.inequality else ()


def summaries(indicator: Indicator) -> tuple[Alternative, ...]:
    """The summaries that a measure may be said by, the lead one first; none where it is no inequality."""
    return indicator.inequality.summaries if indicator.inequality else ()


def lead(indicator: Indicator) -> str:
    """The variant that leads, by its name in an address; empty where there is one only."""
    return next((str(each.method) for each in averages(indicator)), "")


def variant_of(indicator: Indicator) -> str:
    """The variant that a measure is, by its name in an address; empty where there is one only."""
    return str(indicator.method) if averages(indicator) else ""


def way(indicator: Indicator) -> tuple[Alternative, ...]:
    """The average and the summary that a measure is said by; nothing where it is no inequality."""
    if indicator.inequality is None:
        return ()
    used = (indicator.method, indicator.inequality.summary)
    return tuple(each for each in (*averages(indicator), *summaries(indicator)) if each.method in used)


def not_lead(indicator: Indicator) -> tuple[Alternative, ...]:
    """What of the way that a measure is said by is not the lead way: nothing for the measure as declared."""
    lead = (*averages(indicator)[:1], *summaries(indicator)[:1])
    return tuple(each for each in way(indicator) if each not in lead)


def mark(indicator: Indicator) -> str:
    """What must stand beside a figure that is not the lead measure: `plain gap: not the lead measure`; else nothing."""
    names = ", ".join(each.name.lower() for each in not_lead(indicator))
    return f"{names}: not the lead measure" if names else ""


def said_by(indicator: Indicator, average: str | None = None, summary: str | None = None) -> Indicator:
    """A declared measure by an average and a summary, by their names in `sql/methods`; by the lead one without.

    Raises InputError, naming those it has, when the measure has not the one asked for.
    """
    if average is None and summary is None:
        return indicator
    if indicator.inequality is None:
        kind = "summary" if average is None else "average"
        raise InputError(f"{indicator.id} has no choice of {kind}: it is said in one way only, so leave it out")
    by_average = _chosen(indicator, "average", averages(indicator), average)
    by_summary = _chosen(indicator, "summary", summaries(indicator), summary)
    said = replace(
        indicator, method=by_average.method, inequality=replace(indicator.inequality, summary=by_summary.method)
    )
    if not not_lead(said):
        return indicator
    # The groups' own values do not depend on how they are summed up.
    groups = replace(indicator, method=by_average.method)
    return replace(
        said,
        name=_marked(indicator.name, said),
        short_name=_marked(indicator.short_name, said),
        inequality=replace(said.inequality, value_name=_marked(indicator.inequality.value_name, groups)),
    )


def _chosen(indicator: Indicator, kind: str, offered: Sequence[Alternative], asked: str | None) -> Alternative:
    found = next((each for each in offered if each.method == asked), offered[0] if asked is None else None)
    if found is None:
        names = ", ".join(each.method for each in offered)
        raise InputError(f"{indicator.id} has no {kind} {asked!r}; choose one of {names}")
    return found


def _marked(name: str, indicator: Indicator) -> str:
    return f"{name} ({mark(indicator)})" if mark(indicator) else name
