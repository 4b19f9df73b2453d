"""Terms that lead to their meaning, and the guided first visit, in a real browser by keyboard."""

import pytest

from tests.browser.accessible import violations

# Every page is opened with the fast tests, by test_pages.py; what is done on it, with the slow ones.
pytestmark = pytest.mark.slow

LUTON = "E06000032"


def test_a_term_s_link_lands_on_its_meaning_and_keeps_the_place(visit):
    visited = visit().open(f"?place={LUTON}")
    visited.page.get_by_role("link", name="baseline", exact=True).focus()
    with visited.page.context.expect_page() as opened:
        visited.page.keyboard.press("Enter")
    page = opened.value
    page.wait_for_function(
        "() => { const term = document.getElementById('baseline')?.getBoundingClientRect();"
        " return term && term.top >= 0 && term.top < innerHeight }"
    )
    assert f"place={LUTON}" in page.url


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.slow), 320])
def test_the_first_visit_is_walked_through_by_keyboard_and_axe_finds_nothing_in_it(visit, width):
    page = visit(width).open("").page
    for step in (1, 2, 3):
        page.wait_for_selector(f"text={step} of 3.")
        assert violations(page) == []
        if step == 1:
            page.get_by_role("button", name="Next", exact=True).focus()
        page.keyboard.press("Enter")  # the last one is called Done, and has kept the focus
    page.wait_for_selector("text=How to read this")
    assert page.locator("text=New here?").count() == 0


def test_the_table_s_name_of_a_measure_opens_its_page_for_the_place(visit):
    page = visit().open(f"?place={LUTON}").page
    page.locator("table a", has_text="Falls admissions").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/falls_admissions?place={LUTON}*")
