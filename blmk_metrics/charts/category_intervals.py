"""Groups within one area: their figures now, and the most and the least favoured over time."""

from collections.abc import Sequence

import altair as alt

from blmk_metrics.catalogue.lines import Line
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.charts.dotted_lines import drawn_lines, line_names, line_points
from blmk_metrics.charts.encodings import any_bounded, end_label, last_drawn, point, tooltip, value_axis, year_axis
from blmk_metrics.charts.inline_data import InlineData
from blmk_metrics.charts.theme import BENCHMARK, CHOSEN, CONTEXT, SECOND, Style, finished


def category_intervals(rows: Sequence[Row], measure: Measure, unit: str) -> alt.LayerChart:
    """One area's groups in one period: a point with its interval each, and the benchmark's same group as a tick."""
    points = [point(row, measure) for row in rows]
    compared = [
        {**each, "value": row.benchmark_value, "said": row.benchmark_name}
        for each, row in zip(points, rows, strict=True)
        if row.benchmark_code != row.area_code and row.benchmark_value is not None
    ]
    order = [row.category for row in rows]
    y = alt.Y("category:N", sort=order, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=130, offset=6))
    across: Style = {
        "title": unit,
        "scale": alt.Scale(zero=False, padding=12),
        "axis": alt.Axis(titleAnchor="end", tickCount=4),
    }
    base = alt.Chart(InlineData(values=points)).encode(y=y, tooltip=tooltip("category", "Group"))
    layers = [base.mark_point(filled=True, size=110, opacity=1, color=CHOSEN).encode(x=alt.X("value:Q", **across))]
    if any_bounded(points):
        rule = base.mark_rule(strokeWidth=3, color=CHOSEN)
        layers.insert(0, rule.encode(x=alt.X("lower:Q", **across), x2=alt.X2("upper")))
    if compared:
        tick = alt.Chart(InlineData(values=compared)).encode(x=alt.X("value:Q", title=unit), y=y)
        named = alt.Chart(InlineData(values=compared[:1])).encode(x=alt.X("value:Q"), y=y, text=alt.Text("said:N"))
        layers.append(tick.mark_tick(color=BENCHMARK, thickness=3, size=26))
        layers.append(named.mark_text(dy=-22, fontWeight="bold", color=BENCHMARK))
    return finished(layers, height=56 * len(points) + 10)


def category_trend(rows: Sequence[Row], measure: Measure, unit: str, lines: Sequence[Line] = ()) -> alt.LayerChart:
    """One area's groups over time: the first and the last named and coloured, any between them quiet; and the lines
    beside them."""
    order = list(dict.fromkeys(row.category for row in rows))
    colours = {order[0]: SECOND, order[-1]: CHOSEN}
    points = [{**point(row, measure), "colour": colours.get(row.category, CONTEXT)} for row in rows]
    series = (
        alt.Chart(InlineData(values=points))
        .mark_line(strokeWidth=2.5, point=True)
        .encode(
            x=year_axis(points),
            y=value_axis(unit),
            detail=[alt.Detail("category:N"), alt.Detail("segment:N")],
            color=alt.Color("colour:N", scale=None),
            tooltip=tooltip("category", "Group"),
        )
    )
    last = (last_drawn([each for each in points if each["category"] == name]) for name in colours)
    ends = sorted((end for end in last if end), key=lambda end: -end["value"])
    layers = [series]
    for place, end in enumerate(ends):
        layers += end_label(end, "category", end["colour"], above=place == 0)
    beside = line_points(lines, measure.decimals)
    layers += drawn_lines(beside) + line_names(beside)
    return finished(layers, height=300)
