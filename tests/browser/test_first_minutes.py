"""The first minute of each of the three users, from the front page on, at the keyboard alone."""

import io
import re

import pytest
from docx import Document

from blmk_metrics.catalogue.rows import latest
from blmk_metrics.narrative.numbers import with_unit
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.edition import open_edition
from tests.browser.keyboard import pick, press, reach

# Every page is opened with the fast tests, by test_pages.py; what is done on it, with the slow ones.
pytestmark = pytest.mark.slow

LUTON = "E06000032"
MAIN = '[data-testid="stMain"]'


def test_a_board_member_finds_how_their_place_does_on_every_priority_and_shares_what_they_see(visit):
    visited = visit().open("")
    page = visited.page
    pick(page, "Place", "Luton")
    page.wait_for_selector("h1:has-text('Luton')")
    visited.settle()
    text = page.inner_text(MAIN)
    edition = open_edition(data_folder())
    for measure in edition.measures():
        row = latest(edition.measured(measure), LUTON)
        for figure in (row.baseline_value, row.value, row.benchmark_value):
            assert with_unit(figure, measure) in text
        assert f"{row.comparison} " in text
        assert row.change_verdict in text
    press(page, "Preventable mortality")
    page.wait_for_url("**/preventable_mortality?place=E06000032*")
    visited.settle()
    press(page, "Share this view")
    link = page.locator('[data-testid="stPopoverBody"] [data-testid="stCode"]').inner_text().strip()
    shared = visit().open(link.removeprefix(f"{visited.address}/")).page
    page.keyboard.press("Escape")
    shared.wait_for_selector("strong:has-text('Luton: ')")
    assert shared.locator("h1").inner_text() == page.locator("h1").inner_text()


# A whole report is drawn. What the page does on demand is in tests/pages/test_report_page.py.
@pytest.mark.slow
def test_a_director_of_public_health_takes_away_a_report_that_can_be_defended(visit):
    visited = visit().open("")
    page = visited.page
    pick(page, "Place", "Luton")
    page.wait_for_selector("h1:has-text('Luton')")
    press(page, "Report pack")
    page.wait_for_selector("h1:has-text('report on Luton')")
    visited.settle()
    press(page, "Build the report")
    page.wait_for_selector("button:has-text('Download Word')", timeout=240_000)
    with page.expect_download() as download:
        press(page, "Download Word")
    assert re.fullmatch(r".*Luton.*SYNTHETIC.*\.docx", download.value.suggested_filename)
    document = Document(io.BytesIO(download.value.path().read_bytes()))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    text = "\n".join((*(each.text for each in document.paragraphs), *cells))
    for needed in (
        "SYNTHETIC",
        "95% interval",
        f"release {open_edition(data_folder()).release.id}",
        "Figure 1",
        "directly standardised rate",
        "A suppressed figure is",
    ):
        assert needed in text, needed
    assert "Department for Education, Early Years Foundation Stage Profile" in text


# A meeting of every measure is drawn for every area. One of few items is opened in tests/browser/test_meeting.py.
@pytest.mark.slow
def test_a_board_in_its_meeting_goes_from_question_to_question_without_the_network(visit):
    visited = visit(own=True).open("")
    page = visited.page
    pick(page, "Place", "Luton")
    page.wait_for_selector("h1:has-text('Luton')")
    press(page, "Meeting")
    page.wait_for_selector("h1:has-text('meeting')")
    visited.settle()
    reach(page, "Open the meeting")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    meeting = opened.value
    meeting.wait_for_selector("html[data-whole=true]", state="attached", timeout=240_000)
    meeting.context.set_offline(True)
    headlines = [meeting.locator("h1:visible").inner_text()]
    for _ in range(3):
        meeting.keyboard.press("ArrowRight")
        meeting.wait_for_timeout(200)
        headlines.append(meeting.locator("h1:visible").inner_text())
    assert len(set(headlines)) == 4
    assert "Luton" in headlines[0]
    meeting.close()
