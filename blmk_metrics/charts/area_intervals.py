"""Areas beside one another in one period: each a point with its interval, its verdict in words beneath its name."""

from collections.abc import Mapping, Sequence

import altair as alt

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Reliability
from blmk_metrics.charts.encodings import any_bounded, point, tooltip
from blmk_metrics.charts.inline_data import Datum, InlineData
from blmk_metrics.charts.theme import BENCHMARK, CLICKABLE, CONTEXT, HIGHLIGHT_MARKS, HIGHLIGHTS, Style, finished
from blmk_metrics.narrative.verdict_words import verdict_of


def area_intervals(
    rows: Sequence[Row], measure: Measure, area_code: str, highlighted: Sequence[str] = ()
) -> alt.LayerChart:
    """Areas sorted by value, the benchmark as a line across them. An area without a figure keeps its row.

    The chosen area stands out, or those `highlighted` in its stead, each with a colour and a mark of its own.
    """
    benchmark_code = next(row.benchmark_code for row in rows if row.area_code == area_code) or area_code
    signs = dict(zip(highlighted or (area_code,), zip(HIGHLIGHTS, HIGHLIGHT_MARKS, strict=True), strict=False))
    # An area that there is no other beside is not left out for being what others are compared with.
    beside = [row for row in rows if row.area_code != benchmark_code] or rows
    shown = [_labelled(row, measure, signs) for row in beside]
    shown.sort(key=lambda each: (each["value"] is None, -(each["value"] or 0)))
    lines = "split(datum.label, '|')"
    axis = alt.Axis(labelExpr=lines, ticks=False, domain=False, labelLimit=190, labelLineHeight=16, offset=6)
    y = alt.Y("label:N", sort=[each["label"] for each in shown], title=None, axis=axis)
    base = alt.Chart(InlineData(values=shown)).encode(
        y=y, color=alt.Color("colour:N", scale=None), tooltip=tooltip("area", "Area")
    )
    across: Style = {
        "title": measure.unit,
        "scale": alt.Scale(zero=False, padding=12),
        "axis": alt.Axis(titleAnchor="end", tickCount=4),
    }
    layers = [
        base.mark_point(size=110, opacity=1, strokeWidth=2)
        .encode(
            x=alt.X("value:Q", **across),
            fill=alt.Fill("fill:N", scale=None),
            shape=alt.Shape("mark:N", scale=None),
        )
        .properties(name=CLICKABLE),
    ]
    if any_bounded(shown):
        layers.insert(0, base.mark_rule(strokeWidth=3).encode(x=alt.X("lower:Q", **across), x2=alt.X2("upper")))
    benchmark = next((row for row in rows if row.area_code == benchmark_code and row.value is not None), None)
    if benchmark:
        line = alt.Chart(InlineData(values=[point(benchmark, measure)])).encode(x=alt.X("value:Q"))
        layers.insert(0, line.mark_rule(color=BENCHMARK, strokeDash=[6, 4], strokeWidth=2))
        layers.append(
            line.mark_text(baseline="bottom", dy=-4, fontWeight="bold").encode(text=alt.Text("area:N"), y=alt.value(0))
        )
    return finished(layers, height=56 * len(shown))


def _labelled(row: Row, measure: Measure, signs: Mapping[str, tuple[str, str]]) -> Datum:
    colour, mark = signs.get(row.area_code, (CONTEXT, "circle"))
    # An unreliable figure is grey and hollow, whoever chose it.
    colour = CONTEXT if row.reliability is Reliability.UNRELIABLE else colour
    return {
        **point(row, measure),
        "label": f"{row.area_name}|{verdict_of(row)}",
        "colour": colour,
        "mark": mark,
        "fill": "#FFFFFF" if row.reliability is Reliability.UNRELIABLE else colour,
    }
