"""Lines beside rows, drawn over time: dotted, without a mark, so that none is taken for a figure."""

from collections.abc import Sequence

import altair as alt

from blmk_metrics.catalogue.lines import Line
from blmk_metrics.catalogue.periods import first_year
from blmk_metrics.charts.encodings import end_label, tooltip
from blmk_metrics.charts.inline_data import Datum, InlineData
from blmk_metrics.charts.theme import BESIDE
from blmk_metrics.narrative.numbers import number

DOTTED = [2, 4]


def line_points(lines: Sequence[Line], decimals: int) -> list[list[Datum]]:
    """The points of each line as chart data."""
    return [
        [
            {
                "line": line.name,
                "period": point.period,
                "year": first_year(point.period),
                "value": point.value,
                "shown": number(point.value, decimals),
            }
            for point in line.points
        ]
        for line in lines
    ]


def drawn_lines(points: Sequence[list[Datum]]) -> list[alt.Chart]:
    """A layer for each line."""
    return [
        alt.Chart(InlineData(values=each))
        .mark_line(color=BESIDE, strokeDash=DOTTED, strokeWidth=2)
        .encode(x=alt.X("year:Q"), y=alt.Y("value:Q"), tooltip=tooltip("line", "Line"))
        for each in points
    ]


def line_names(points: Sequence[list[Datum]]) -> list[alt.Chart]:
    """The name of each line above its end."""
    return [layer for each in points for layer in end_label(each[-1], "line", BESIDE, above=True)]
