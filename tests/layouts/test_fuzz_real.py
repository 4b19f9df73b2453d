"""The publishers' own files, spoilt: read right or refused in one clear line."""

import random
from pathlib import Path

import pytest

from blmk_metrics import layouts
from blmk_metrics.layouts.parts import Reference
from tests.layouts.layouts import AREAS, REFERENCE
from tests.layouts.oracle import no_more_than, outcome, same_parts

REAL = Path(__file__).parents[3] / "shared" / "real"
pytestmark = pytest.mark.skipif(not REAL.exists(), reason="real files are not here")
NAMES = {"bedford borough": "E06000055", "central bedfordshire": "E06000056", "e06000056": "E06000056"}
ALL = Reference(AREAS | NAMES, REFERENCE.catalogue, 2020)
READ = (
    *("native/fingertips_93721.csv", "native/fingertips_22401.csv", "dfe_ees_eyfsp_gld_2013_2019_selected_areas.csv"),
    *("dfe_lait_gld_all_las.csv", "imd2025_lsoa21_blmk.csv", "imd2019_lsoa11_blmk.csv"),
    *("ons_mye_population20_ltla21_single_year_age_with_england_sum.csv", "boundaries/lad24_bsc_blmk.geojson"),
)
OTHERS = (
    *("fingertips_export_sample_93356_campylobacter.csv", "census2021_ts066_inactive_longterm_sick_all_lads.csv"),
    *("ons_els_employment_rate_with_ci.csv", "esp2013.csv", "lookup_lsoa21_icb24_blmk.csv", "PROVENANCE.md"),
    *("boundaries/icb23_bsc_blmk.geojson", "boundaries/onsvisual_geog_HEX_LA_EW.json"),
)


@pytest.mark.parametrize("name", READ)
def test_a_real_file_in_another_encoding_says_the_same(name, tmp_path):
    text = (REAL / name).read_bytes().decode("utf-8-sig")
    original = outcome(tmp_path / "clean", text, ALL)
    assert isinstance(original, layouts.Reading), original
    for content in (text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("cp1252")):
        assert same_parts(outcome(tmp_path / "download", content, ALL), original)


@pytest.mark.parametrize("name", READ)
def test_a_real_file_that_is_cut_or_garbled_says_no_more_than_the_whole_one(name, tmp_path):
    text = (REAL / name).read_bytes().decode("utf-8-sig")
    original, rng = outcome(tmp_path / "clean", text, ALL), random.Random(name)
    for _ in range(3):
        place = rng.randrange(len(text))
        for spoilt in (text[:place], text[:place] + '"' + text[place:], text[:place] + "\0" + text[place:]):
            found = outcome(tmp_path / "download", spoilt, ALL)
            assert isinstance(found, str) or no_more_than(found, original), spoilt[place - 99 : place + 99]


@pytest.mark.parametrize("name", OTHERS)
def test_a_real_file_of_another_kind_is_refused_whole_or_cut(name, tmp_path):
    text, rng = (REAL / name).read_bytes().decode("utf-8-sig"), random.Random(name)
    for spoilt in (text, text[: rng.randrange(len(text))], text.replace(",", ";"), text + '"'):
        assert isinstance(outcome(tmp_path / "download", spoilt, ALL), str)
