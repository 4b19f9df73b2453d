"""What Data and provenance tells of counts that were made from person-level records."""

import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.publishing.extract_tables import open_tables
from tests.pages.test_pages import _page, _page_text


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A release whose onsets were counted from invented people."""
    folder = tmp_path_factory.mktemp("counted")
    records = folder / "records"
    for command in (
        ["synthesise-records", "--residents", "3000", "--seed", "5", "-o", str(records)],
        [
            *("count-onsets", str(records / "residents.parquet"), str(records / "diagnoses.parquet")),
            *("--deprivation", str(records / "deprivation.csv"), "-o", str(folder / "onsets.parquet")),
        ],
        ["ingest", str(folder / "onsets.parquet"), "--data", str(folder / "release")],
        ["check", "--data", str(folder / "release")],
        ["publish", "--data", str(folder / "release")],
    ):
        assert main(command) == 0
    return folder / "release"


def test_counts_of_invented_people_stay_invented_and_keep_their_report(folder):
    release = open_tables(folder)
    (counted,) = [each for each in release.extracts if each.name == "first_condition_onsets"]
    assert counted.provenance.nature == "synthetic"
    assert counted.provenance.quality["residents"]["rows"] == 3000


def test_the_page_tells_how_many_rows_there_were_without_counting_anybody(folder, monkeypatch):
    monkeypatch.setenv("BLMK_DATA", str(folder))
    app = _page("data_and_provenance", "E06000032")
    assert not app.exception
    (table,) = [each.proto.body for each in app.get("html") if "Rows behind first condition onsets" in each.proto.body]
    assert table.count("about 3,000") == 2
    assert "days of registration is taken for history" in _page_text(app)


def test_a_figure_of_which_everything_is_suppressed_says_so_instead_of_an_empty_chart(folder, monkeypatch):
    monkeypatch.setenv("BLMK_DATA", str(folder))
    app = _page("inequalities", "E06000032", measure="first_condition_gap", by="sex")
    assert not app.exception
    assert "Nothing can be drawn: suppressed: a small count, or one that would give a small one away" in _page_text(app)
    assert not app.get("vega_lite_chart")
