"""A series over time: the chosen area with its interval, the benchmark dashed, other areas quietly behind."""

from collections.abc import Sequence

import altair as alt

from blmk_metrics.catalogue.lines import Line
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.periods import first_year
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.charts.dotted_lines import drawn_lines, line_names, line_points
from blmk_metrics.charts.encodings import any_bounded, end_label, last_drawn, point, tooltip, value_axis, year_axis
from blmk_metrics.charts.inline_data import Datum, InlineData, over
from blmk_metrics.charts.theme import BENCHMARK, CHOSEN, CONTEXT, finished


def trend(rows: Sequence[Row], measure: Measure, area_code: str, lines: Sequence[Line] = ()) -> alt.LayerChart:
    """Every area's series and the lines beside them; gaps and breaks in series are not bridged."""
    chosen, benchmark, others = _split(rows, measure, area_code)
    every = alt.Chart().encode(
        x=year_axis(chosen),
        y=value_axis(measure.unit),
        detail=[alt.Detail("area:N"), alt.Detail("segment:N")],
        tooltip=tooltip("area", "Area"),
    )
    last, last_benchmark = last_drawn(chosen), last_drawn(benchmark)
    above = not (last and last_benchmark) or last["value"] >= last_benchmark["value"]
    layers = series_breaks(measure, [each["period"] for each in chosen])
    if last_drawn(others):
        layers.append(over(every, others).mark_line(color=CONTEXT, strokeWidth=1))
    if any_bounded(chosen):
        layers.append(
            over(every, chosen).mark_area(color=CHOSEN, opacity=0.18).encode(y=alt.Y("lower:Q"), y2=alt.Y2("upper"))
        )
    if last_benchmark:
        layers.append(over(every, benchmark).mark_line(color=BENCHMARK, strokeDash=[6, 4], strokeWidth=2))
        layers += end_label(last_benchmark, "area", BENCHMARK, above=not above)
    if last:
        marks = alt.OverlayMarkDef(color=CHOSEN, size=45, opacity=1)
        layers.append(over(every, chosen).mark_line(color=CHOSEN, strokeWidth=3, point=marks))
        layers += end_label(last, "area", CHOSEN, above=above)
    beside = line_points(lines, measure.decimals)
    layers += drawn_lines(beside) + line_names(beside)
    return finished(layers, height=320)


def sparkline(rows: Sequence[Row], measure: Measure, area_code: str) -> alt.LayerChart:
    """The chosen area and its benchmark, without axes: the shape of the series and no more."""
    chosen, benchmark, _ = (_bare(points) for points in _split(rows, measure, area_code))
    bare = alt.Axis(labels=False, ticks=False, domain=False, grid=False, title=None)
    every = alt.Chart().encode(
        x=alt.X("year:Q", axis=bare, scale=alt.Scale(zero=False, nice=False, padding=8)),
        y=alt.Y("value:Q", axis=bare, scale=alt.Scale(zero=False)),
    )
    layers = []
    if last_drawn(benchmark):
        dashed = over(every, benchmark).mark_line(color=BENCHMARK, strokeDash=[4, 3], strokeWidth=2)
        layers.append(dashed.encode(detail=alt.Detail("segment:N")))
    if last := last_drawn(chosen):
        layers.append(
            over(every, chosen).mark_line(color=CHOSEN, strokeWidth=2.5).encode(detail=alt.Detail("segment:N"))
        )
        layers.append(over(every, [last]).mark_point(color=CHOSEN, filled=True, opacity=1, size=70))
    return finished(layers, height=76)


def _split(rows: Sequence[Row], measure: Measure, area_code: str) -> tuple[list[Datum], list[Datum], list[Datum]]:
    """Points of the chosen area, of its benchmark, and of the other areas that have any."""
    benchmark_code = next(row.benchmark_code for row in rows if row.area_code == area_code)
    points = [point(row, measure) for row in rows]
    chosen = [each for each in points if each["area_code"] == area_code]
    benchmark = [each for each in points if each["area_code"] == benchmark_code != area_code]
    others = [each for each in points if each["area_code"] not in (area_code, benchmark_code)]
    return chosen, benchmark, others


def _bare(points: list[Datum]) -> list[Datum]:
    return [{key: each[key] for key in ("year", "value", "segment")} for each in points]


def series_breaks(measure: Measure, periods: list[str]) -> list[alt.Chart]:
    """A line where each new series among the periods begins, and its name."""
    breaks = [period for period in measure.series_breaks if min(periods) < period <= max(periods)]
    if not breaks:
        return []
    points = [{"year": first_year(period) - 0.5, "said": "new series"} for period in breaks]
    place = alt.Chart(InlineData(values=points)).encode(x=alt.X("year:Q"))
    name = place.mark_text(align="right", baseline="top", dx=-5, dy=2)
    return [
        place.mark_rule(color=BENCHMARK, strokeDash=[2, 2]),
        name.encode(text=alt.Text("said:N"), y=alt.value(0)),
    ]
