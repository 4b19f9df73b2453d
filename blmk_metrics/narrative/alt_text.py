"""What a chart says to somebody who cannot see it: made from the same rows, under the same rules as every sentence.

`name` is that of the measure in its variant.
"""

from collections.abc import Sequence

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Neighbourhood, Row
from blmk_metrics.catalogue.verdict_parts import Comparison, Reliability
from blmk_metrics.narrative import (
    comparison,
    deprivation_title,
    sentence,
    tenth,
    value_with_interval,
    with_intervals,
)
from blmk_metrics.narrative.numbers import with_unit


def trend_alt(rows: Sequence[Row], latest: Row, measure: Measure, name: str) -> str:
    """Alt text of a trend: what is drawn, the latest figures, and every gap and break in the series."""
    missing = [row.period for row in rows if row.value is None]
    breaks = [period for period in measure.series_breaks if rows and rows[0].period < period <= rows[-1].period]
    return " ".join(
        part
        for part in (
            f"Line chart: {name}, {rows[0].period} to {rows[-1].period}, {with_intervals(rows)}." if rows else "",
            sentence(latest, measure),
            f"No figures for {', '.join(missing)}." if missing else "",
            f"The series breaks at {', '.join(breaks)}." if breaks else "",
        )
        if part
    )


def areas_alt(rows: Sequence[Row], measure: Measure, name: str) -> str:
    """Alt text of a chart of areas: every area's figure and verdict."""
    parts = [
        f"{row.area_name} {value_with_interval(row, measure)}"
        + ("" if row.comparison is Comparison.NOT_COMPARED else f", {comparison(row)}")
        for row in rows
    ]
    period = f" in {rows[0].period}" if rows else ""
    return f"{name}{period}, {with_intervals(rows)}. {'; '.join(parts)}."


def areas_over_time_alt(rows: Sequence[Row], latest: Sequence[Row], measure: Measure, name: str) -> str:
    """Alt text of several areas over time: what is drawn, and each area's latest figure with its verdicts."""
    drawn = f"{rows[0].period} to {rows[-1].period}, {with_intervals(rows)}"
    return f"Line chart: {name}, {drawn}. {' '.join(sentence(row, measure) for row in latest)}"


def categories_alt(rows: Sequence[Row], measure: Measure, what: str) -> str:
    """Alt text of a chart of groups: every group's figure."""
    parts = [f"{row.category}: {value_with_interval(row, measure)}" for row in rows]
    where = f" in {rows[0].area_name}, {rows[0].period}" if rows else ""
    return f"{what}{where}, {with_intervals(rows)}. {'; '.join(parts)}."


def category_trend_alt(rows: Sequence[Row], measure: Measure, what: str) -> str:
    """Alt text of groups over time: each group's first and latest figure, without a verdict on the change."""
    parts = []
    for category in dict.fromkeys(row.category for row in rows):
        drawn = [row for row in rows if row.category == category and row.value is not None]
        if drawn:
            ends = [f"{with_unit(row.value, measure)} in {row.period}" for row in (drawn[0], drawn[-1])]
            parts.append(f"{category}: {' and '.join(dict.fromkeys(ends))}")
    where = f" in {rows[0].area_name}" if rows else ""
    return f"Line chart: {what}{where} by group. {'; '.join(parts)}."


def deprivation_alt(rows: Sequence[Neighbourhood], name: str) -> str:
    """Alt text of a map of deprivation: how many there are, and the most and the least deprived."""
    rated = [row for row in rows if row.decile is not None]
    ends = [f"{row.small_area_name} (tenth {tenth(row.decile)})" for row in (*rated[:1], *rated[-1:])]
    both_ends = f" Most deprived: {ends[0]}. Least deprived: {ends[1]}." if rated else ""
    return f"Map of {len(rows):,} neighbourhoods of {name}. {deprivation_title(rows, name)}.{both_ends}"


def neighbourhoods_alt(rows: Sequence[Row], measure: Measure) -> str:
    """Alt text of a map of a measure by neighbourhood: how many have a figure, and how far the figures reach."""
    values = [row.value for row in rows if row.value is not None]
    reach = f", from {with_unit(min(values), measure)} to {with_unit(max(values), measure)}" if values else ""
    coverage = f"{len(values):,} of {len(rows):,} neighbourhoods have a figure{reach}"
    return f"Map of {measure.name}, {rows[0].period}: {coverage}."


def profile_alt(rows: Sequence[tuple[Row, Measure]]) -> str:
    """Alt text of a spine chart: one area's figure, verdict and reliability on every measure."""
    parts = [
        f"{measure.short_name}, {row.period}: {value_with_interval(row, measure)}"
        + ("" if row.value is None else f", {comparison(row)}")
        + (f" ({with_unit(row.benchmark_value, measure)})" if row.comparison is not Comparison.NOT_COMPARED else "")
        + (", use with care" if row.reliability is Reliability.CARE else "")
        for row, measure in rows
    ]
    area, drawn = rows[0][0].area_name, with_intervals([row for row, _ in rows])
    return f"Spine chart of {area} beside what it is compared with, {drawn}. {'; '.join(parts)}."
