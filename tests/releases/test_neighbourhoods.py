"""Neighbourhoods: deprivation within a Place, and counts below a Place, under the disclosure rule."""

import pytest

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.cuts import SMALL_AREA
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.narrative import alt_text
from blmk_metrics.releases.edition import open_edition
from tests.figures.reading import drawn_of
from tests.official_files import falls_by_neighbourhood, released, write_files
from tests.shipped import MEASURES

FALLS = MEASURES["falls_admissions"]
BEDFORD = "E06000055"


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    folder = tmp_path_factory.mktemp("neighbourhoods")
    local = folder / "local.csv"
    local.write_text(falls_by_neighbourhood())
    paths = write_files(folder, "authorities.geojson", "neighbourhoods.geojson", "deprivation.csv")
    released(folder / "data", [*paths, local])
    return open_edition(folder / "data")


def test_neighbourhoods_come_most_deprived_first(opened):
    rows = opened.neighbourhoods("lsoa", BEDFORD)
    assert [(row.small_area_name, row.decile) for row in rows] == [
        ("Bedford 001A", 1),
        ("Bedford 001B", 4),
        ("Bedford 002A", 7),
        ("Bedford 002B", 10),
    ]
    assert narrative.deprivation_title(rows, "Bedford") == (
        "1 of 4 neighbourhoods of Bedford are in the most deprived fifth of England"
    )
    assert "Most deprived: Bedford 001A (tenth 1)" in alt_text.deprivation_alt(rows, "Bedford")


def test_a_release_says_which_levels_it_has(opened, edition):
    assert opened.levels(BEDFORD) == ("lsoa",)
    assert edition.levels(BEDFORD) == ()


def test_every_neighbourhood_has_an_outline_and_a_shade(opened):
    rows = opened.neighbourhoods("lsoa", BEDFORD)
    spec = charts.deprivation_map(rows, opened.neighbourhood_outlines("lsoa", BEDFORD)).to_dict(validate=True)
    features = drawn_of(spec["layer"][1], spec)
    assert [each["fifth"] for each in sorted(features, key=lambda each: each["name"])] == [
        "1–2, most deprived",
        "3–4",
        "7–8",
        "9–10, least deprived",
    ]


def test_counts_of_neighbourhoods_are_counts_of_their_place(opened):
    place = opened.measured(FALLS, basis=Basis.COMPUTED)
    (bedford,) = [row for row in place if row.area_code == BEDFORD and row.period == "2022/23"]
    # Three neighbourhoods of 138 admissions and one of 3, to the nearest five.
    assert bedford.numerator == 415
    assert bedford.denominator == 4 * 2 * sum(200 - 20 * band for band in range(6))


def test_a_small_count_of_a_neighbourhood_is_hidden_and_another_with_it(opened):
    rows = opened.measured(FALLS, SMALL_AREA)
    by_code = {row.category: row for row in rows if row.area_code == BEDFORD}
    names = {each.small_area_code for each in opened.neighbourhoods("lsoa", BEDFORD)}
    assert set(by_code) == names
    # Neighbourhoods add up to the Place: of the three that have 138, the first in the fixed order guards the one of 3.
    hidden = [code for code, row in sorted(by_code.items()) if row.numerator is None]
    assert hidden == ["E01010000", "E01010002"]
    assert {by_code[code].reason for code in hidden} == {
        "suppressed: a small count, or one that would give a small one away"
    }
    assert by_code["E01010001"].numerator == 140
    assert alt_text.neighbourhoods_alt(list(by_code.values()), FALLS).startswith(
        "Map of Emergency hospital admissions due to falls in people aged 65 and over, 2022/23: 2 of 4 neighbourhoods"
    )
    outlines = opened.neighbourhood_outlines("lsoa", BEDFORD)
    spec = charts.neighbourhood_map(list(by_code.values()), outlines, FALLS.unit, FALLS.decimals).to_dict(validate=True)
    assert [len(drawn_of(layer, spec)) for layer in spec["layer"]] == [4, 2]
