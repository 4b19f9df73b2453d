"""Two releases that differ only in what is hidden are made, to all appearances, in the same way."""

import pytest

from blmk_metrics.figures import figures_of
from blmk_metrics.lineage import origin
from blmk_metrics.releases.edition import open_edition
from tests.disclosure.releases import BEDFORD, counts, published, with_hidden_moved

HIDDEN_IN = ("falls_admissions", "first_condition_gap")


@pytest.fixture(scope="module")
def editions(tmp_path_factory, release):
    folder = tmp_path_factory.mktemp("hidden")
    versions = {"one": counts(), "moved": with_hidden_moved(counts())}
    opened = [open_edition(published(folder / name, release, version)) for name, version in versions.items()]
    yield opened
    for edition in opened:
        edition.answers.close()


@pytest.mark.parametrize("measure", HIDDEN_IN)
def test_no_stage_value_or_number_of_rows_depends_on_a_hidden_count(editions, measure):
    one, moved = ([origin(edition, figure) for figure in figures_of(edition, measure, BEDFORD)] for edition in editions)
    assert any(stage.path == "sql/disclosure/next.sql" for each in one for stage in each.stages)
    assert [each.stages for each in one] == [each.stages for each in moved]
    assert [each.command for each in one] == [each.command for each in moved]


def test_how_often_disclosure_control_went_round_is_not_told(editions):
    (figure, *_) = figures_of(editions[0], "falls_admissions", BEDFORD)
    paths = [stage.path for stage in origin(editions[0], figure).stages]
    assert len(paths) == len(set(paths))
