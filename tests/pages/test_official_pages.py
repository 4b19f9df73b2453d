"""Every page over a release of official figures: two measures real, the others marked as synthetic."""

import pytest

from blmk_metrics.catalogue.variants import variant_of
from blmk_metrics.publishing.provenance import SourceNotes
from tests.official_files import released, write_files
from tests.pages.test_pages import FILES, _charts, _page, _page_text
from tests.shipped import MEASURES

# A footprint, which has no published figures, and the Place whose neighbourhoods were counted.
AREAS = ("E54000024", "E06000055")
REAL = ("school_readiness", "falls_admissions")


@pytest.fixture(autouse=True)
def official_release(official_folder, monkeypatch):
    monkeypatch.setenv("BLMK_DATA", str(official_folder))


# Each for one of the two areas, the next for the other one; for both with the slow tests.
@pytest.mark.parametrize(
    ("file", "place"),
    [
        pytest.param(file, place, marks=[pytest.mark.slow] * (turn != number % len(AREAS)))
        for number, file in enumerate(["neighbourhoods", *FILES], start=1)
        for turn, place in enumerate(AREAS)
    ],
)
def test_every_page_draws_for_every_area(file, place):
    app = _page(file, place)
    assert not app.exception
    assert len(app.title) == 1


@pytest.mark.parametrize("place", AREAS)
@pytest.mark.parametrize("indicator_id", REAL)
@pytest.mark.parametrize("basis", ["official", "computed"])
def test_a_real_measure_says_its_basis_and_its_source_and_is_not_marked_synthetic(indicator_id, place, basis):
    app = _page("priority", place, route=indicator_id, basis=basis)
    assert not app.exception
    assert app.selectbox(key=f"basis_{indicator_id}").value == basis
    sources = [each.value for each in app.caption if "Source:" in each.value]
    words = "Official, as published" if basis == "official" else "Computed from counts"
    assert sources
    assert words in sources[0]
    assert "SYNTHETIC" not in " ".join(sources)
    for chart in _charts(app):
        assert "SYNTHETIC" not in chart.alt
        assert "nan" not in chart.alt.lower().split()
    assert "published without intervals" not in _page_text(app) or basis == "official"


def test_the_banner_names_the_measures_that_are_invented():
    banner = _page("overview", "E06000032").warning[0].value
    assert MEASURES["inactivity_long_term_sickness"].short_name in banner
    assert MEASURES["school_readiness"].short_name not in banner


def test_data_and_provenance_tells_sources_changes_and_agreement():
    text = " ".join(each.proto.body for each in _page("data_and_provenance", "E06000032").get("html"))
    assert "Fingertips indicator 22401" in text
    assert "differences from release" in text
    assert "School readiness: 0 of 5 figures agree" in text


def test_the_neighbourhood_page_maps_deprivation_and_counts():
    assert "1 of 4 neighbourhoods of Bedford" in _page_text(_page("neighbourhoods", "E06000055"))
    app = _page("neighbourhoods", "E06000055", show="falls_admissions")
    assert not app.exception
    assert "Falls admissions by neighbourhood in 2022/23" in _page_text(app)


def test_an_inequality_computed_from_counts_is_said_in_the_way_chosen_whatever_else_is_official():
    measure = MEASURES["first_condition_gap"]
    app = _page("priority", AREAS[0], route=measure.id, average="crude_mean_age")
    assert not app.exception
    assert variant_of(measure, "crude_mean_age").named(measure.short_name) in _page_text(app)


@pytest.mark.parametrize("synthetic", [True, False])
def test_deprivation_is_marked_on_its_map_its_text_and_beneath_it_where_it_is_invented(
    synthetic, tmp_path, monkeypatch
):
    paths = write_files(tmp_path / "files", "neighbourhoods.geojson", "deprivation.csv")
    released(tmp_path / "data", paths, notes=SourceNotes(synthetic=synthetic))
    monkeypatch.setenv("BLMK_DATA", str(tmp_path / "data"))
    app = _page("neighbourhoods", "E06000055")
    beneath = [each.value for each in app.caption if "Indices of Deprivation" in each.value]
    beside = [each.value for each in app.markdown if "Index of Multiple Deprivation. The darker" in each.value]
    marked = [text.startswith("SYNTHETIC data, not real. ") for text in (*beside, *beneath, _charts(app)[0].alt)]
    assert marked == [synthetic] * 3
    assert ("SYNTHETIC" in _charts(app)[0].spec) == synthetic
