"""A release of real official files, where they are at hand: its figures are those that were published."""

from datetime import date
from pathlib import Path

import pytest

from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.publishing.candidates import check, ingest, publish
from blmk_metrics.publishing.provenance import SourceNotes
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.releases.reconciliation import between_bases, reconciliation
from tests.pages.test_pages import FILES as PAGE_FILES
from tests.pages.test_pages import _page
from tests.shipped import MEASURES

REAL = Path(__file__).resolve().parents[2] / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real files are not part of the project")

FILES = (
    *("native/fingertips_93721.csv", "native/fingertips_22401.csv", "dfe_lait_gld_all_las.csv"),
    *("dfe_ees_eyfsp_gld_2013_2019_selected_areas.csv", "imd2025_lsoa21_blmk.csv"),
    *("boundaries/lad24_bsc_england.geojson", "boundaries/lsoa21_blmk.geojson", "boundaries/msoa21_blmk.geojson"),
)
POPULATION = ((2023, "ons_mye2023_lad_single_year_age_policyengine_extract.csv"),)
AREAS = ("E54000024", "E06000032")
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    ingest(folder, [REAL / name for name in FILES], SourceNotes(), TODAY)
    for year, name in POPULATION:
        ingest(folder, [REAL / name], SourceNotes(year=year), TODAY)
    check(folder)
    publish(folder, "Real figures", TODAY)
    return folder


@pytest.fixture(scope="module")
def opened(folder):
    return open_edition(folder)


def _periods(rows):
    return sorted({row.period for row in rows if row.value is not None})


def test_school_readiness_equals_the_plans_table(opened):
    rows = opened.measured(MEASURES["school_readiness"])
    points = reconciliation(MEASURES["school_readiness"], rows, opened.published_figures())
    assert len(points) == 15
    assert all(point.agrees for point in points)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES)
def test_every_area_and_period_stands_once(opened, measure):
    keys = [(row.area_code, row.period) for row in opened.measured(measure)]
    assert len(keys) == len(set(keys))


def test_school_readiness_is_official_to_the_latest_year_and_computed_before_the_break(opened):
    rows = opened.measured(MEASURES["school_readiness"])
    assert {row.basis for row in rows} == {"official"}
    assert (_periods(rows)[0], _periods(rows)[-1]) == ("2015/16", "2024/25")
    computed = opened.measured(MEASURES["school_readiness"], basis=Basis.COMPUTED)
    assert (_periods(computed)[0], _periods(computed)[-1]) == ("2012/13", "2018/19")
    points = between_bases(MEASURES["school_readiness"], computed, rows)
    assert len(points) == 20
    assert all(point.agrees for point in points)


def test_mortality_and_falls_are_as_published_with_their_publishers_verdicts(opened):
    mortality = opened.measured(MEASURES["preventable_mortality"])
    assert (_periods(mortality)[0], _periods(mortality)[-1]) == ("2014", "2024")
    (luton,) = [row for row in mortality if row.area_name == "Luton" and row.period == "2024"]
    assert (luton.comparison, luton.comparison_note) == ("worse", "the publisher's own verdict")
    falls = opened.measured(MEASURES["falls_admissions"])
    assert (_periods(falls)[0], _periods(falls)[-1]) == ("2010/11", "2017/18")


def test_real_series_put_the_synthetic_ones_of_their_measures_out(opened):
    release = opened.release
    synthetic = {name for name, measure in MEASURES.items() if release.synthetic(measure)}
    assert synthetic == {"inactivity_long_term_sickness", "first_condition_gap"}
    assert release.nature("boundaries") == "real"


def test_every_neighbourhood_has_its_deprivation_and_its_outline(opened):
    places = [area.code for area in opened.areas().values() if area.type == "place"]
    rows = [row for place in places for row in opened.neighbourhoods("lsoa", place)]
    assert len(rows) == 583
    assert all(row.decile is not None for row in rows)
    larger = [row for place in places for row in opened.neighbourhoods("msoa", place)]
    assert len(larger) == 111
    assert sum(row.lsoas for row in larger) == 583


@pytest.mark.parametrize("place", AREAS)
@pytest.mark.parametrize("file", [*PAGE_FILES, "neighbourhoods"])
def test_every_page_draws_over_real_figures(file, place, folder, monkeypatch):
    monkeypatch.setenv("BLMK_DATA", str(folder))
    assert not _page(file, place).exception


@pytest.mark.parametrize("place", AREAS)
@pytest.mark.parametrize("indicator_id", MEASURES)
def test_every_priority_draws_over_real_figures(indicator_id, place, folder, monkeypatch):
    monkeypatch.setenv("BLMK_DATA", str(folder))
    assert not _page("priority", place, route=indicator_id).exception
