"""A candidate that tells more beside a release before it, or changes a closed period, does not pass."""

import shutil

import pytest

from blmk_metrics.publishing.candidates import check, ingest, publish
from blmk_metrics.publishing.provenance import SourceNotes
from blmk_metrics.releases import ReleaseError
from blmk_metrics.releases.ledger import ledger
from blmk_metrics.resources import CATALOGUE
from tests.official_files import TODAY, falls_by_neighbourhood, lait_readiness, write_files


@pytest.fixture
def folder(official_folder, tmp_path):
    return shutil.copytree(official_folder, tmp_path / "data")


def _ingested(folder, tmp_path, text):
    (tmp_path / "again.csv").write_text(text)
    ingest(folder, [tmp_path / "again.csv"], SourceNotes(), TODAY)


def test_a_candidate_with_one_person_more_than_the_release_before_does_not_pass_unless_accepted(folder, tmp_path):
    line = "2022/23,E01011000,F,65-69,4,200"
    text = falls_by_neighbourhood()
    assert text.count(line) == 1
    _ingested(folder, tmp_path, text.replace(line, "2022/23,E01011000,F,65-69,5,200"))
    with pytest.raises(ReleaseError, match="falls_admissions: counts could be had by subtracting release") as refusal:
        check(folder)
    assert "check with --accept REASON" in str(refusal.value)
    check(folder, "registered late, and known to the trust")
    publish(folder, "Again", TODAY)
    assert ledger(folder)[-1].reason == "accepted: registered late, and known to the trust"


def test_the_same_counts_again_and_revised_official_figures_pass(folder, tmp_path):
    _ingested(folder, tmp_path, falls_by_neighbourhood())
    _ingested(folder, tmp_path, lait_readiness().replace(",2024,Luton,62.0,", ",2024,Luton,62.1,"))
    check(folder)


def test_a_figure_of_a_closed_period_never_changes(folder, tmp_path):
    own = tmp_path / "data" / "catalogue"
    own.mkdir()
    declared = (CATALOGUE / "school_readiness.toml").read_text()
    assert 'uncollected = ["2019/20", "2020/21"]' in declared
    closed = declared.replace("uncollected =", 'closed = ["2023/24"]\nuncollected =')
    (own / "school_readiness.toml").write_text(closed)
    _ingested(folder, tmp_path, lait_readiness().replace(",2024,Luton,62.0,", ",2024,Luton,62.1,"))
    with pytest.raises(ReleaseError, match="school_readiness: Luton 2023/24 changed, and its period is closed"):
        check(folder)
    _ingested(folder, tmp_path, lait_readiness().replace(",2022,Luton,56.6,", ",2022,Luton,56.7,"))
    check(folder)


def test_invented_counts_of_a_release_before_are_not_compared_with_real_ones(tmp_path):
    folder = tmp_path / "data"
    local = tmp_path / "local.csv"
    local.write_text(falls_by_neighbourhood())
    paths = write_files(tmp_path / "files", "authorities.geojson", "neighbourhoods.geojson", "deprivation.csv")
    invented = SourceNotes(synthetic=True)
    ingest(folder, [*paths, local], invented, TODAY)
    check(folder)
    publish(folder, "Invented", TODAY)
    line = "2022/23,E01011000,F,65-69,4,200"
    _ingested(folder, tmp_path, falls_by_neighbourhood().replace(line, "2022/23,E01011000,F,65-69,5,200"))
    check(folder)
