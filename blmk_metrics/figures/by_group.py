"""Kinds of figure about the groups of one area. None says how far groups lie apart: no method here licenses that."""

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.rows import of_area
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.making import figure, of_period
from blmk_metrics.indicators import Indicator
from blmk_metrics.narrative import alt_text
from blmk_metrics.pipeline.stages import Basis
from blmk_metrics.releases.edition import Edition

CATEGORY_NAMES = {
    "deprivation_quintile": "deprivation of the neighbourhood",
    "free_school_meals": "eligibility for free school meals",
    "sex": "sex",
}


def groups(
    edition: Edition,
    indicator: Indicator,
    by: str,
    area_code: str,
    period: str | None = None,
    basis: Basis | None = None,
) -> Figure:
    """One area's groups in one period, each beside the comparator's same group."""
    rows = of_area(edition.measured(indicator, by, basis), area_code)
    now = of_period(rows, period)
    what, unit = group_measure(indicator, by)
    return figure(
        edition,
        "groups",
        indicator,
        now,
        {"place": area_code, "by": by, "period": now[0].period},
        draw=lambda: charts.category_intervals(now, indicator, unit),
        title=narrative.groups_finding(now) or f"{now[0].area_name}: {narrative.groups_title(now, indicator)}",
        subtitle=f"{what} by {CATEGORY_NAMES[by]}, {now[0].area_name}, {now[0].period}, "
        f"{narrative.with_intervals(now)}",
        alt_text=alt_text.categories_alt(now, indicator, f"{what} by {CATEGORY_NAMES[by]}"),
        note=narrative.groups_verdicts(now),
        unit=unit,
        label_column="category",
    )


def groups_over_time(
    edition: Edition, indicator: Indicator, by: str, area_code: str, basis: Basis | None = None
) -> Figure:
    """One area's groups over time, the first and the last of them named."""
    rows = of_area(edition.measured(indicator, by, basis), area_code)
    what, unit = group_measure(indicator, by)
    return figure(
        edition,
        "groups_over_time",
        indicator,
        rows,
        {"place": area_code, "by": by},
        draw=lambda: charts.category_trend(rows, indicator, unit),
        title=f"{rows[0].area_name} by {CATEGORY_NAMES[by]}, over time",
        subtitle=f"{what}, {rows[0].area_name}, {rows[0].period} to {rows[-1].period}",
        alt_text=alt_text.category_trend_alt(rows, indicator, what),
        note="Coloured lines are the first and the last group; grey lines are those between.",
        unit=unit,
        label_column="category",
    )


def group_measure(indicator: Indicator, category_type: str) -> tuple[str, str]:
    """What a group's figure is and its unit: the measure's own, or that of which the measure is the inequality."""
    inequality = indicator.inequality
    if inequality is not None and inequality.across == category_type:
        return inequality.value_name.capitalize(), inequality.value_unit
    return indicator.short_name, indicator.unit
