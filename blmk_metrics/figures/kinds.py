"""Kinds of figure about areas: each says what it shows of an edition; nothing is drawn before it is asked for."""

from collections.abc import Sequence

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.rows import latest, of_area
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.making import figure, of_period
from blmk_metrics.figures.source_lines import map_note
from blmk_metrics.indicators import Indicator
from blmk_metrics.narrative import alt_text
from blmk_metrics.pipeline.stages import Basis
from blmk_metrics.releases.edition import Edition


def trend(edition: Edition, indicator: Indicator, area_code: str, basis: Basis | None = None) -> Figure:
    """One area's series with its interval, its comparator's beside it, the other areas' behind."""
    rows = edition.measured(indicator, basis=basis)
    series = of_area(rows, area_code)
    first, last = series[0].period, series[-1].period
    return figure(
        edition,
        "trend",
        indicator,
        series,
        {"place": area_code},
        draw=lambda: charts.trend(rows, indicator, area_code),
        title=narrative.finding(latest(rows, area_code)),
        subtitle=f"{indicator.name}, {series[0].area_name}, {first} to {last}, {narrative.with_intervals(series)}",
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
    now = of_period(edition.measured(indicator, basis=basis), period)
    return figure(
        edition,
        "areas",
        indicator,
        now,
        {"place": area_code, "period": now[0].period, **among(highlighted)},
        draw=lambda: charts.area_intervals(now, indicator, area_code, highlighted),
        title=narrative.where_title(now),
        subtitle=f"{indicator.name}, {now[0].period}, {narrative.with_intervals(now)}",
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
    now = of_period(edition.measured(indicator, basis=basis), period)
    return figure(
        edition,
        "map",
        indicator,
        now,
        {"place": area_code, "period": now[0].period, **among(highlighted)},
        draw=lambda: charts.area_map(now, edition.outlines(), area_code, highlighted),
        title=narrative.map_title(now),
        subtitle=f"{indicator.short_name}, {now[0].period}",
        alt_text=alt_text.areas_alt(now, indicator),
        note=map_note(edition.release),
    )


def among(highlighted: Sequence[str]) -> dict[str, str]:
    """The parameter by which a figure is asked for with some areas highlighted; none without any."""
    return {"areas": ",".join(highlighted)} if highlighted else {}
