"""A click on an area highlights it everywhere, a second one no more; the box, the address and the charts agree."""

from urllib.parse import parse_qs, urlparse

import pytest

from tests.browser.conftest import CHART

# Every page is opened with the fast tests, by test_pages.py; what is done on it, with the slow ones.
pytestmark = pytest.mark.slow

LUTON, BEDFORD = "E06000032", "E06000055"


def _areas_parameter(visited) -> str:
    visited.page.wait_for_timeout(500)
    visited.settle()
    return parse_qs(urlparse(visited.page.url).query)["areas"][0]


def _click(visited, chart: int, text: str) -> str:
    """Click on a name in a chart; the areas that the address then has."""
    visited.page.locator(CHART).nth(chart).locator(f"svg text:text-is('{text}')").last.click(force=True)
    return _areas_parameter(visited)


def test_a_click_on_the_map_highlights_an_area_and_a_second_one_leaves_it_be(visit):
    visited = visit().open(f"compare_areas?place={LUTON}")
    assert _areas_parameter(visited) == LUTON
    assert _click(visited, 1, "Bedford") == f"{LUTON},{BEDFORD}"
    assert visited.page.locator("h3").nth(2).inner_text() == "Luton, Bedford over time"
    assert _click(visited, 1, "Bedford") == LUTON
    assert _click(visited, 1, "Bedford") == f"{LUTON},{BEDFORD}"
    assert visited.faults == []


def test_a_click_on_a_mark_of_the_sorted_areas_does_the_same(visit):
    visited = visit().open(f"compare_areas?place={LUTON}&areas={LUTON}")
    visited.page.locator(CHART).nth(0).locator("svg .mark-symbol path").first.click()
    assert len(_areas_parameter(visited).split(",")) == 2


def test_the_box_does_by_keyboard_what_a_click_does(visit):
    visited = visit().open(f"compare_areas?place={LUTON}&areas={LUTON},{BEDFORD}")
    visited.page.locator('[data-testid="stMultiSelect"] input').focus()
    visited.page.keyboard.press("Backspace")
    assert _areas_parameter(visited) == LUTON
    assert _click(visited, 1, "Bedford") == f"{LUTON},{BEDFORD}"
