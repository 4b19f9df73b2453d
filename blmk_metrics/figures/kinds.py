"""The kinds of figure. Each takes an edition and says what it shows; nothing is drawn before it is asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from blmk_metrics import alt_text, charts, narrative
from blmk_metrics.edition import Edition
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.sources import map_note, source_line
from blmk_metrics.indicators import Indicator
from blmk_metrics.measures import Basis
from blmk_metrics.selection import Row, in_period, latest, of_area, periods
from blmk_metrics.ways import averages

CATEGORY_NAMES = {
    "deprivation_quintile": "deprivation of the neighbourhood",
    "free_school_meals": "eligibility for free school meals",
    "sex": "sex",
}


def trend(edition: Edition, indicator: Indicator, area_code: str, basis: Basis | None = None) -> Figure:
    """One area's series with its interval, its comparator's beside it, the other areas' behind."""
    rows = edition.measured(indicator, basis=basis)
    series = of_area(rows, area_code)
    first, last = series[0]["period"], series[-1]["period"]
    return figure(
        edition,
        "trend",
        indicator,
        series,
        {"place": area_code},
        draw=lambda: charts.trend(rows, indicator, area_code),
        title=narrative.finding(latest(rows, area_code)),
        subtitle=f"{indicator.name}, {series[0]['area_name']}, {first} to {last}, {narrative.with_intervals(series)}",
        alt_text=alt_text.trend_alt(series, latest(rows, area_code), indicator),
        note="Grey lines are the other areas.",
    )


def areas(
    edition: Edition,
    indicator: Indicator,
    area_code: str,
    period: str | None = None,
    basis: Basis | None = None,
    highlighted: Sequence[str] = (),
) -> Figure:
    """Every area's figure in one period (the latest without one), with intervals, beside the comparator's.

    The area stands out, or those highlighted in its stead (at most four).
    """
    now = _in(edition.measured(indicator, basis=basis), period)
    return figure(
        edition,
        "areas",
        indicator,
        now,
        {"place": area_code, "period": now[0]["period"], **among(highlighted)},
        draw=lambda: charts.area_intervals(now, indicator, area_code, highlighted),
        title=narrative.where_title(now),
        subtitle=f"{indicator.name}, {now[0]['period']}, {narrative.with_intervals(now)}",
        alt_text=alt_text.areas_alt(now, indicator),
    )


def area_map(
    edition: Edition,
    indicator: Indicator,
    area_code: str,
    period: str | None = None,
    basis: Basis | None = None,
    highlighted: Sequence[str] = (),
) -> Figure:
    """Where the areas are, filled and labelled by verdict, in one period.

    The area is outlined, or those highlighted in its stead (at most four).
    """
    now = _in(edition.measured(indicator, basis=basis), period)
    return figure(
        edition,
        "map",
        indicator,
        now,
        {"place": area_code, "period": now[0]["period"], **among(highlighted)},
        draw=lambda: charts.area_map(now, edition.outlines(), area_code, highlighted),
        title=f"Where the areas stand in {now[0]['period']}",
        subtitle=f"{indicator.short_name}, {now[0]['period']}",
        alt_text=alt_text.areas_alt(now, indicator),
        note=map_note(edition.release),
    )


def groups(
    edition: Edition,
    indicator: Indicator,
    category_type: str,
    area_code: str,
    period: str | None = None,
    basis: Basis | None = None,
) -> Figure:
    """One area's groups in one period, each beside the comparator's same group."""
    rows = of_area(edition.measured(indicator, category_type, basis), area_code)
    now = _in(rows, period)
    what, unit = group_measure(indicator, category_type)
    return figure(
        edition,
        "groups",
        indicator,
        now,
        {"place": area_code, "by": category_type, "period": now[0]["period"]},
        draw=lambda: charts.category_intervals(now, indicator, unit),
        title=narrative.groups_finding(now) or f"{now[0]['area_name']}: {narrative.groups_title(now, indicator)}",
        subtitle=f"{what} by {CATEGORY_NAMES[category_type]}, {now[0]['area_name']}, {now[0]['period']}, "
        f"{narrative.with_intervals(now)}",
        alt_text=alt_text.categories_alt(now, indicator, f"{what} by {CATEGORY_NAMES[category_type]}"),
        note=narrative.groups_verdicts(now),
        unit=unit,
        label_column="category",
    )


def groups_over_time(
    edition: Edition, indicator: Indicator, category_type: str, area_code: str, basis: Basis | None = None
) -> Figure:
    """One area's groups over time, the first and the last of them named."""
    rows = of_area(edition.measured(indicator, category_type, basis), area_code)
    what, unit = group_measure(indicator, category_type)
    return figure(
        edition,
        "groups_over_time",
        indicator,
        rows,
        {"place": area_code, "by": category_type},
        draw=lambda: charts.category_trend(rows, indicator, unit),
        title=f"{rows[0]['area_name']} by {CATEGORY_NAMES[category_type]}, over time",
        subtitle=f"{what}, {rows[0]['area_name']}, {rows[0]['period']} to {rows[-1]['period']}",
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


def among(highlighted: Sequence[str]) -> dict[str, str]:
    """The parameter by which a figure is asked for with some areas highlighted; none without any."""
    return {"areas": ",".join(highlighted)} if highlighted else {}


def figure(
    edition: Edition,
    kind: str,
    indicator: Indicator,
    rows: Sequence[Row],
    asked: Mapping[str, str],
    unit: str = "",
    **told: Any,
) -> Figure:
    """A figure of an edition: with its question in full, its source, and whether it is invented."""
    basis = rows[0]["basis"]
    said = {"average": str(indicator.method)} if averages(indicator) else {}
    return Figure(
        kind=kind,
        parameters={"measure": indicator.id, **asked, "basis": basis, **said},
        release_id=edition.release.id,
        indicator=indicator,
        rows=tuple(rows),
        unit=unit or indicator.unit,
        source=source_line(edition.release, indicator, basis),
        synthetic=edition.release.synthetic(indicator),
        **told,
    )


def _in(rows: Sequence[Row], period: str | None) -> list[Row]:
    """Rows of a period; without one, of the latest in which anything has a figure."""
    drawn = periods(rows) or [row["period"] for row in rows]
    return in_period(rows, period or drawn[-1])
