"""Comparing areas: what is highlighted is in the address and in every chart, and never more than has a colour."""

import json

import pytest

from blmk_metrics.charts.theme import HIGHLIGHT_DASHES, HIGHLIGHT_MARKS, HIGHLIGHTS
from blmk_metrics.components.highlights import CLICKED, toggled
from tests.pages.test_pages import _charts, _page

LUTON, BEDFORD, CENTRAL, KEYNES, FOOTPRINT = "E06000032", "E06000055", "E06000056", "E06000042", "E54000024"


def _texts(chart) -> str:
    return json.dumps(json.loads(chart.spec))


def _warnings(app) -> list[str]:
    return [warning.value for warning in app.warning[1:]]


def test_the_chosen_place_stands_out_to_begin_with_and_follows_the_choice():
    app = _page("compare_areas", LUTON)
    assert app.multiselect(key="areas").value == [LUTON]
    assert app.query_params["areas"] == LUTON
    app.selectbox(key="place").select(BEDFORD).run()
    assert app.multiselect(key="areas").value == [BEDFORD]
    assert not app.exception


def test_what_a_reader_highlighted_stays_when_the_place_changes():
    app = _page("compare_areas", LUTON, areas=f"{KEYNES},{CENTRAL}")
    app.selectbox(key="place").select(BEDFORD).run()
    assert app.multiselect(key="areas").value == [KEYNES, CENTRAL]
    assert app.query_params["areas"] == f"{KEYNES},{CENTRAL}"


def test_the_box_is_mirrored_in_every_chart_and_in_the_address():
    app = _page("compare_areas", LUTON)
    app.multiselect(key="areas").select(KEYNES).run()
    intervals, area_map, trends = _charts(app)
    assert HIGHLIGHTS[1] in _texts(intervals)
    assert HIGHLIGHTS[1] in _texts(area_map)
    assert HIGHLIGHTS[1] in _texts(trends)
    assert app.query_params["areas"] == f"{LUTON},{KEYNES}"
    assert app.subheader[2].value == "Luton, Milton Keynes over time"


def test_colour_is_never_the_only_sign():
    app = _page("compare_areas", LUTON, areas=",".join((LUTON, KEYNES, CENTRAL, FOOTPRINT)))
    intervals, _, trends = _charts(app)
    assert len({*map(str, HIGHLIGHT_DASHES)}) == len({*HIGHLIGHT_MARKS}) == len(HIGHLIGHTS)
    for mark in HIGHLIGHT_MARKS:
        assert f'"mark": "{mark}"' in _texts(intervals)
        assert f'"shape": "{mark}"' in _texts(trends)
    layers = json.loads(trends.spec)["layer"]
    lines = [layer["mark"] for layer in layers if layer["mark"]["type"] == "line"]
    assert len({str(line["strokeDash"]) for line in lines}) == 5
    words = [layer for layer in layers if layer["mark"]["type"] == "text"]
    names = [row["name"] for layer in words for row in layer["data"]["values"] if "name" in row]
    assert sorted(map(" ".join, names)) == ["BLMK", "Central Bedfordshire", "England", "Luton", "Milton Keynes"]


def test_with_none_highlighted_the_chosen_place_is_shown():
    app = _page("compare_areas", LUTON, areas="")
    assert app.multiselect(key="areas").value == []
    assert app.subheader[2].value == "Luton over time"
    assert not _warnings(app)


def test_an_area_that_is_not_known_is_named_and_left_out():
    app = _page("compare_areas", LUTON, areas=f"{KEYNES},E99999999")
    assert app.multiselect(key="areas").value == [KEYNES]
    (message,) = _warnings(app)
    assert "“E99999999”" in message


def test_areas_of_which_none_is_known_give_the_chosen_place():
    app = _page("compare_areas", LUTON, areas="[x](http://evil.example),<b>")
    assert app.multiselect(key="areas").value == [LUTON]
    (message,) = _warnings(app)
    assert not set("[]()<>") & set(message)


def test_more_areas_than_colours_are_not_taken_silently():
    app = _page("compare_areas", LUTON, areas=",".join((LUTON, BEDFORD, CENTRAL, KEYNES, FOOTPRINT)))
    assert app.multiselect(key="areas").value == [LUTON, BEDFORD, CENTRAL, KEYNES]
    assert "Only the first 4" in _warnings(app)[0]


@pytest.mark.parametrize("measure", ["school_readiness", "first_condition_gap"])
@pytest.mark.parametrize("areas", [FOOTPRINT, f"{BEDFORD},{FOOTPRINT}"])
def test_what_others_are_compared_with_may_stand_out_too(measure, areas):
    app = _page("compare_areas", LUTON, measure=measure, areas=areas)
    assert not app.exception
    assert len(_charts(app)) == 3


def test_the_two_charts_of_one_period_listen_for_a_click_and_the_series_does_not():
    intervals, area_map, trends = _charts(_page("compare_areas", LUTON))
    for chart in (intervals, area_map):
        (param,) = json.loads(chart.spec)["params"]
        assert param["name"] == CLICKED
        assert list(chart.selection_mode) == [CLICKED]
    assert not trends.selection_mode


@pytest.mark.parametrize(
    ("before", "clicked", "after"),
    [
        ([], "A", ["A"]),
        (["A"], "B", ["A", "B"]),
        (["A", "B"], "A", ["B"]),
        (["A", "B", "C", "D"], "E", ["B", "C", "D", "E"]),
    ],
)
def test_a_click_highlights_an_area_or_leaves_it_be(before, clicked, after):
    assert toggled(before, clicked, 4) == after
