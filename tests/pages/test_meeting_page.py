"""The page on which a meeting's agenda is put together."""

import json
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from blmk_metrics.errors import InputError
from tests.shipped import MEASURES

TIMEOUT = 60
PAGE = "meeting_mode"


def _frame(file):
    import runpy

    import streamlit as st

    from blmk_metrics.components.address import begin_choices, end_choices
    from blmk_metrics.components.choices import choose_place
    from blmk_metrics.components.current_release import serve
    from blmk_metrics.components.routes import ROUTE, pages
    from blmk_metrics.resources import PAGES

    st.navigation(pages())
    st.session_state[ROUTE] = file
    serve()
    begin_choices()
    choose_place()
    runpy.run_path(str(PAGES / f"{file}.py"))
    end_choices()


@pytest.fixture
def page():
    """The page, as it is with these parameters in its address."""

    def opened(**parameters) -> AppTest:
        app = AppTest.from_function(_frame, default_timeout=TIMEOUT, args=(PAGE,))
        for name, value in parameters.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return opened


def _agenda(app: AppTest) -> list[str]:
    codes = app.query_params["agenda"]
    return (codes if isinstance(codes, str) else codes[0]).split(",")


def _press(app: AppTest, label: str) -> AppTest:
    (button,) = (each for each in app.button if each.label == label)
    app = button.click().run()
    assert not app.exception
    return app


def test_the_agenda_of_the_address_is_the_one_shown_and_linked_to(page):
    codes = "falls_admissions.trend,school_readiness.groups.sex"
    app = page(agenda=codes, place="E06000032")
    assert app.radio[0].options == ["Falls admissions, over time", "School readiness, by sex"]
    link = app.get("link_button")[0].proto.url
    assert parse_qs(link.partition("?")[2]) == {"agenda": [codes], "place": ["E06000032"]}


def test_items_are_moved_removed_and_added_by_buttons(page):
    app = page(agenda="falls_admissions.trend,school_readiness.trend,preventable_mortality.map")
    app = _press(app, "Move down")
    assert _agenda(app) == ["school_readiness.trend", "falls_admissions.trend", "preventable_mortality.map"]
    app = _press(app, "Move down")
    app = _press(app, "Move down")
    assert _agenda(app) == ["school_readiness.trend", "preventable_mortality.map", "falls_admissions.trend"]
    app = _press(app, "Move up")
    app = _press(app, "Remove")
    assert _agenda(app) == ["school_readiness.trend", "preventable_mortality.map"]
    app.selectbox(key="agenda_more").select("falls_admissions.groups.sex").run()
    app = _press(app, "Add it after the chosen one")
    assert "falls_admissions.groups.sex" in _agenda(app)
    assert app.radio[0].value == "falls_admissions.groups.sex"


def test_a_link_to_something_unknown_is_named_in_a_notice(page):
    app = page(agenda="nonsense.trend,school_readiness.trend")
    assert _agenda(app) == ["school_readiness.trend"]
    assert any("“nonsense.trend”" in each.value for each in app.warning)


def test_without_an_agenda_every_measure_is_gone_through(page):
    options = " ".join(page().radio[0].options)
    assert all(each.short_name in options for each in MEASURES.values())


def test_a_saved_agenda_is_loaded_and_a_broken_file_is_one_message(page):
    app = page(agenda="school_readiness.trend")
    saved = {"agenda_format": 1, "items": [{"measure": "falls_admissions", "figure": "map"}]}
    app.file_uploader[0].upload("agenda.json", json.dumps(saved).encode(), "application/json").run()
    assert _agenda(app) == ["falls_admissions.map"]
    app.file_uploader[0].upload("broken.json", b"{", "application/json").run()
    assert _agenda(app) == ["falls_admissions.map"]
    assert app.error[0].value.startswith("broken.json is not an agenda of a meeting")


def test_the_printed_agenda_is_offered_once_it_is_made(page, monkeypatch):
    monkeypatch.setattr("blmk_metrics.components.agenda_editor.printed", lambda *_: b"%PDF-")
    app = _press(page(agenda="school_readiness.trend"), "Print the agenda (PDF)")
    assert "Download the printed agenda" in [each.proto.label for each in app.get("download_button")]


def test_an_agenda_that_cannot_be_printed_says_why(page, monkeypatch):
    def refused(*_):
        raise InputError("a letter is lacking")

    monkeypatch.setattr("blmk_metrics.components.agenda_editor.printed", refused)
    app = _press(page(agenda="school_readiness.trend"), "Print the agenda (PDF)")
    assert [each.value for each in app.error] == ["The agenda cannot be printed: a letter is lacking."]
