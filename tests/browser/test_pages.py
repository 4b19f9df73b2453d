"""Every page in a real browser: drawn, quiet, accessible, and whole at every width."""

import csv
import io
import json
import shutil
import urllib.request

import pytest
from playwright.sync_api import TimeoutError

from blmk_metrics.charts.theme import VERDICTS
from blmk_metrics.releases import MANIFEST, data_folder, read_manifest
from tests.browser.accessible import violations
from tests.browser.conftest import CHART
from tests.shipped import MEASURES

WITH_MAP = (*MEASURES, "compare_areas")
PAGES = (
    *("", *WITH_MAP, "place_profile", "inequalities", "neighbourhoods", "definitions_and_methods"),
    *("report_pack", "meeting_mode", "data_and_provenance"),
)
# Pages of measures are made alike, but for that of an inequality: the others are opened with the slow tests.
FIRST, *ALIKE = (each.id for each in MEASURES.values() if each.inequality is None)
ZOOMED = ("", FIRST, "place_profile", "compare_areas")
# The others of these pages are looked at in a wide window with the slow tests.
WIDE = {*ZOOMED, *ALIKE, "data_and_provenance"}
SHAPES = "svg path[aria-roledescription=geoshape]"
LINKS = '[data-testid="stSidebarNavLink"]'


def whole_height(visited, width):
    """A window so high that all of the page is in it, for axe looks only at what is."""
    if visited.page.viewport_size["width"] != width:
        visited.resize(width)
    tall = visited.page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('main, [data-testid=stMain]')].map(e => e.scrollHeight), 900)"
    )
    visited.resize(width, min(int(tall) + 60, 9000))


def assert_whole_and_accessible(visited, width):
    """The page that is open, in a window of some width, has no fault and is no wider."""
    whole_height(visited, width)
    page = visited.page
    assert page.locator("h1").count() == 1
    assert page.locator('[data-testid="stException"]').count() == 0
    wide = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('main, [data-testid=stMain]')].map(e => e.scrollWidth), 0)"
    )
    assert wide <= width + 1, width
    assert violations(page) == [], width
    assert visited.faults == [], width


def assert_whole_at_twice_the_size(visited):
    """What a browser does at 200%: a page half as wide, in pixels twice as large. Nothing is cut off or left out."""
    page = visited.page
    figures = page.locator(CHART).count()
    visited.resize(640).settle()
    assert page.locator(CHART).count() == figures > 0
    whole_height(visited, 640)
    beyond = page.locator(f"{CHART}, [data-testid=stMarkdown], [data-testid=stSelectbox], [role=region]").evaluate_all(
        "found => found.filter(each => each.getBoundingClientRect().right > innerWidth + 1).map(each => each.outerHTML)"
    )
    assert beyond == []


def assert_places_are_on_the_map(page):
    """A map fills a shape for each Place by its verdict, and names it."""
    page.wait_for_selector(SHAPES, timeout=30_000)
    shapes = page.locator(SHAPES).evaluate_all("paths => paths.map(path => path.getAttribute('fill'))")
    assert len(shapes) == 4
    assert set(shapes) <= set(VERDICTS.values())
    chart = page.locator(CHART, has=page.locator("path[aria-roledescription=geoshape]"))
    for name in ("Bedford", "Central Bedfordshire", "Luton", "Milton Keynes"):
        assert name in chart.inner_text()


@pytest.mark.parametrize(
    "path",
    [pytest.param(each, id=each or "overview", marks=[pytest.mark.slow] * (each in ALIKE)) for each in PAGES],
)
def test_a_page_is_drawn_without_fault_at_every_width_and_axe_finds_nothing(visit, path):
    """Opened in a wide window, which is then made narrower: a page is opened once for all that holds of it."""
    visited = visit(1280).open(f"{path}?place=E06000032")
    if path in WIDE:
        assert_whole_and_accessible(visited, 1280)
    if path in WITH_MAP:
        assert_places_are_on_the_map(visited.page)
    if path in ZOOMED:
        assert_whole_at_twice_the_size(visited)
    assert_whole_and_accessible(visited, 320)
    assert "SYNTHETIC" in visited.page.locator('[data-testid="stAlert"]').first.inner_text()


# In a window between the two, and the pages that were not looked at in a wide one there too.
@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path or "overview")
def test_a_page_is_drawn_without_fault_on_a_telephone_and_axe_finds_nothing(visit, path):
    visited = visit(390).open(f"{path}?place=E06000032")
    for width in (390,) if path in WIDE else (390, 1280):
        assert_whole_and_accessible(visited, width)
    assert "SYNTHETIC" in visited.page.locator('[data-testid="stAlert"]').first.inner_text()


