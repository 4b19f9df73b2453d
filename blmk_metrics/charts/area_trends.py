"""A few areas over time, each with a colour, a mark and a line of its own, named where its line ends."""

from collections.abc import Sequence

import altair as alt

from blmk_metrics.catalogue.lines import Line
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Reliability
from blmk_metrics.charts.dotted_lines import drawn_lines, line_points
from blmk_metrics.charts.encodings import any_bounded, last_drawn, point, tooltip, value_axis, year_axis
from blmk_metrics.charts.inline_data import Datum, InlineData, over
from blmk_metrics.charts.theme import (
    BENCHMARK,
    HIGHLIGHT_DASHES,
    HIGHLIGHT_MARKS,
    HIGHLIGHTS,
    Style,
    finished,
)
from blmk_metrics.charts.trend import series_breaks

HEIGHT = 340
LINE = 17
# How many letters of a name fit beside the lines on a narrow screen.
LONGEST = 12


def area_trends(
    rows: Sequence[Row],
    measure: Measure,
    highlighted: Sequence[str],
    benchmark_code: str | None,
    lines: Sequence[Line] = (),
) -> alt.LayerChart:
    """The series of the highlighted areas, at most four, with their intervals, and that of what they are compared with.
    The lines beside them are named where they end, as the areas are.

    At least one of the areas has a figure. Gaps and breaks in series are not bridged.
    """
    series = {code: [_marked(row, measure) for row in rows if row.area_code == code] for code in highlighted}
    series = {code: points for code, points in series.items() if last_drawn(points)}
    signs = dict(zip(highlighted, zip(HIGHLIGHTS, HIGHLIGHT_MARKS, HIGHLIGHT_DASHES, strict=True), strict=False))
    beside = [point(row, measure) for row in rows if row.area_code == benchmark_code not in highlighted]
    every_point = [each for points in (*series.values(), beside) for each in points]
    drawn = [figure for each in every_point for figure in (each["value"], each["lower"], each["upper"])]
    drawn_beside = line_points(lines, measure.decimals)
    reach = [figure for figure in drawn if figure is not None]
    reach += [each["value"] for points in drawn_beside for each in points]
    every = alt.Chart().encode(
        x=year_axis(every_point),
        y=value_axis(measure.unit, (min(reach), max(reach))),
        detail=[alt.Detail("segment:N")],
        tooltip=tooltip("area", "Area"),
    )
    layers = series_breaks(measure, [each["period"] for each in every_point])
    for code, points in series.items():
        if any_bounded(points):
            band = over(every, points).mark_area(color=signs[code][0], opacity=0.12, aria=False)
            layers.append(band.encode(y=alt.Y("lower:Q"), y2=alt.Y2("upper")))
    if last_drawn(beside):
        layers.append(over(every, beside).mark_line(color=BENCHMARK, strokeDash=[6, 4], strokeWidth=2))
    for code, points in series.items():
        colour, mark, dash = signs[code]
        layers.append(over(every, points).mark_line(color=colour, strokeDash=dash, strokeWidth=2.5))
        marks = over(every, [{**each, "fill": each["fill"] or colour} for each in points if each["value"] is not None])
        marks = marks.mark_point(shape=mark, stroke=colour, strokeWidth=1.5, size=60, opacity=1)
        layers.append(marks.encode(fill=alt.Fill("fill:N", scale=None)))
    layers += drawn_lines(drawn_beside)
    names = {code: _broken(points[0]["area"]) for code, points in series.items()}
    ends = {code: last_drawn(points) for code, points in series.items()}
    named = [{**end, "name": names[code], "code": code} for code, end in ends.items() if end]
    if end := last_drawn(beside):
        named.append({**end, "name": _broken(beside[0]["area"]), "code": ""})
    named += [{**points[-1], "name": _broken(points[-1]["line"]), "code": ""} for points in drawn_beside]
    year = max(each["year"] for each in named)
    for each in _apart(named, max(reach) - min(reach)):
        layers += _name({**each, "year": year}, signs.get(each["code"]))
    return finished(layers, height=HEIGHT)


def _name(end: Datum, sign: tuple[str, str, list[int]] | None) -> list[alt.Chart]:
    """A name to the right of where the lines end, behind its mark."""
    place = alt.Chart(InlineData(values=[end])).encode(x=alt.X("year:Q"), y=alt.Y("value:Q"))
    lines: Style = {"lineHeight": LINE, "dy": -LINE * (len(end["name"]) - 1) / 2}
    name = place.mark_text(align="left", baseline="middle", dx=26, fontWeight="bold", **lines)
    layers = [name.encode(text=alt.Text("name:N"))]
    if sign:
        colour, mark, _ = sign
        layers.append(place.mark_point(filled=True, color=colour, shape=mark, size=90, opacity=1, xOffset=16))
    return layers


def _apart(named: list[Datum], span: float) -> list[Datum]:
    """Names moved up or down until none covers another: those that would, stand in a heap about their middle."""
    unit = LINE * (span or 1) / (HEIGHT - 40)
    heaps: list[list[Datum]] = []
    for each in sorted(named, key=lambda each: each["value"]):
        heaps.append([each])
        while len(heaps) > 1 and _foot(heaps[-1], unit) < _foot(heaps[-2], unit) + unit * _lines(heaps[-2]):
            heaps[-2:] = [heaps[-2] + heaps[-1]]
    return [
        {**each, "value": _foot(heap, unit) + unit * (_lines(heap[:place]) + _lines([each]) / 2)}
        for heap in heaps
        for place, each in enumerate(heap)
    ]


def _foot(heap: list[Datum], unit: float) -> float:
    middle: float = sum(each["value"] for each in heap) / len(heap)
    return middle - unit * _lines(heap) / 2


def _lines(heap: list[Datum]) -> int:
    return sum(len(each["name"]) for each in heap)


def _marked(row: Row, measure: Measure) -> Datum:
    # An unreliable figure is hollow.
    return {**point(row, measure), "fill": "#FFFFFF" if row.reliability is Reliability.UNRELIABLE else None}


def _broken(name: str) -> list[str]:
    """A long name in two lines."""
    first, _, second = name.rpartition(" ")
    return [first, second] if first and len(name) > LONGEST else [name]
