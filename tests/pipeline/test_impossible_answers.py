"""Answers that cannot be: each check has rows that fail it and rows that pass, and a release with any is not shown."""

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.measure_catalogue import catalogue_of
from blmk_metrics.engines.statements import statements_in
from blmk_metrics.publishing.checked_answers import answers_when_checked
from blmk_metrics.releases import ReleaseError
from tests.measures_drawn import drawn_measure
from tests.releases_drawn import drawn_tables

# What each check is asked of: a local measure in percent, of which the groups by fifth have another unit.
SETTINGS = {"regime": "local", "across": "fifth", "least_plausible": 10.0, "most_plausible": 90.0}
# A row that passes every check.
SOUND = {
    **{"area_code": "NOR", "period": "2023", "category_type": "all", "category": "", "basis": "computed"},
    **{"numerator": 50.0, "denominator": 100.0, "value": 50.0},
    **{"lower_ci_95": 40.0, "upper_ci_95": 60.0, "lower_ci_998": 35.0, "upper_ci_998": 65.0},
}
NUMBERS = ("numerator", "denominator", "value", "lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998")
SCHEMA = pa.schema({name: pa.float64() if name in NUMBERS else pa.string() for name in SOUND})
EMPTY = {**SOUND, **dict.fromkeys(NUMBERS)}
INFINITE, NO_NUMBER = float("inf"), float("nan")
FAILS = {
    "answer_is_not_finite": [{name: each} for name in NUMBERS for each in (INFINITE, -INFINITE, NO_NUMBER)],
    "count_of_local_records_is_not_whole": [{"numerator": 49.5}, {"numerator": 1e-9}],
    "limits_are_out_of_order": [
        *({"lower_ci_95": 50.2}, {"upper_ci_95": 49.8}, {"value": 39.8}, {"value": 60.2}),
        *({"lower_ci_998": 40.2}, {"upper_ci_998": 59.8}, {"lower_ci_95": 60.0, "upper_ci_95": 40.0}),
    ],
    "value_is_not_plausible": [
        {"value": 9.9},
        {"value": 90.1},
        {"value": -50.0},
        {"category_type": "sex", "value": 95.0},
    ],
}
PASSES = {
    "answer_is_not_finite": [{}, {"value": 0.0}, {"value": 1e300}],
    "count_of_local_records_is_not_whole": [{}, {"numerator": 0.0}, {"numerator": 49.5, "basis": "official"}],
    # A figure that is rounded may lie a little outside its limits.
    "limits_are_out_of_order": [{}, {"lower_ci_95": 50.0, "upper_ci_95": 50.0, "value": 50.04}, {"lower_ci_998": None}],
    "value_is_not_plausible": [{}, {"value": 10.0}, {"value": 90.0}, {"category_type": "fifth", "value": 95.0}],
}


@pytest.fixture
def failing(run_stage):
    """The areas that a check finds among one row, with some cells of its own, and one without a figure."""

    def run(check: str, cells: dict, **settings: object) -> list[str]:
        rows = pa.Table.from_pylist([{**SOUND, **cells}, {**EMPTY, "area_code": "SOU"}], SCHEMA)
        found = run_stage(("checks", "answers", check), {"measured": rows}, **{**SETTINGS, **settings})
        return [each["area_code"] for each in found]

    return run


def test_every_check_of_answers_is_tried_here():
    assert FAILS.keys() == PASSES.keys() == statements_in("checks/answers").keys()


@pytest.mark.parametrize(("check", "cells"), [(check, cells) for check, each in FAILS.items() for cells in each])
def test_a_row_that_cannot_be_fails_its_check(failing, check, cells):
    assert failing(check, cells) == ["NOR"]


@pytest.mark.parametrize(("check", "cells"), [(check, cells) for check, each in PASSES.items() for cells in each])
def test_a_row_that_can_be_and_one_without_a_figure_pass(failing, check, cells):
    assert failing(check, cells) == []


def test_official_counts_need_not_be_whole_and_without_bounds_any_value_is_plausible(failing):
    assert failing("count_of_local_records_is_not_whole", {"numerator": 49.5}, regime="official") == []
    without = {"least_plausible": None, "most_plausible": None}
    assert failing("value_is_not_plausible", {"value": -1e9}, **without) == []


READING = drawn_measure(plausible=(10, 90))
FIGURES = """
    period  | area_code | value | lower_ci_95 | upper_ci_95
    2022/23 | NOR       | 61    | 60          | 63
    2023/24 | ALB       | 64    | 63          | 65
"""
NO_LIMITS = "cast([null, null] as double[])"


@pytest.mark.parametrize(
    ("computed", "complaint"),
    [
        ("value, lower_ci, upper_ci", ""),
        ("cast('inf' as double) as value, lower_ci, upper_ci", "answer is not finite (area_code NOR, period 2022/23"),
        ("value + 5 as value, lower_ci, upper_ci", "limits are out of order (area_code NOR, period 2022/23"),
        (
            f"value + 50 as value, {NO_LIMITS} as lower_ci, {NO_LIMITS} as upper_ci",
            "value is not plausible (area_code NOR",
        ),
    ],
)
def test_answers_that_cannot_be_fail_the_check_of_a_release_by_measure_area_and_period(
    write_sql, tmp_path, computed, complaint
):
    sql = f"-- A method that is wrong.\nselect stratum, numerator, denominator, {computed}, reason\nfrom strata\n"
    write_sql("official/estimates.sql", sql)
    tables, catalogue = drawn_tables({READING.id: FIGURES}), catalogue_of([READING])
    if not complaint:
        assert answers_when_checked(tmp_path, "Candidate", catalogue, tables).files
        return
    with pytest.raises(ReleaseError) as refusal:
        answers_when_checked(tmp_path, "Candidate", catalogue, tables)
    assert str(refusal.value).startswith(f"Candidate cannot be served. reading: {complaint}")
    assert "\n" not in str(refusal.value)
