"""Charts over time: lines, the bands around them, the names at their ends, and where a new series begins."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.releases.edition import Edition
from tests.figures.answers import Answer
from tests.figures.checks.lines import is_beside
from tests.figures.reading import WHITE, Mark, marks, title_across
from tests.figures.rules import (
    BENCHMARK,
    CHOSEN,
    GREY,
    HIGHLIGHTS,
    SECOND,
    figure_text,
    first_years_of_series,
    limits,
    unreliable,
    year,
)


def check_trend(_: Edition, answer: Answer) -> None:
    """The chosen area in its colour, its benchmark dashed and near-black, every other area grey."""
    figure, spec, place = answer.figure, answer.figure.specification, answer.place
    benchmark, shown = answer.benchmark(), answer.with_figures()
    lines = _by_area(_series(spec))
    assert lines.keys() >= shown
    for code, line in lines.items():
        _check_line(line, answer.series(code), figure.measure)
        colour = CHOSEN if code == place else BENCHMARK if code == benchmark else GREY
        assert {(each.line, each.dashed) for each in line} == {(colour, code == benchmark)}
        assert {each.dots for each in line} == {CHOSEN if code == place else None}
    _check_bands(spec, {place: CHOSEN}, answer)
    _check_breaks(spec, figure.measure, answer.series(place))
    ends = {code: _last(answer.series(code)) for code in (place, benchmark) if code in shown}
    assert {(each.text, each.x, each.y, each.line) for each in _names(spec)} == {
        (row.area_name, year(row), row.value, CHOSEN if code == place else BENCHMARK) for code, row in ends.items()
    }
    assert title_across(spec, "y") == {figure.unit}


def check_areas_over_time(_: Edition, answer: Answer) -> None:
    """Each highlighted area in the colour, mark and line of its turn, and the benchmark where it is none of them."""
    figure, spec, shown = answer.figure, answer.figure.specification, answer.with_figures()
    chosen = answer.highlighted or (answer.place,)
    signs = {code: sign for code, sign in zip(chosen, HIGHLIGHTS, strict=False) if code in shown}
    benchmark = {answer.benchmark()} & shown - set(chosen)
    lines = _by_area(_series(spec))
    assert lines.keys() == signs.keys() | benchmark
    for code, line in lines.items():
        _check_line(line, answer.series(code), figure.measure)
        colour, _, dashed = signs.get(code, (BENCHMARK, "", True))
        assert {(each.line, each.dashed) for each in line} == {(colour, dashed)}
    # No two lines are broken in one fashion.
    assert len({each.dash for line in lines.values() for each in line}) == len(lines)
    points = [each for each in marks(spec, "point") if "name" not in each.datum]
    assert [(each.datum["area_code"], each.x, each.y, each.line, each.fill, each.shape) for each in points] == [
        (code, year(row), row.value, colour, WHITE if unreliable(row) else colour, mark)
        for code, (colour, mark, _) in signs.items()
        for row in answer.series(code)
        if row.value is not None
    ]
    _check_bands(spec, {code: sign[0] for code, sign in signs.items()}, answer)
    _check_breaks(spec, figure.measure, [row for code in lines for row in answer.series(code)])
    _check_names_beside(spec, signs, {row.area_name for code in lines for row in answer.series(code)})
    assert title_across(spec, "y") == {figure.unit}


def check_groups_over_time(_: Edition, answer: Answer) -> None:
    """The first and the last group each in a colour and with its name, those between grey."""
    figure, spec = answer.figure, answer.figure.specification
    groups: dict[str, list[Row]] = {}
    for row in figure.rows:
        groups.setdefault(row.category, []).append(row)
    first, last = next(iter(groups)), next(reversed(groups))
    colours = {**dict.fromkeys(groups, GREY), first: SECOND, last: CHOSEN}
    for name, rows in groups.items():
        line = [each for each in _series(spec) if each.datum["category"] == name]
        _check_line(line, rows, figure.measure)
        assert {(each.line, each.dashed, each.dots) for each in line} == {(colours[name], False, colours[name])}
    ends = {name: _last(groups[name]) for name in (first, last)}
    assert {(each.text, each.x, each.y, each.line) for each in _names(spec)} == {
        (name, year(row), row.value, colours[name]) for name, row in ends.items() if row is not None
    }
    assert title_across(spec, "y") == {figure.unit}


def _check_line(line: list[Mark], rows: list[Row], measure: Measure) -> None:
    """A line has each of its rows in its place, and breaks where one has no figure or where a new series begins."""
    assert [(each.x, each.y) for each in line] == [(year(row), row.value) for row in rows]
    assert [each.datum["shown"] for each in line] == [figure_text(row, measure) for row in rows]
    assert all("'field': 'segment'" in str(each.channels["detail"]) for each in line)
    begun = first_years_of_series(measure, rows)
    for before, after in pairwise(line):
        crossed = any(before.x < each <= after.x for each in begun)
        assert (before.datum["segment"] != after.datum["segment"]) == crossed


def _check_bands(spec: Mapping[str, Any], colours: Mapping[str, str], answer: Answer) -> None:
    """Around the lines of these areas lie their 95% limits, in the line's colour."""
    bands = [(each.datum["area_code"], each.x, each.y, each.y2, each.fill) for each in marks(spec, "area")]
    assert bands == [
        (code, year(row), *limits(row), colour)
        for code, colour in colours.items()
        for row in answer.series(code)
        if limits(row)[0] is not None
    ]


def _check_breaks(spec: Mapping[str, Any], measure: Measure, rows: list[Row]) -> None:
    """A broken line stands between the last year of a series and the first of the next, with words beside it."""
    between = [each - 0.5 for each in first_years_of_series(measure, rows)]
    rules = [(each.x, each.line, each.dashed) for each in marks(spec, "rule")]
    assert rules == [(each, BENCHMARK, True) for each in between]
    assert [each.x for each in marks(spec, "text") if each.text == "new series"] == between


def _check_names_beside(spec: Mapping[str, Any], signs: Mapping[str, tuple], names: set[str]) -> None:
    """To the right of the lines stand their names, behind the mark of each that is highlighted."""
    assert {" ".join(each.text) for each in _names(spec)} == names
    keys = {(each.datum["area_code"], each.line, each.shape) for each in marks(spec, "point") if "name" in each.datum}
    assert keys == {(code, colour, mark) for code, (colour, mark, _) in signs.items()}


def _names(spec: Mapping[str, Any]) -> list[Mark]:
    """The texts that name series."""
    return [each for each in marks(spec, "text") if each.text != "new series" and not is_beside(each)]


def _series(spec: Mapping[str, Any]) -> list[Mark]:
    """The points of lines that are of rows."""
    return [each for each in marks(spec, "line") if not is_beside(each)]


def _by_area(drawn: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for each in drawn:
        found.setdefault(each.datum["area_code"], []).append(each)
    return found


def _last(rows: list[Row]) -> Row | None:
    return next((row for row in reversed(rows) if row.value is not None), None)