# Each figure has two: its table, and how it was made.
@pytest.mark.slow
@pytest.mark.parametrize("opened", [pytest.param(4, id="two"), pytest.param(None, id="all", marks=pytest.mark.slow)])
def test_expanded_tables_and_sql_of_figures_are_accessible_too(visit, opened):
    visited = visit(320).open(f"{FIRST}?place=E06000032")
    for summary in visited.page.locator('[data-testid="stExpander"] summary').all()[:opened]:
        summary.click()
    visited.settle()
    whole_height(visited, 320)
    assert violations(visited.page) == []


@pytest.mark.slow
def test_a_place_chosen_once_follows_across_pages_and_is_in_the_address(visit):
    visited = visit().open("")
    page = visited.page
    page.get_by_role("combobox", name="Place").click()
    page.get_by_role("option", name="Luton").click()
    page.wait_for_selector("h1:has-text('Luton')")
    page.wait_for_url("**place=E06000032*")
    for link, tag in (("Falls admissions", "strong"), ("Inequalities", "h1"), ("Overview", "h1")):
        page.locator(LINKS, has_text=link).click()
        page.wait_for_url("**place=E06000032*")
        page.wait_for_selector(f"{tag}:has-text('Luton')")
    assert visited.faults == []


@pytest.mark.slow
def test_the_keyboard_alone_chooses_a_place_and_opens_a_page(visit):
    visited = visit().open("")
    page = visited.page
    page.get_by_role("combobox", name="Place").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Bedf")
    page.keyboard.press("Enter")
    page.wait_for_function("() => /place=E060000/.test(location.search)")
    page.locator(LINKS, has_text="School readiness").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"h1:has-text('{MEASURES['school_readiness'].question}')")


@pytest.mark.slow
def test_the_back_button_brings_the_earlier_place_back(visit):
    rest = "basis=computed&release=" + read_manifest(data_folder() / MANIFEST).id
    visited = visit().open(f"school_readiness?place=E06000032&{rest}")
    visited.open(f"school_readiness?place=E06000055&{rest}")
    visited.page.go_back()
    visited.settle()
    visited.page.wait_for_selector("strong:has-text('Luton: 62.0%')")


@pytest.mark.slow
def test_unknown_parameters_are_named_on_screen_and_the_view_is_sensible(visit):
    page = visit().open("compare_areas?place=NOWHERE&period=1066&colour=red").page
    page.wait_for_selector("text=“colour”")
    text = page.inner_text('[data-testid="stMain"]')
    assert "“NOWHERE”" in text
    assert "“1066”" in text
    page.wait_for_function("() => !location.search.includes('colour') && location.search.includes('period=2023')")


def _downloaded(page, format):
    """What a click on a button gives. A page that is drawn anew takes the button away under the first click."""
    for _ in range(4):
        try:
            with page.expect_download(timeout=15_000) as download:
                page.get_by_role("button", name=format, exact=True).first.click()
        except TimeoutError:
            continue
        return download.value
    raise AssertionError(f"no download of {format}")


@pytest.mark.slow
def test_downloads_carry_source_release_and_the_word_synthetic(visit):
    page = visit().open("school_readiness?place=E06000032").page
    page.locator('[data-testid="stExpander"] summary').first.click()
    # A click while the page is still being drawn is lost with the button it met.
    page.wait_for_load_state("networkidle")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    contents = {}
    for format in ("CSV", "SVG", "PNG"):
        download = _downloaded(page, format)
        assert "SYNTHETIC" in download.suggested_filename
        assert "Luton" in download.suggested_filename
        contents[format] = download.path().read_bytes()
    rows = list(csv.DictReader(io.StringIO(contents["CSV"].decode())))
    assert len(rows) == 12
    assert {row["nature"] for row in rows} == {"SYNTHETIC"}
    assert b"SYNTHETIC" in contents["SVG"]
    assert b"Department for Education" in contents["SVG"]
    assert contents["PNG"].startswith(b"\x89PNG")


@pytest.mark.slow
def test_every_chart_has_alt_text_and_a_table_of_the_same_figures(visit):
    page = visit().open("school_readiness?place=E06000032").page
    label = "[aria-label*='SYNTHETIC data, not real']"
    named = f"{CHART} {label}, {CHART}{label}"
    page.wait_for_function(
        "([chart, named]) => [chart, named].every(each => document.querySelectorAll(each).length == 5)",
        arg=[CHART, named],
    )
    assert page.locator('[data-testid="stExpander"] summary', has_text="Table and downloads").count() == 5


def test_security_headers_are_sent(server):
    with urllib.request.urlopen(server) as response:
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "object-src 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["Referrer-Policy"] == "same-origin"


def test_a_spoilt_release_is_a_sentence_in_the_browser(visit, serve, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    entry = json.loads((folder / "manifest.json").read_text())["answers"]["files"][0]
    (folder / entry["file"]).write_bytes(b"PAR1")
    with serve(folder) as (address, _):
        page = visit(address=address).open("").page
        assert page.locator("h1").inner_text() == "No figures can be shown"
        shown = page.inner_text('[data-testid="stMain"]')
        assert "No release of figures can be opened at the moment" in shown
        assert str(folder) not in shown
