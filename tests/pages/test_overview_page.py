"""The overview: its cards, its table, its first visit; and what partners report on the pages it leads to."""

import re
import shutil

import pytest
from streamlit.testing.v1 import AppTest

from blmk_metrics.releases import data_folder
from blmk_metrics.resources import PAGES
from tests.logged import troubles
from tests.pages.framed import TIMEOUT
from tests.pages.test_pages import _charts, _page, _page_text
from tests.shipped import MEASURES

LUTON, BEDFORD, BLMK = "E06000032", "E06000055", "E54000024"
OPEN = "New here? Three steps"


def _tables(app) -> list[str]:
    return [element.proto.body for element in app.get("html")]


def _headers(app) -> list[str]:
    return [header.value for header in app.header]


def _press(app, key: str):
    return app.button(key=f"first_visit_{key}").click().run()


@pytest.fixture
def fresh() -> AppTest:
    """The dashboard for somebody who comes for the first time, by its bare address."""
    return AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=TIMEOUT).run()


def test_a_card_tells_the_sentence_both_ends_the_interval_and_the_benchmarks_own_change():
    page_text = _page_text(_page("overview", LUTON))
    for text in (
        "Luton: 62.0% in 2023/24: much worse than England (67.7%); improved since 2021/22 (56.6%).",
        "56.6 in 2021/22 → 62.0 in 2023/24",
        "about 174 fewer children (122 to 227) than at England's rate",
        "+5.4 percentage points (+2.9 to +7.9)",
        "England's own change: +2.5 percentage points (+2.3 to +2.7).",
    ):
        assert text in page_text, text


def test_an_unreliable_figure_has_no_ends_and_no_verdict():
    page_text = _page_text(_page("overview", BEDFORD))
    assert "→ 14.1" not in page_text
    assert "so nothing is concluded from it" in page_text


def test_the_table_says_each_measures_period_and_links_to_its_page_with_the_place():
    (table,) = _tables(_page("overview", LUTON))
    for measure in MEASURES.values():
        assert f'<a href="{measure.id}?place={LUTON}"' in table
    assert "<td" in table.split("2023/24")[0]
    assert 'tabindex="0"' in table


def test_a_new_visitor_is_guided_in_three_steps_and_not_again(fresh):
    assert OPEN in _headers(fresh)
    assert "1 of 3" in _page_text(fresh)
    assert "2 of 3" in _page_text(_press(fresh, "right"))
    assert "1 of 3" in _page_text(_press(fresh, "left"))
    _press(fresh, "right")
    assert "3 of 3" in _page_text(_press(fresh, "right"))
    assert OPEN not in _headers(_press(fresh, "right"))
    assert OPEN not in _headers(fresh.run())


def test_the_guide_can_be_closed_at_once_and_opened_again(fresh):
    assert OPEN not in _headers(_press(fresh, "left"))
    assert OPEN in _headers(_press(fresh, "open"))


def test_a_link_that_asks_for_something_is_answered_without_a_guide():
    app = _page("overview", LUTON)
    assert OPEN not in _headers(app)
    assert OPEN in _headers(_press(app, "open"))


def test_choosing_a_place_leaves_the_guide_where_it_was(fresh):
    _press(fresh, "right")
    fresh.selectbox(key="place").select(LUTON).run()
    assert "2 of 3" in _page_text(fresh)


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A release's folder with a file of reports of its own."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    monkeypatch.setenv("BLMK_DATA", str(folder))

    def write(text: str, measure: str = "school_readiness"):
        (folder / "content" / "partners.toml").write_text(
            f'[[report]]\nmeasure = "{measure}"\nareas = ["{LUTON}"]\ntext = "{text}"\n'
            'document = "A plan"\nsection = "page 3"\ndate = "2025"\n'
        )

    return write


def test_reports_stand_with_their_source_and_date_and_are_said_to_prove_nothing():
    app = _page("priority", BEDFORD, route="falls_admissions")
    assert "What partners report doing" in _headers(app)
    assert "no evidence that it changed the figures" in _page_text(app)
    assert "The figures above are invented, so no report is about them." in _page_text(app)
    (listed,) = [each for each in _tables(app) if each.startswith("<ul>")]
    assert "Bedford Borough" in listed
    assert listed.count("<li") == listed.count("Source: BLMK Joint Forward Plan") == 3
    assert "April 2025." in listed


def test_a_place_is_shown_no_other_places_reports():
    app = _page("priority", LUTON, route="falls_admissions")
    (listed,) = [each for each in _tables(app) if each.startswith("<ul>")]
    assert "Bedford Borough" not in listed


def test_a_folders_own_reports_replace_those_that_ship_and_a_change_shows_at_the_next_click(own):
    own("Handrails went up.")
    app = _page("priority", LUTON, route="school_readiness")
    assert any("Handrails went up." in each for each in _tables(app))
    assert not any("Joint Forward Plan 2025-30" in each for each in _tables(app))
    own("Handrails came down.")
    assert any("Handrails came down." in each for each in _tables(app.run()))


def test_marks_in_a_report_are_shown_as_text(own):
    own("<script>alert(1)</script> [x](http://evil.example) **bold**")
    listed = [each for each in _tables(_page("priority", LUTON, route="school_readiness")) if "evil" in each]
    assert listed
    assert "<script>" not in listed[0]
    assert "<a" not in listed[0]
    assert "&lt;script&gt;" in listed[0]


def test_a_wrong_file_is_a_notice_in_its_section_and_the_page_stays(own, caplog):
    own("Handrails", measure="<b>stumbles")
    app = _page("priority", LUTON, route="school_readiness")
    assert not app.exception
    assert any("What partners report cannot be shown" in each.value for each in app.warning)
    assert not any("partners.toml" in each for each in _tables(app))
    assert ["content/partners.toml, report 1" in why for why in troubles(caplog)] == [True]
    assert len(_charts(app)) >= 3


def test_without_reports_there_is_no_section(own):
    own("Handrails", measure="falls_admissions")
    assert "What partners report doing" not in _headers(_page("priority", LUTON, route="school_readiness"))


def test_a_folder_without_reports_of_its_own_shows_those_that_ship(own, tmp_path):
    own("Handrails")
    (tmp_path / "data" / "content" / "partners.toml").unlink()
    app = _page("priority", BLMK, route="school_readiness")
    assert not app.exception
    assert "What partners report doing" in _headers(app)


@pytest.mark.parametrize("measure", [each for each in MEASURES.values() if each.inequality], ids=lambda each: each.id)
def test_the_gap_is_shown_over_time_with_its_slope_index_and_its_plain_gap(measure):
    app = _page("inequalities", LUTON, measure=measure.id)
    assert "Is the gap closing?" in _headers(app)
    page_text = _page_text(app)
    for each in measure.inequality.summaries:
        assert re.search(rf"\[?{each.name}(\]\([^)]*\))?: −?[0-9.]+ years \(", page_text)


def test_two_groups_are_shown_without_a_difference_between_them():
    app = _page("inequalities", LUTON, measure="school_readiness", by="free_school_meals")
    page_text = _page_text(app)
    assert "Luton: Eligible worse than England, Not eligible much worse than England" in page_text
    assert "17.9" not in page_text
    assert "17.8" not in page_text
