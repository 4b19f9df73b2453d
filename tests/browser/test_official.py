"""Official figures in a real browser: a running app takes up what is published, and every page of it is accessible."""

import shutil

import pytest

from blmk_metrics.releases import MANIFEST, data_folder
from tests.browser.test_pages import SHAPES, assert_whole_and_accessible
from tests.official_files import released, write_files

# Every page is opened with the fast tests, by test_pages.py; what is done on it, with the slow ones.
pytestmark = pytest.mark.slow

NEIGHBOURHOODS = "neighbourhoods?place=E06000055&show=falls_admissions"
NARROWED = ("school_readiness?place=E06000032&basis=official", NEIGHBOURHOODS)
WIDE = ("data_and_provenance",)
# Opened with the slow tests.
MORE = (
    *("?place=E54000024", "school_readiness?place=E06000032&basis=computed", "neighbourhoods?place=E06000055"),
    *("?place=E06000032", "falls_admissions?place=E54000024&basis=official"),
)


@pytest.fixture(scope="module")
def official(serve, official_folder):
    with serve(official_folder) as (address, _):
        yield address


@pytest.mark.parametrize(
    ("path", "widths"),
    [
        *((path, (1280, 320)) for path in NARROWED),
        *((path, (1280,)) for path in WIDE),
        *(pytest.param(path, (1280,), marks=pytest.mark.slow) for path in MORE),
    ],
    ids=str,
)
def test_a_page_of_official_figures_is_drawn_without_fault_and_axe_finds_nothing(visit, official, path, widths):
    visited = visit(address=official).open(path)
    for width in widths:
        assert_whole_and_accessible(visited, width)
    if path == NEIGHBOURHOODS:
        assert_one_without_a_figure_stays_white(visited.page)


def assert_one_without_a_figure_stays_white(page):
    """Neighbourhoods are shapes on the map. One is small, and another guards it."""
    page.wait_for_selector(SHAPES, timeout=30_000)
    shapes = page.locator(SHAPES).evaluate_all("paths => paths.map(path => path.getAttribute('fill'))")
    assert len([fill for fill in shapes if fill != "#FFFFFF"]) == 2


def test_a_running_app_takes_up_a_release_at_the_next_click_and_falls_back_when_it_is_spoilt(visit, serve, tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder, ignore=shutil.ignore_patterns("inbox", "history"))
    with serve(folder) as (address, _):
        visited = visit(address=address).open("data_and_provenance?place=E06000032")
        page = visited.page
        assert "Demonstration release" in page.inner_text("body")
        release = released(folder, write_files(tmp_path / "files", "readiness.csv"), "First official figures")
        visited.open("data_and_provenance?place=E06000055")
        assert release in page.inner_text("body")
        assert "First official figures" in page.inner_text("body")
        (folder / MANIFEST).write_text("{spoilt")
        visited.open("data_and_provenance?place=E06000032")
        assert "The release published last cannot be shown" in page.inner_text("body")
        assert "Shown instead: Demonstration release" in page.inner_text("body")
