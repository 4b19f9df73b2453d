"""Two releases of local counts, set side by side, tell no more than each: or the later one does not pass."""

import shutil

import pytest

from blmk_metrics.publishing.candidates import check, ingest, publish
from blmk_metrics.publishing.provenance import SourceNotes
from blmk_metrics.releases import ReleaseError
from blmk_metrics.releases.ledger import ledger
from blmk_metrics.resources import CATALOGUE
from tests.drawn import table
from tests.official_files import TODAY, falls_by_neighbourhood, lait_readiness

SUBTRACTED = ("disclosure", "subtracted")
# What happens to one count: shown in both, or hidden in one, before and after.
CELLS = """
    category | before | hidden_before | after | hidden_after | why
    a        | 100    | no            | 100   | no           |
    b        | 100    | no            | 101   | no           | changed by one to seven
    c        | 100    | no            | 93    | no           | changed by one to seven
    d        | 100    | no            | 92    | no           |
    e        | 100    | yes           | 101   | yes          |
    f        | 100    | yes           | 100   | no           | hidden in one of the two alone
    g        | 100    | no            | 103   | yes          | hidden in one of the two alone
    h        | 100    | yes           | 140   | no           |
    i        | 3      | yes           | 5     | yes          |
    j        | 5      | yes           | 9     | no           |
"""


def _cells(count: str, hidden: str) -> list[dict]:
    return [
        {"category_type": "sex", "area_code": "NOR", "period": "2023", "category": each["category"]}
        | {"numerator": each[count], "is_published": False, "hidden": each[hidden] == "yes"}
        for each in table(CELLS)
    ]


def _found(run_stage, shown_before=()):
    import pyarrow as pa

    tables = {"earlier": _cells("before", "hidden_before"), "cells": _cells("after", "hidden_after")}
    arrow = {name: pa.Table.from_pylist(rows) for name, rows in tables.items()}
    schema = pa.schema(
        [(name, pa.string()) for name in ("category_type", "area_code", "period", "category")]
        + [("hidden", pa.bool_())]
    )
    arrow["shown_before"] = pa.Table.from_pylist(list(shown_before), schema)
    return {row["category"]: row["why"] for row in run_stage(SUBTRACTED, arrow)}


def test_counts_that_changed_by_one_to_seven_or_are_hidden_in_one_release_alone_are_found(run_stage):
    assert _found(run_stage) == {each["category"]: each["why"] for each in table(CELLS) if each["why"]}


def test_what_the_earlier_release_really_hid_counts_whatever_the_rule_is_today(run_stage):
    place = {"category_type": "sex", "area_code": "NOR", "period": "2023"}
    shown = [{**place, "category": "a", "hidden": True}, {**place, "category": "f", "hidden": False}]
    found = _found(run_stage, shown)
    assert found["a"] == "hidden in one of the two alone"
    assert "f" not in found


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
