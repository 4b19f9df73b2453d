"""Axes and points that more than one chart shares."""

import altair as alt

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.periods import first_year
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.charts.inline_data import Datum, InlineData
from blmk_metrics.charts.theme import Style
from blmk_metrics.narrative.numbers import interval, with_unit


def point(row: Row, measure: Measure) -> Datum:
    """A measured row as chart data: placed by the year its period begins in, with its value as text."""
    shown = with_unit(row.value, measure)
    if row.lower_ci_95 is not None:
        shown += f" ({interval(row.lower_ci_95, row.upper_ci_95, measure.decimals)})"
    return {
        "area_code": row.area_code,
        "area": row.area_name,
        "category": row.category,
        "period": row.period,
        "year": first_year(row.period),
        "segment": sum(start <= row.period for start in measure.series_breaks),
        "value": row.value,
        "lower": row.lower_ci_95,
        "upper": row.upper_ci_95,
        "shown": shown,
    }


def year_axis(points: list[Datum]) -> alt.X:
    """Time, labelled as people write these periods."""
    two_years = any("/" in each["period"] for each in points)
    label = "datum.value + '/' + slice(toString(datum.value + 1), 2)" if two_years else "toString(datum.value)"
    return alt.X(
        "year:Q",
        title=None,
        scale=alt.Scale(zero=False, nice=False, padding=10),
        axis=alt.Axis(
            labelExpr=label,
            tickMinStep=1,
            grid=False,
            labelOverlap=True,
            labelSeparation=10,
            labelFlush=True,
            format="d",
        ),
    )


def value_axis(unit: str, reach: tuple[float, float] | None = None) -> alt.Y:
    """The value upwards, its unit written level above the axis, from the lower to the upper end of a reach."""
    axis = alt.Axis(
        title=unit, titleAngle=0, titleAlign="left", titleAnchor="end", titleX=0, titleY=-12, domain=False, ticks=False
    )
    scale = alt.Scale(domain=reach, zero=False) if reach else alt.Scale(zero=False)
    return alt.Y("value:Q", scale=scale, axis=axis)


def tooltip(name: str, title: str) -> list[alt.Tooltip]:
    """What a pointer on a mark shows: its name, its period, its value with interval."""
    return [
        alt.Tooltip(f"{name}:N", title=title),
        alt.Tooltip("period:N", title="Period"),
        alt.Tooltip("shown:N", title="Value"),
    ]


def end_label(last: Datum, name: str, colour: str, *, above: bool) -> list[alt.Chart]:
    """The name of a line, written at its end on a halo, since lines may cross it."""
    place = alt.Chart(InlineData(values=[last])).encode(
        x=alt.X("year:Q"), y=alt.Y("value:Q"), text=alt.Text(f"{name}:N")
    )
    style: Style = {"align": "right", "dy": -14 if above else 18, "dx": 6, "fontWeight": "bold"}
    halo = place.mark_text(stroke="#FFFFFF", strokeWidth=4, strokeJoin="round", aria=False, **style)
    return [halo, place.mark_text(color=colour, **style)]


def any_bounded(points: list[Datum]) -> bool:
    """Whether any point has an interval to draw: an empty layer is nothing to see and a riddle to a screen reader."""
    return any(each["lower"] is not None for each in points)


def last_drawn(points: list[Datum]) -> Datum | None:
    """The latest point with a value."""
    return next((each for each in reversed(points) if each["value"] is not None), None)
