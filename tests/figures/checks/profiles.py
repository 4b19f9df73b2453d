"""A profile: one area on every measure, on a scale that measures of any unit share."""

from collections.abc import Iterable
from math import inf

import pytest

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.terms import Polarity
from blmk_metrics.figures.profile import Profile
from blmk_metrics.narrative import further, headed, verdict_cell
from blmk_metrics.releases.edition import Edition
from tests.figures.answers import Answer
from tests.figures.reading import WHITE, Mark, marks, order_down
from tests.figures.rules import (
    BENCHMARK,
    FILLS,
    GREY,
    NO_FIGURE,
    SYMBOLS,
    TRACK,
    figure_text,
    limits,
    number,
    unreliable,
    verdict_text,
)

COLUMNS = ("Measure", "Period", "Figure (95% interval)", "Compared with", "Verdict")


def check_profile(edition: Edition, answer: Answer) -> None:
    """A line for each measure, in the order of measures, each with the area's latest row."""
    figure, spec, measures = answer.figure, answer.figure.specification, edition.measures()
    assert order_down(spec) == [measure.id for measure in measures]
    for measure, row in zip(measures, figure.rows, strict=True):
        rows = _latest(edition.measured(measure))
        assert row == rows[answer.place]
        drawn = [each for each in marks(spec, "point", "rule", "tick", "text") if each.y == measure.id]
        middle = rows[row.benchmark_code or answer.place]
        words = {each.text for each in drawn if each.kind == "text"}
        assert f"{measure.short_name}, {row.period}" in words
        if row.value is None:
            assert f"No figure: {row.reason}" in words
        elif middle.value is None:
            assert f"No scale: {row.comparison_reason}" in words
        else:
            assert f"{figure_text(row, measure, _least(measure))} {verdict_text(row)}" in words
            _check_scale(drawn, measure, rows, answer.place, middle)
            continue
        assert {each.kind for each in drawn} == {"text"}


def _check_scale(drawn: list[Mark], measure: Measure, rows: dict[str, Row], place: str, middle: Row) -> None:
    """The benchmark in the middle, the furthest figure or limit at an end, better to the right."""
    reached = {code: _reached(row, middle.value, _least(measure)) for code, row in rows.items()}
    furthest = max(abs(each) for three in reached.values() for each in three if each is not None) or 1
    # Of a gap that has turned round neither direction is better.
    turned = measure.inequality is not None and any((row.value or 0) < 0 for row in rows.values())
    judged = measure.polarity is not Polarity.NONE and not turned
    turn = -1 if judged and measure.polarity is Polarity.LOW_IS_GOOD else 1
    assert [(each.x, each.fill) for each in drawn if each.kind == "tick"] == [(0, BENCHMARK)]
    sides = ("← worse", "better →") if judged else ("← lower", "higher →")
    assert {middle.area_name, *sides} <= {each.text for each in drawn if each.kind == "text"}
    points = {each.datum["area_code"]: each for each in drawn if each.kind == "point"}
    others = {code for code, row in rows.items() if row is not middle and row.value is not None}
    assert points.keys() == others | {place}
    for code, point in points.items():
        assert point.x == pytest.approx(turn * reached[code][0] / furthest)
        assert point.datum["shown"] == figure_text(rows[code], measure)
        assert (point.fill, point.line, point.shape) == (_look(rows[code]) if code == place else _quiet(rows[code]))
    ends = sorted(turn * each / furthest for each in reached[place][1:] if each is not None)
    bars = [each for each in drawn if each.kind == "rule" and each.line != TRACK]
    assert [[each.x, each.x2] for each in bars] == ([pytest.approx(ends)] if ends else [])
    assert {each.line for each in bars} <= {points[place].line}


def _look(row: Row) -> tuple[str, str, str]:
    """The chosen area's fill, line and shape: its verdict's, but hollow and grey where it is unreliable."""
    if unreliable(row):
        return WHITE, GREY, "circle"
    sign = verdict_text(row)[0]
    return WHITE if sign in "◇○" else FILLS[row.comparison], BENCHMARK, SYMBOLS[sign]


def _quiet(row: Row) -> tuple[str, str, None]:
    """Another area's fill and line."""
    return (WHITE, GREY, None) if unreliable(row) else (GREY, WHITE, None)


def _reached(row: Row, middle: float, least: float) -> tuple[float | None, ...]:
    """How far a row's value and limits lie from the middle."""
    lower, upper = limits(row)
    lower = None if lower is None else max(lower, least)
    return tuple(None if each is None else each - middle for each in (row.value, lower, upper))


def _least(measure: Measure) -> float:
    """How low a limit may be drawn: only that of a gap reaches below zero."""
    return -inf if measure.inequality else 0


def _latest(rows: Iterable[Row]) -> dict[str, Row]:
    """By area the rows of the latest period in which any area has a figure."""
    last = max(row.period for row in rows if row.value is not None)
    return {row.area_code: row for row in rows if row.period == last}


def check_profile_table(figure: Profile) -> None:
    """Each row prints its figure with its 95% limits, what that is compared with, and its verdicts."""
    table = figure.table
    assert table.columns[:5] == COLUMNS
    verdicts = further([part.measure for part in figure.parts])
    heads = (headed(each, figure.rows) for each in verdicts)
    assert table.columns[7:] == (*heads, "Reliability", "Note")
    for cells, row, part in zip(table.rows, figure.rows, figure.parts, strict=True):
        measure, value = part.measure, row.benchmark_value
        beside = NO_FIGURE if value is None else f"{number(value, measure.decimals)}{measure.short_unit}"
        alone = row.benchmark_code in (None, row.area_code)
        assert cells[:5] == (
            measure.short_name,
            row.period,
            figure_text(row, measure, _least(measure)),
            "" if alone else f"{row.benchmark_name}: {beside}",
            verdict_text(row),
        )
        assert row.trend in cells[5]
        assert f"{row.change_verdict} since {row.baseline_period or 'the baseline'}" in cells[6]
        assert cells[7:-2] == tuple(verdict_cell(each, row, measure) for each in verdicts)
        notes = row.reliability, row.reason or row.comparison_reason
        assert cells[-2:] == tuple(each or "" for each in notes)
