"""Areas highlighted together: each has a colour, a mark and a line of its own, and its name where nothing covers it."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blmk_metrics import charts
from blmk_metrics.catalogue.rows import in_period
from blmk_metrics.charts.area_trends import HEIGHT, LINE, _apart
from blmk_metrics.charts.theme import CONTEXT, HIGHLIGHT_MARKS, HIGHLIGHTS
from tests.charts.estimates import ESTIMATES, NOW, READING, outlines, rows_of
from tests.figures.reading import drawn_of
from tests.releases_drawn import COUNTRY, FOOTPRINT, NORTHAM, PLACES, SOUTHAM, WESTHAM


@pytest.fixture(scope="module")
def reading():
    return rows_of("reading")


def _layers(spec):
    return [layer for layer in spec["layer"] if "mark" in layer]


def _values(layer):
    return drawn_of(layer, {})


@pytest.mark.parametrize("name", ESTIMATES)
@pytest.mark.parametrize("chosen", [PLACES, (FOOTPRINT, NORTHAM)])
def test_up_to_four_areas_of_any_measure_make_a_valid_chart_without_an_empty_layer(name, chosen):
    spec = charts.area_trends(rows_of(name), ESTIMATES[name][0], chosen, COUNTRY).to_dict(validate=True)
    assert "NaN" not in json.dumps(spec)
    assert all(len(_values(layer)) > 0 for layer in _layers(spec))


def test_what_others_are_compared_with_is_drawn_once(reading):
    spec = charts.area_trends(reading, READING, (NORTHAM, COUNTRY), COUNTRY).to_dict()
    lines = [layer for layer in _layers(spec) if layer["mark"]["type"] == "line"]
    assert [_values(line)[0]["area"] for line in lines] == ["Northam", "Albion"]


def test_an_unreliable_figure_in_a_series_is_hollow(reading):
    spec = charts.area_trends(reading, READING, (WESTHAM,), COUNTRY).to_dict()
    points = {
        row["period"]: row["fill"] for layer in _layers(spec) for row in _values(layer) if row.get("fill") is not None
    }
    assert points[NOW] == "#FFFFFF"
    assert points["2021/22"] == HIGHLIGHTS[0]


@given(st.lists(st.tuples(st.floats(0, 100), st.booleans()), min_size=1, max_size=5))
def test_no_name_covers_another_and_their_order_is_kept(drawn):
    names = [
        {"value": value, "name": ["one", "two"] if long else ["one"], "place": place}
        for place, (value, long) in enumerate(drawn)
    ]
    line = LINE * 100 / (HEIGHT - 40)
    moved = _apart(names, 100)
    for below, above in pairwise(moved):
        apart = line * (len(below["name"]) + len(above["name"])) / 2
        assert above["value"] - below["value"] >= apart - 1e-6
        assert drawn[below["place"]][0] <= drawn[above["place"]][0]


def test_a_name_with_room_around_it_stays_where_its_line_ends():
    names = [{"value": value, "name": ["one"]} for value in (0, 50, 100)]
    assert [each["value"] for each in _apart(names, 100)] == [0, 50, 100]


def test_highlighted_areas_have_their_colour_and_mark_in_the_intervals_and_the_others_are_grey(reading):
    now = in_period(reading, NOW)
    spec = charts.area_intervals(now, READING, NORTHAM, (SOUTHAM, FOOTPRINT)).to_dict(validate=True)
    signs = {row["area_code"]: (row["colour"], row["mark"]) for row in _values(_layers(spec)[1]) if "mark" in row}
    assert signs[SOUTHAM] == (HIGHLIGHTS[0], HIGHLIGHT_MARKS[0])
    assert signs[FOOTPRINT] == (HIGHLIGHTS[1], HIGHLIGHT_MARKS[1])
    assert signs[NORTHAM] == signs[WESTHAM] == (CONTEXT, "circle")


def test_highlighted_areas_are_outlined_on_the_map_above_the_others(reading):
    now = in_period(reading, NOW)
    spec = charts.area_map(now, outlines(), NORTHAM, (SOUTHAM, FOOTPRINT)).to_dict(validate=True)
    lines = {
        feature["area_code"]: feature["stroke"]
        for layer in _layers(spec)
        for feature in _values(layer)
        if "stroke" in feature
    }
    assert lines == {SOUTHAM: HIGHLIGHTS[0]}
    types = [layer["mark"]["type"] for layer in _layers(spec)]
    assert types.index("text") > max(place for place, kind in enumerate(types) if kind == "geoshape")


def test_a_click_on_any_mark_of_an_area_says_which_area_it_is(reading):
    """The trap of a map: a key within a feature's properties comes back under another name."""
    now = in_period(reading, NOW)
    for chart in (charts.area_map(now, outlines(), NORTHAM), charts.area_intervals(now, READING, NORTHAM)):
        layers = _layers(chart.to_dict())
        assert [layer.get("name") for layer in layers].count(charts.CLICKABLE) == 1
        assert all("area_code" in row for layer in layers for row in _values(layer))
