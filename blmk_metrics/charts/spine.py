"""One area on many measures: a spine chart, its benchmarks down the middle, better to the right."""

from collections.abc import Sequence
from typing import Literal

import altair as alt

from blmk_metrics.catalogue.positions import Mark, MeasureLine
from blmk_metrics.catalogue.verdict_parts import Reliability
from blmk_metrics.charts.encodings import point, tooltip
from blmk_metrics.charts.inline_data import Datum, over
from blmk_metrics.charts.theme import BENCHMARK, CONTEXT, QUIET_TEXT, VERDICTS, Style, finished
from blmk_metrics.narrative import value_with_interval
from blmk_metrics.narrative.verdict_words import shape, verdict_of

SYMBOLS = {
    "▲": "triangle-up",
    "▼": "triangle-down",
    "●": "circle",
    "◆": "diamond",
    "◇": "diamond",
    "○": "circle",
}
HOLLOW = "◇○"
PAPER = "#FFFFFF"
TRACK = "#BFC1C3"
BARE, NAMED = 76, 104


def spine(measure_lines: Sequence[MeasureLine], *, named: bool = True) -> alt.LayerChart:
    """A line for each measure: the other areas grey, the chosen one large, shaped and coloured by its verdict, with its
    95% interval. `named` writes the measure, its figure and its verdict above each line; without, something beside the
    chart must. A measure without a scale keeps its line, and says why."""
    lines = [_line(each, named) for each in measure_lines]
    scaled = [(each, each.chosen, line) for each, line in zip(measure_lines, lines, strict=True) if each.chosen]
    across = alt.X("position:Q", scale=alt.Scale(domain=[-1.08, 1.08], nice=False), axis=None)
    down = alt.Y("line:N", sort=[line["line"] for line in lines], axis=None, scale=alt.Scale(padding=0))
    every = alt.Chart().encode(x=across, y=down)
    layers = []
    if scaled:
        layers += _scales(every, [line for *_, line in scaled])
        others = [_other(mark, each, line) for each, _, line in scaled for mark in each.others]
        bounded = [_chosen(mark, each, line) for each, mark, line in scaled if mark.left_end is not None]
        if bounded:
            whiskers = over(every, bounded).mark_rule(strokeWidth=3)
            ends = {"x": alt.X("left_end:Q", axis=None), "x2": alt.X2("right_end")}
            layers.append(whiskers.encode(**ends, color=alt.Color("ink:N", scale=None)))
        if others:
            layers.append(
                over(every, others)
                .mark_point(size=70, opacity=1, strokeWidth=1.5)
                .encode(**_painted(), tooltip=tooltip("area", "Area"))
            )
        layers.append(
            over(every, [_chosen(mark, each, line) for each, mark, line in scaled])
            .mark_point(size=300, opacity=1, strokeWidth=1.5)
            .encode(
                **_painted(),
                shape=alt.Shape("symbol:N", scale=None),
                tooltip=[*tooltip("area", "Area"), alt.Tooltip("verdict:N", title="Compared")],
            )
        )
    if named:
        layers += [
            _words(every, lines, "measure", -42, "bold"),
            _words(every, lines, "figure", -24, "normal"),
        ]
    without = [line for each, line in zip(measure_lines, lines, strict=True) if not each.chosen]
    if without:
        layers.append(_words(every, without, "reason", 0, "normal"))
    return finished(layers, height=(NAMED if named else BARE) * len(lines))


def _scales(every: alt.Chart, lines: list[Datum]) -> list[alt.Chart]:
    """What each line is read against: its track, its middle with a name, and what lies to either side."""
    track = over(every, [{**line, "position": -1, "end": 1} for line in lines])
    words: Style = {"baseline": "top", "dy": 17, "fontSize": 12}
    sides: tuple[tuple[str, float, Literal["left", "right"]], ...] = (
        ("leftwards", -1.08, "left"),
        ("rightwards", 1.08, "right"),
    )
    return [
        track.mark_rule(color=TRACK, strokeWidth=1, aria=False).encode(x2=alt.X2("end")),
        over(every, lines).mark_tick(color=BENCHMARK, thickness=2, size=32, orient="vertical", aria=False),
        over(every, lines).mark_text(fontWeight="bold", **words).encode(text=alt.Text("middle:N")),
        *(
            over(every, [{**line, "position": place} for line in lines])
            .mark_text(align=align, color=QUIET_TEXT, **words)
            .encode(text=alt.Text(f"{side}:N"))
            for side, place, align in sides
        ),
    ]


def _words(
    every: alt.Chart, lines: list[Datum], field: str, offset: int, weight: Literal["bold", "normal"]
) -> alt.Chart:
    """Words at the beginning of each line, so many pixels below it."""
    place = over(every, [{**line, "position": -1.08} for line in lines])
    text: alt.Chart = place.mark_text(align="left", dy=offset, fontWeight=weight).encode(text=alt.Text(f"{field}:N"))
    return text


def _line(one: MeasureLine, named: bool) -> Datum:
    row, measure = one.row, one.measure
    labels = {
        "measure": f"{measure.short_name}, {row.period}",
        "figure": f"{value_with_interval(row, measure)} {verdict_of(row)}" if one.chosen else "",
        "reason": f"No scale: {one.reason}" if row.value is not None else f"No figure: {one.reason}",
    }
    return {
        "line": measure.id,
        "position": 0,
        "middle": one.middle.area_name,
        "leftwards": f"← {one.leftwards}",
        "rightwards": f"{one.rightwards} →",
        **(labels if named or not one.chosen else {}),
    }


def _other(mark: Mark, one: MeasureLine, line: Datum) -> Datum:
    unsure = mark.row.reliability is Reliability.UNRELIABLE
    fill, ink = (PAPER, CONTEXT) if unsure else (CONTEXT, PAPER)
    return {**_placed(mark, one, line), "fill": fill, "ink": ink}


def _chosen(mark: Mark, one: MeasureLine, line: Datum) -> Datum:
    verdict = mark.row.comparison
    unsure = mark.row.reliability is Reliability.UNRELIABLE
    hollow = unsure or shape(verdict) in HOLLOW
    return {
        **_placed(mark, one, line),
        "left_end": mark.left_end,
        "right_end": mark.right_end,
        "verdict": verdict_of(mark.row),
        "symbol": SYMBOLS[shape(verdict)],
        "fill": PAPER if hollow else VERDICTS[verdict],
        "ink": CONTEXT if unsure else BENCHMARK,
    }


def _placed(mark: Mark, one: MeasureLine, line: Datum) -> Datum:
    datum = point(mark.row, one.measure)
    return {
        "line": line["line"],
        "position": mark.position,
        **{name: datum[name] for name in ("area_code", "area", "period", "shown")},
    }


def _painted() -> dict[str, alt.Fill | alt.Stroke]:
    return {"fill": alt.Fill("fill:N", scale=None), "stroke": alt.Stroke("ink:N", scale=None)}
