"""Beneath a figure stands how it was made: nothing until it is opened, then all of it."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from blmk_metrics.components.sql_text import INK, coloured
from blmk_metrics.engines.statements import statement
from tests.lineage.conftest import LUTON

# A panel is opened by its key: its kind, and its question.
TREND = f"made_trend_trend_school_readiness_{LUTON}_computed"
AREAS = f"made_areas_areas_school_readiness_{LUTON}_2023/24_computed"


def _panel(kind: str, key: str = "") -> AppTest:
    """The panel of a figure of school readiness, opened where its key is given."""

    def page(kind, place):
        from blmk_metrics.components.current_release import edition, serve
        from blmk_metrics.components.lineage_panel import show_origin
        from tests.questions import answered
        from tests.shipped import MEASURES

        serve()
        show_origin(answered(edition(), kind, MEASURES["school_readiness"], place))

    app = AppTest.from_function(page, default_timeout=60, args=(kind, LUTON))
    if key:
        app.session_state[key] = True
    app.run()
    assert not app.exception
    return app


def _html(app):
    return " ".join(element.proto.body for element in app.get("html"))


def test_nothing_is_worked_out_or_sent_before_the_panel_is_opened(monkeypatch):
    monkeypatch.setattr("blmk_metrics.components.lineage_panel.origin", lambda *_: pytest.fail("worked out"))
    app = _panel("trend")
    assert [each.label for each in app.expander] == ["How was this made?"]
    assert not app.markdown
    assert not _html(app)


def test_an_open_panel_tells_every_stage_in_order_the_extracts_and_the_command(release):
    app = _panel("trend", TREND)
    texts = [each.value for each in app.markdown]
    assert texts[0].startswith("12 files of SQL made this figure, one after another")
    assert "SYNTHETIC" in texts[0]
    assert release.id in texts[0]
    assert [each.split(".")[0] for each in texts[1:13]] == [f"**{number}" for number in range(1, 13)]
    assert "`early_years_profile` (200 rows)" in texts[1]
    assert "`$multiplier = 100.0`" in texts[3]
    html = _html(app)
    assert "good_level_of_development" in html
    for extract in release.extracts:
        assert (extract.sha256 in html) == (extract.name in ("early_years_profile", "areas", "area_members"))
    assert app.code[0].value == "python -m blmk_metrics measure school_readiness --area E06000032 --basis computed"


def test_a_figure_of_one_period_says_that_its_command_prints_them_all():
    app = _panel("areas", AREAS)
    assert any("It prints every period; the figure shows 2023/24." in each.value for each in app.markdown)


def test_sql_keeps_every_character_and_none_is_taken_for_html():
    text = "-- a < b\nselect '<b>' as x, $z & 1 from counts where x <> 'it''s' -- end"
    markup = coloured(text)
    assert "<b>" not in markup
    for kind in ("comment", "quoted", "value", "number", "word"):
        assert INK[kind] in markup
    for sql in (text, statement("strata"), statement("functions")):
        assert _text_of(coloured(sql)) == sql


def _text_of(html: str) -> str:
    """What a browser shows of spans and escaped text."""
    return unescape(re.sub(r"</?span[^>]*>", "", html))
