"""Charts of one period: areas, or groups of one area, each a point with its interval."""

from collections.abc import Mapping
from typing import Any

import pytest

from blmk_metrics.catalogue.rows import Row
from blmk_metrics.charts import CLICKABLE
from blmk_metrics.releases.edition import Edition
from tests.figures.answers import Answer
from tests.figures.reading import WHITE, marks, order_down, title_across
from tests.figures.rules import BENCHMARK, CHOSEN, GREY, HIGHLIGHTS, figure_text, limits, unreliable, verdict_text


def check_areas(_: Edition, answer: Answer) -> None:
    """The chosen area in its colour, or the highlighted in theirs, the others grey; unreliable ones grey and hollow."""
    figure, spec = answer.figure, answer.figure.specification
    benchmark = answer.benchmark() or answer.place
    rows = [row for row in figure.rows if row.area_code != benchmark] or list(figure.rows)
    drawn = {row.area_code: row for row in rows if row.value is not None}
    points = {each.datum["area_code"]: each for each in marks(spec, "point")}
    bars = {each.datum["area_code"]: each for each in marks(spec, "rule") if each.x2 is not None}
    assert points.keys() == drawn.keys()
    assert bars.keys() == {code for code, row in drawn.items() if limits(row)[0] is not None}
    signs = dict(zip(answer.highlighted or (answer.place,), HIGHLIGHTS, strict=False))
    for code, row in drawn.items():
        colour, mark, _ = signs.get(code, (GREY, "circle", False))
        colour, fill = (GREY, WHITE) if unreliable(row) else (colour, colour)
        point = points[code]
        assert (point.x, point.y) == (row.value, _label(row))
        assert (point.line, point.fill, point.shape) == (colour, fill, mark)
        assert point.datum["shown"] == figure_text(row, figure.measure)
        if code in bars:
            bar = bars[code]
            assert (bar.x, bar.x2, bar.y, bar.line) == (*limits(row), _label(row), colour)
    assert [layer["mark"]["type"] for layer in spec["layer"] if layer.get("name") == CLICKABLE] == ["point"]
    _check_order(order_down(spec), rows)
    _check_benchmark(spec, [row for row in figure.rows if row.area_code == benchmark])
    assert title_across(spec, "x") == {figure.unit}


def check_groups(_: Edition, answer: Answer) -> None:
    """Each group in the chosen colour, with the benchmark's same group as a tick, of which the first is named."""
    figure, spec = answer.figure, answer.figure.specification
    drawn = [row for row in figure.rows if row.value is not None]
    points = marks(spec, "point")
    assert [(each.y, each.x, each.line, each.fill) for each in points] == [
        (row.category, row.value, CHOSEN, CHOSEN) for row in drawn
    ]
    assert [each.datum["shown"] for each in points] == [figure_text(row, figure.measure) for row in drawn]
    assert [(each.y, each.x, each.x2, each.line) for each in marks(spec, "rule")] == [
        (row.category, *limits(row), CHOSEN) for row in drawn if limits(row)[0] is not None
    ]
    beside = [row for row in figure.rows if row.benchmark_value is not None] if answer.benchmark() else []
    ticks = [(each.y, each.x, each.fill) for each in marks(spec, "tick")]
    assert ticks == [(row.category, row.benchmark_value, BENCHMARK) for row in beside]
    named = [(each.y, each.x, each.text) for each in marks(spec, "text")]
    assert named == [(*tick[:2], row.benchmark_name) for tick, row in zip(ticks, beside, strict=True)][:1]
    for row in beside:
        # Beside a figure of local records the benchmark's may have but one decimal.
        assert row.benchmark_value == pytest.approx(_same_of_benchmark(answer, row), abs=0.051)
    assert order_down(spec) == [row.category for row in figure.rows]
    assert title_across(spec, "x") == {figure.unit}


def _same_of_benchmark(answer: Answer, row: Row) -> float:
    """The benchmark's figure of the same group and period."""
    key = row.period, row.category
    others = answer.series(answer.benchmark() or "")
    (value,) = (each.value for each in others if (each.period, each.category) == key)
    return value


def _label(row: Row) -> str:
    return f"{row.area_name}|{verdict_text(row)}"


def _check_order(down: list[str], rows: list[Row]) -> None:
    """Areas come by their value, the highest first; those without a figure come last."""
    values = {_label(row): row.value for row in rows}
    assert sorted(down) == sorted(values)
    ordered = [values[label] for label in down]
    drawn = [each for each in ordered if each is not None]
    assert ordered == sorted(drawn, reverse=True) + [None] * (len(ordered) - len(drawn))


def _check_benchmark(spec: Mapping[str, Any], rows: list[Row]) -> None:
    """The benchmark's figure lies across the areas, dashed and near-black, with its name."""
    drawn = [row for row in rows if row.value is not None]
    across = [(each.x, each.line, each.dashed) for each in marks(spec, "rule") if each.x2 is None]
    assert across == [(row.value, BENCHMARK, True) for row in drawn]
    named = [(each.x, each.text) for each in marks(spec, "text")]
    assert named == [(row.value, row.area_name) for row in drawn]
