"""The profile of a Place: a line for every measure, in words and as a drawing."""

import json

import pytest

from tests.pages.test_pages import AREAS, _charts, _page, _page_text
from tests.shipped import MEASURES

LUTON, BEDFORD = "E06000032", "E06000055"


@pytest.mark.parametrize("place", AREAS)
def test_the_profile_draws_every_measure_for_every_area(place):
    app = _page("place_profile", place)
    assert not app.exception
    charts = _charts(app)
    assert len(charts) == len(MEASURES.values())
    for chart, measure in zip(charts, MEASURES.values(), strict=True):
        assert measure.short_name in chart.alt
        assert "SYNTHETIC" in chart.alt
        assert json.loads(chart.spec)["autosize"]["type"] == "fit-x"


def test_each_line_says_figure_interval_comparison_change_trend_and_reliability():
    page_text = _page_text(_page("place_profile", LUTON))
    for text in (
        "Luton on 5 measures: 1 better, 2 worse, 2 similar",
        "### 62.0%",
        "In 2023/24. 95% interval 60.3 to 63.7. Reliability: good.",
        "**:red[▼ much worse]** than England (67.7%)",
        "**:blue[▲ improved]** since 2021/22: +5.4 percentage points",
        "Latest five years: ↓ decreasing and getting better",
        "Use with care: few people surveyed.",
        "SYNTHETIC demonstration data in place of",
    ):
        assert text in page_text, text


def test_an_unreliable_figure_is_shown_and_nothing_concluded_from_it():
    page_text = _page_text(_page("place_profile", BEDFORD))
    assert "14.1%" in page_text
    assert "**○ unreliable**: not compared with England (26.3%)" in page_text
    assert "**○ cannot say** since 2019/20: the figure is unreliable" in page_text


def test_the_link_to_the_profile_alone_is_offered():
    app = _page("place_profile", LUTON)
    links = [each.value for each in app.code]
    assert any("figure=profile" in link and f"place={LUTON}" in link for link in links)
