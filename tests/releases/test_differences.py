"""What changed between two releases is said once, measure by measure."""

import shutil

import pytest

from blmk_metrics.publishing.candidates import check, ingest, publish
from blmk_metrics.publishing.provenance import SourceNotes
from blmk_metrics.releases import MANIFEST, data_folder, read_manifest
from blmk_metrics.releases.differences import Difference, differences
from blmk_metrics.releases.edition import open_edition
from tests.official_files import (
    READINESS,
    TODAY,
    early_years_counts,
    fingertips_falls,
    lait_readiness,
    released,
    write_files,
)


@pytest.fixture(scope="module")
def of_readiness(without_figures, tmp_path_factory):
    """A release of nothing but official school readiness. Not to change."""
    root = tmp_path_factory.mktemp("of_readiness")
    folder = shutil.copytree(without_figures, root / "data")
    released(folder, write_files(root / "files", "readiness.csv"))
    return folder


@pytest.fixture
def folder(of_readiness, tmp_path):
    return shutil.copytree(of_readiness, tmp_path / "data")


def _opened(folder):
    return open_edition(folder)


def _differences(before, after):
    return differences(before, after)


def _of_figures(found):
    return {each for each in found if not each.kind.startswith("extract")}


def test_a_release_does_not_differ_from_itself(folder):
    opened = _opened(folder)
    assert _differences(opened, opened) == []


def test_real_figures_in_place_of_synthetic_ones_are_named(readiness_folder):
    found = _differences(_opened(data_folder()), _opened(readiness_folder))
    assert Difference("data", "School readiness", "", "synthetic", "real") in found
    assert Difference("shown first", "School readiness", "", "computed", "official") in found
    assert Difference("series added", "School readiness", "official") in found
    assert Difference("series gone", "School readiness", "computed, by sex") in found
    # A measure may ship of which neither has figures.
    assert {each.of for each in found if each.kind != "measure added"} == {
        "School readiness",
        "early years profile",
        "published estimates of school readiness",
    }


def test_a_revision_shows_both_figures_with_the_digits_that_tell_them_apart(folder, tmp_path):
    before = _opened(folder)
    revised = (
        lait_readiness()
        .replace(",2024,Luton,62.0,", ",2024,Luton,62.04,")
        .replace(",2022,Luton,56.6,", ",2022,Luton,56.1,")
    )
    (tmp_path / "revised.csv").write_text(revised)
    released(folder, [tmp_path / "revised.csv"])
    assert _of_figures(_differences(before, _opened(folder))) == {
        Difference("revised", "School readiness", "Luton 2021/22, official", "56.6", "56.1"),
        Difference("revised", "School readiness", "Luton 2023/24, official", "62.00", "62.04"),
    }


def test_new_and_gone_periods_are_named_once_not_for_every_area(folder, tmp_path):
    before = _opened(folder)
    later = lait_readiness().replace(",2022,", ",2025,")
    (tmp_path / "later.csv").write_text(later)
    released(folder, [tmp_path / "later.csv"])
    assert _of_figures(_differences(before, _opened(folder))) == {
        Difference("new period", "School readiness", "2024/25, official"),
        Difference("period gone", "School readiness", "2021/22, official"),
    }


def test_limits_alone_and_groups_within_the_same_total_are_revisions_too(folder, tmp_path):
    (tmp_path / "falls.csv").write_text(fingertips_falls())
    (tmp_path / "counts.csv").write_text(early_years_counts())
    released(folder, [tmp_path / "falls.csv", tmp_path / "counts.csv"])
    before = _opened(folder)
    (tmp_path / "falls.csv").write_text(fingertips_falls().replace(",1639,1549,1734,", ",1639,1545,1736,"))
    # Two boys who were taken for girls.
    counted = early_years_counts().replace("E06000032,Luton,Girls,950,684", "E06000032,Luton,Girls,950,682")
    counted = counted.replace("E06000032,Luton,Boys,1050,716", "E06000032,Luton,Boys,1050,718")
    (tmp_path / "counts.csv").write_text(counted)
    released(folder, [tmp_path / "falls.csv", tmp_path / "counts.csv"])
    assert {(each.kind, each.what) for each in _of_figures(_differences(before, _opened(folder)))} == {
        ("limits revised", "Luton 2022/23, official"),
        ("revised", "BLMK 2018/19 Female, computed, by sex"),
        ("revised", "BLMK 2018/19 Male, computed, by sex"),
        ("revised", "Luton 2018/19 Female, computed, by sex"),
        ("revised", "Luton 2018/19 Male, computed, by sex"),
    }


def test_another_publisher_of_the_same_rows_is_told(folder, tmp_path):
    before = _opened(folder)
    notes = SourceNotes(publisher="Another department")
    ingest(folder, write_files(tmp_path / "files", "readiness.csv"), notes, TODAY)
    check(folder)
    publish(folder, "The same rows", TODAY)
    (found,) = _differences(before, _opened(folder))
    assert (found.kind, found.of) == ("provenance", "published estimates of school readiness")
    assert "Another department" in found.after


def test_an_area_that_comes_is_named(folder, tmp_path):
    before = _opened(folder)
    areas = (data_folder() / "demonstration" / "areas.csv").read_text()
    (tmp_path / "areas.csv").write_text(
        areas.rstrip() + "\nE06000060,Buckinghamshire,Buckinghamshire,place,7,2020-04-01,\n"
    )
    released(folder, [tmp_path / "areas.csv"])
    assert Difference("area added", "Buckinghamshire", "E06000060") in _differences(before, _opened(folder))


def test_the_release_before_is_known_to_the_next(folder, tmp_path):
    first = read_manifest(folder / MANIFEST).id
    (tmp_path / "again.csv").write_text(lait_readiness().replace(str(READINESS[2024]["Luton"]), "61.0"))
    released(folder, [tmp_path / "again.csv"])
    assert read_manifest(folder / MANIFEST).previous == first
