"""How areas compare, in the words that their verdicts license, and what would close the gap, in people."""

from collections.abc import Sequence

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.terms import Polarity
from blmk_metrics.catalogue.verdict_parts import Comparison, Reliability
from blmk_metrics.narrative.numbers import interval, number, with_unit

# So few groups are named in a title.
FEW = 2


def comparison(row: Row) -> str:
    """How a figure compares: `much worse than England`, `similar to England`, or that it is not compared, and why."""
    verdict, name = row.comparison, row.benchmark_name
    if verdict is Comparison.NOT_COMPARED:
        return f"not compared: {row.comparison_reason}"
    return f"similar to {name}" if verdict is Comparison.SIMILAR else f"{verdict} than {name}"


def against(row: Row, measure: Measure) -> str:
    """What follows a comparison's word: ` than England (67.7%)`, ` to England (67.7%)`, or why it is not compared."""
    if (
        row.comparison is Comparison.NOT_COMPARED
        and row.value is not None
        and row.reliability is not Reliability.UNRELIABLE
    ):
        figure = with_unit(row.benchmark_value, measure)
        return f": {row.comparison_reason} ({row.benchmark_name}: {figure})"
    joint = {Comparison.SIMILAR: " to ", Comparison.NOT_COMPARED: ": not compared with "}.get(row.comparison, " than ")
    note = f"; {row.comparison_note}" if row.comparison_note else ""
    return f"{joint}{row.benchmark_name} ({with_unit(row.benchmark_value, measure)}{note})"


def benchmark_note(row: Row, rows: Sequence[Row]) -> str:
    """Why an area is compared with its footprint, for a measure of which no country has a figure; else nothing."""
    if any(row.value is not None for row in rows if row.area_type == "country"):
        return ""
    country = next((row.area_name for row in rows if row.area_type == "country"), "national")
    footprint = row.area_name if row.area_type == "footprint" else row.benchmark_name
    return f"This series has no {country} figure: Places are compared with {footprint}." if footprint else ""


def groups_verdicts(rows: Sequence[Row]) -> str:
    """Each group's own verdict: `Eligible: worse than England. Not eligible: much worse than England.`"""
    parts = [f"{row.category}: {comparison(row)}" for row in rows if row.comparison is not Comparison.NOT_COMPARED]
    return ". ".join(parts) + "." if parts else ""


def groups_finding(rows: Sequence[Row]) -> str:
    """How an area's groups compare, as a title: `Luton: Female similar to England, Male much worse than England`; of
    many groups how many are which. Empty where none is compared. Claims no difference between groups."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        if row.comparison is not Comparison.NOT_COMPARED:
            groups.setdefault(comparison(row), []).append(row.category)
    if not groups:
        return ""
    parts = [
        f"{' and '.join(each)}{' each' if len(each) > 1 else ''} {compared}"
        if len(rows) <= FEW
        else f"{len(each)} of {len(rows)} groups {compared}"
        for compared, each in groups.items()
    ]
    return f"{rows[0].area_name}: {', '.join(parts)}"


def gap_in_people(row: Row, measure: Measure) -> str:
    """What would close the gap: `At England's rate there would be about 174 more … (95% interval 122 to 227).`

    For an area that is already better: `About 85 fewer … than at England's rate (…).` Empty where there is no gap.
    """
    if row.gap is None:
        return ""
    rate, limits = f"{row.benchmark_name}'s rate", _gap_limits(row, " (95% interval {})")
    if _already_better(row):
        return f"About {_gap_size(row.gap, row)} {measure.counted} than at {rate}{limits}."
    return f"At {rate} there would be about {_gap_size(row.gap, row)} {measure.counted}{limits}."


def gap_in_brief(row: Row, measure: Measure) -> str:
    """The gap after the comparison, as what there is against what there would be: `: about 174 fewer children (122 to
    227) than at England's rate`; empty where none is."""
    if row.gap is None:
        return ""
    more = _already_better(row) == (row.polarity == Polarity.HIGH_IS_GOOD)
    about = f"{number(abs(row.gap), 0)} {'more' if more else 'fewer'} {measure.counted_noun}"
    return f": about {about}{_gap_limits(row, ' ({})')} than at {row.benchmark_name}'s rate"


def _already_better(row: Row) -> bool:
    return row.comparison in (Comparison.BETTER, Comparison.MUCH_BETTER)


def _gap_size(gap: float, row: Row) -> str:
    # At the benchmark's rate there would be more of a good thing, fewer of a bad one.
    return f"{number(abs(gap), 0)} {'more' if row.polarity == Polarity.HIGH_IS_GOOD else 'fewer'}"


def _gap_limits(row: Row, form: str) -> str:
    if row.gap_lower_ci_95 is None or row.gap_upper_ci_95 is None:
        return ""
    lower, upper = sorted(map(abs, (row.gap_lower_ci_95, row.gap_upper_ci_95)))
    return form.format(interval(lower, upper, 0))
