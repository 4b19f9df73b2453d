"""Every page's drawing, for every measure and every area, without a browser."""

import json
import shutil
from collections.abc import Iterable

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from blmk_metrics.components.notices import NO_RELEASE
from blmk_metrics.releases import data_folder
from blmk_metrics.resources import PAGES
from tests.logged import troubles
from tests.pages import framed
from tests.pages.framed import page_of as _page
from tests.shipped import MEASURES

FILES = (
    *("overview", "place_profile", "compare_areas", "inequalities", "report_pack", "meeting_mode"),
    *("definitions_and_methods", "data_and_provenance"),
)
AREAS = ("E54000024", "E06000055", "E06000056", "E06000032", "E06000042")


def _charts(app: AppTest) -> list:
    return [element.proto for element in app.get("vega_lite_chart")]


def _page_text(app: AppTest) -> str:
    return " ".join(
        element.value for kind in (app.markdown, app.title, app.warning, app.caption, app.subheader) for element in kind
    )


def with_areas(things: Iterable) -> list:
    """Each of some things with each area: with the footprint and with another Place each in the fast suite, with all in
    the slow one."""
    return [
        pytest.param(each, place, id=f"{getattr(each, 'id', each)}-{place}", marks=[pytest.mark.slow] * left)
        for number, each in enumerate(things)
        for turn, place in enumerate(AREAS)
        for left in [turn not in (0, 1 + number % (len(AREAS) - 1))]
    ]


@pytest.mark.parametrize(("file", "place"), with_areas(FILES))
def test_every_page_draws_for_every_area(file, place):
    app = _page(file, place)
    assert not app.exception
    assert len(app.title) == 1
    assert "SYNTHETIC" in app.warning[0].value


@pytest.mark.parametrize(("measure", "place"), with_areas(MEASURES.values()))
def test_every_priority_draws_for_every_area(measure, place):
    app = _page("priority", place, route=measure.id)
    assert not app.exception
    assert app.title[0].value == measure.question
    charts = _charts(app)
    assert len(charts) >= 3
    for chart in charts:
        assert len(chart.alt) > 40
        assert "SYNTHETIC" in chart.alt
        assert "nan" not in chart.alt.lower().split()
        assert json.loads(chart.spec)["autosize"]["type"] == "fit-x"
    assert "SYNTHETIC" in " ".join(caption.value for caption in app.caption)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_compare_areas_draws_every_measure_and_any_period(measure, measured):
    first = min(row.period for row in measured[measure.id] if row.value is not None)
    app = _page("compare_areas", "E06000032", measure=measure.id, period=first)
    assert not app.exception
    assert app.selectbox(key="period").value == first
    assert first in app.subheader[0].value or first in _page_text(app)


@pytest.mark.parametrize(
    ("measure", "by"),
    [
        ("school_readiness", "free_school_meals"),
        ("falls_admissions", "sex"),
        ("first_condition_gap", "deprivation_quintile"),
    ],
)
def test_inequalities_draws_each_way_of_cutting(measure, by):
    app = _page("inequalities", "E06000032", measure=measure, by=by)
    assert not app.exception
    assert app.selectbox(key="by").value == by
    # An inequality's own series stands beneath its groups.
    assert len(_charts(app)) == (2 if MEASURES[measure].inequality is None else 3)


def test_the_overview_says_each_figure_with_its_interval_and_verdict():
    page_text = _page_text(_page("overview", "E06000032"))
    for text in ("62.0%", "60.3 to 63.7", "▼ much worse", "▲ improved", "1,639 per 100,000", "−34.1%"):
        assert text in page_text, text


def test_the_measure_without_a_national_figure_says_so():
    page_text = _page_text(_page("priority", "E06000032", route="first_condition_gap"))
    assert "This series has no England figure: Places are compared with BLMK." in page_text


def test_an_unknown_place_or_parameter_is_named_and_a_sensible_view_shown():
    app = _page("overview", "E99999999", colour="red")
    warnings = [warning.value for warning in app.warning]
    assert any("“E99999999”" in each and "BLMK" in each for each in warnings)
    assert any("“colour”" in each for each in warnings)
    assert app.selectbox(key="place").value == "E54000024"
    assert not app.exception


@pytest.mark.parametrize(
    "place", ["[Log in](http://evil.example/)", "![x](http://evil.example/y)", "<b>x</b>", "x" * 8000]
)
def test_an_address_cannot_put_markup_or_pages_of_text_on_the_screen(place):
    message = _page("overview", place).warning[1].value
    assert not set("[]()<>!:.") & set(message.split("“")[1].split("”")[0])
    assert len(message) < 200


def test_choosing_another_place_changes_the_page():
    app = _page("overview", "E06000032")
    app.selectbox(key="place").select("E06000055").run()
    assert app.title[0].value == "How is Bedford doing on its priorities?"


def test_the_frame_draws_the_overview():
    app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=framed.TIMEOUT).run()
    assert not app.exception
    assert app.title[0].value == "How is BLMK doing on its priorities?"


def _spoil_column(folder):
    import hashlib

    import pyarrow.parquet as pq

    manifest = json.loads((folder / "manifest.json").read_text())
    entry = next(each for each in manifest["answers"]["files"] if each["name"] == "figures/school_readiness")
    path = folder / entry["file"]
    pq.write_table(pq.read_table(path).drop_columns(["value"]), path)
    entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json cannot be read"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "is not a release's manifest"),
        (
            lambda folder: next((folder / "answers").iterdir()).write_bytes(b"PAR1"),
            "is not the file that was published",
        ),
        (lambda folder: next((folder / "answers").iterdir()).unlink(), "cannot be read"),
        (_spoil_column, "is not a manifest that was published here"),
    ],
)
def test_a_release_that_cannot_be_served_is_a_sentence_on_screen_and_why_a_line_in_the_log(
    tmp_path, monkeypatch, caplog, spoil, message
):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    spoil(folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    monkeypatch.setenv("BLMK_DATA", str(folder))
    st.cache_resource.clear()  # a release already verified and in memory would go on being served
    app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=framed.TIMEOUT).run()
    assert not app.exception
    assert app.title[0].value == "No figures can be shown"
    assert [each.value for each in app.error] == [NO_RELEASE]
    assert [message in why for why in troubles(caplog)] == [True]
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
