"""A server that shows figures computes none, and so does without the libraries that compute."""

import os
from pathlib import Path

import pytest

from blmk_metrics.releases.edition import Edition
from tests.browser.server import app_server
from tests.sessions import session

HEAVY = ("pandas", "numpy", "pyarrow", "geopandas", "shapely", "scipy", "vl_convert", "pyspark")
PAGES = (
    *("", "place_profile", "compare_areas", "inequalities", "neighbourhoods", "definitions_and_methods"),
    *("report_pack", "meeting_mode", "data_and_provenance"),
)


def loaded(pid: int) -> set[str]:
    """Those of the heavy libraries of which a process has any compiled part in memory."""
    mapped = Path(f"/proc/{pid}/maps").read_text()
    return {name for name in HEAVY if f"/{name}/" in mapped or f"/{name}.libs/" in mapped}


@pytest.fixture(scope="module")
def visited(edition: Edition):
    """What a server has loaded once every page has been shown for every Place."""
    with app_server() as (address, pid), session(address) as reader:
        for page in (*PAGES, *edition.release.catalogue.ids):
            for place in edition.choosable():
                assert reader.view(f"place={place}", page)
        yield loaded(pid)


def test_every_page_of_every_place_is_shown_without_a_library_that_computes(visited):
    assert visited == set()


def test_a_process_that_reads_extracts_has_loaded_them(release):
    """So that the test before can fail."""
    assert release.tables
    assert {"pyarrow", "numpy"} <= loaded(os.getpid())
