"""Proportions from a weighted survey: the source's own half-width, and variances that add over areas."""

import math

import pytest

from blmk_metrics.pipeline.methods import Z_95, Z_998
from tests.methods.runner import run_method


def test_limits_are_the_surveys_own_half_width_and_scale_to_the_other_level():
    (row,) = run_method(
        "survey_proportion",
        [{"stratum": 1, "numerator": 3000, "denominator": 20000, "squared_half_width": (0.05 * 20000) ** 2}],
        multiplier=100.0,
    )
    assert row["value"] == pytest.approx(15)
    assert (row["lower_ci_95"], row["upper_ci_95"]) == (pytest.approx(10), pytest.approx(20))
    assert row["upper_ci_998"] == pytest.approx(15 + 5 * Z_998 / Z_95)


def test_limits_stay_within_zero_and_a_hundred():
    low, high = run_method(
        "survey_proportion",
        [
            {"stratum": 1, "numerator": 100, "denominator": 10000, "squared_half_width": (0.05 * 10000) ** 2},
            {"stratum": 2, "numerator": 9900, "denominator": 10000, "squared_half_width": (0.05 * 10000) ** 2},
        ],
        multiplier=100.0,
    )
    assert (low["lower_ci_95"], low["lower_ci_998"]) == (0, 0)
    assert (high["upper_ci_95"], high["upper_ci_998"]) == (100, 100)


def test_a_footprints_variance_is_the_weighted_sum_of_its_places(run_stage):
    places = {
        "E06000055": (20000, 5.0),
        "E06000056": (30000, 4.0),
        "E06000032": (40000, 6.0),
        "E06000042": (10000, 9.0),
    }
    drawing = "period | area_code | numerator | denominator | squared_half_width\n" + "\n".join(
        f"2023/24 | {code} | {people // 5} | {people} | {(half / 100 * people) ** 2}"
        for code, (people, half) in places.items()
    )
    strata = run_stage(("strata",), {"counts": drawing}, category_type="all", slope_across="")
    footprint = [row for row in strata if row["area_code"] == "E54000024"]
    (row,) = run_method("survey_proportion", footprint, multiplier=100.0)
    whole = sum(people for people, _ in places.values())
    half_width = math.sqrt(sum((people / whole * half) ** 2 for people, half in places.values()))
    assert row["value"] == pytest.approx(20)
    assert row["upper_ci_95"] - row["value"] == pytest.approx(half_width, rel=1e-12)


def test_a_missing_half_width_leaves_no_limits():
    (row,) = run_method("survey_proportion", [{"stratum": 1, "numerator": 100, "denominator": 10000}], multiplier=100.0)
    assert (row["value"], row["lower_ci_95"], row["upper_ci_998"]) == (1, None, None)
