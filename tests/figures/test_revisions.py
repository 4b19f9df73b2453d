"""What was revised of the figures that somebody looks at, since the release their link was made on."""

import shutil
from dataclasses import replace

import pytest

from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.figures.revisions import revisions
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.differences import Difference
from blmk_metrics.releases.edition import open_edition
from tests.official_files import early_years_counts, lait_readiness, released
from tests.questions import answered
from tests.shipped import MEASURES

READINESS, FALLS = MEASURES["school_readiness"], MEASURES["falls_admissions"]
LUTON, BEDFORD = "E06000032", "E06000055"


@pytest.fixture
def folder(readiness_folder, tmp_path):
    return shutil.copytree(readiness_folder, tmp_path / "data")


@pytest.fixture
def before(folder):
    return open_edition(folder)


def _revised(folder, tmp_path, *changes):
    """The release after another file with some texts replaced has been published over it."""
    text = lait_readiness()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (tmp_path / "revised.csv").write_text(text)
    released(folder, [tmp_path / "revised.csv"])
    return open_edition(folder)


def test_nothing_is_revised_of_the_same_figures(before):
    found = revisions([answered(before, "trend", READINESS, LUTON)], before)
    assert (found.differing, found.new, found.withheld) == ((), (), ())


def test_a_revised_figure_is_told_from_what_to_what_once_whichever_figures_show_it(before, folder, tmp_path):
    after = _revised(folder, tmp_path, (",2024,Luton,62.0,", ",2024,Luton,61.4,"))
    shown = [answered(after, "trend", READINESS, LUTON), answered(after, "areas", READINESS, LUTON)]
    assert revisions(shown, before).differing == (
        Difference("revised", "School readiness", "Luton 2023/24", "62.0", "61.4"),
    )


def test_a_revision_elsewhere_is_not_told_of_figures_that_do_not_show_it(before, folder, tmp_path):
    after = _revised(folder, tmp_path, (",2024,Luton,62.0,", ",2024,Luton,61.4,"))
    assert revisions([answered(after, "trend", READINESS, BEDFORD)], before).differing == ()


def test_a_period_that_came_is_new_and_not_revised(before, folder, tmp_path):
    after = _revised(folder, tmp_path, (",2022,", ",2025,"))
    found = revisions([answered(after, "trend", READINESS, LUTON)], before)
    assert {(each.kind, each.what) for each in found.differing} == {("new", "Luton 2024/25")}


def test_a_series_that_the_earlier_release_had_not_is_new(before, folder, tmp_path):
    (tmp_path / "counts.csv").write_text(early_years_counts())
    released(folder, [tmp_path / "counts.csv"])
    after = open_edition(folder)
    shown = answered(after, "groups", READINESS, LUTON, cut=after.breakdowns(READINESS)[0])
    assert revisions([shown], before).new == ("School readiness",)


def test_invented_figures_are_never_said_to_be_revised_into_real_ones(tmp_path):
    shipped = open_edition(data_folder())
    (tmp_path / "counts.csv").write_text(early_years_counts())
    released(tmp_path / "data", [tmp_path / "counts.csv"])
    counted = open_edition(tmp_path / "data")
    found = revisions([answered(counted, "trend", READINESS, LUTON, basis=Basis.COMPUTED)], shipped)
    assert (found.differing, found.replaced) == ((), ("School readiness",))


def test_figures_of_local_records_are_never_set_side_by_side(before):
    shipped = open_edition(data_folder())
    found = revisions([answered(shipped, "trend", FALLS, LUTON)], before)
    assert found.differing == ()
    assert found.withheld == ("Falls admissions",)


def test_a_release_keeps_its_own_rows_when_a_later_declaration_is_set_beside_it(before, folder):
    figure = answered(before, "trend", READINESS, LUTON)
    later = replace(figure, measure=replace(READINESS, multiplier=READINESS.multiplier * 10))
    revisions([later], before)
    assert before.measured(READINESS) == open_edition(folder).measured(READINESS)
