"""What would close the gap, in people; for an area that is already better, by how many it is."""

import pyarrow as pa
import pytest

TEXTS = ("polarity", "comparison", "comparison_reason", "benchmark_name")
NUMBERS = ("multiplier", "numerator", "denominator", "value", "lower_ci_95", "upper_ci_95", "benchmark_value")
SCHEMA = pa.schema(
    [(name, pa.string()) for name in TEXTS] + [(name, pa.float64()) for name in NUMBERS] + [("people", pa.bool_())]
)


def gap(run_stage, **settings):
    """62% of 3,050 children where England has 67.7%, unless told otherwise."""
    row = {
        **{"polarity": "high is good", "comparison": "worse", "benchmark_name": "England", "people": True},
        **{"multiplier": 100.0, "numerator": 1891.0, "denominator": 3050.0, "benchmark_value": 67.7},
        **{"value": 62.0, "lower_ci_95": 60.3, "upper_ci_95": 63.7},
        **settings,
    }
    (judged,) = run_stage(("verdicts", "gap_in_people"), {"judged": pa.Table.from_pylist([row], schema=SCHEMA)})
    return judged


def test_of_a_proportion_it_is_the_difference_times_the_denominator(run_stage):
    row = gap(run_stage)
    assert row["gap"] == pytest.approx((67.7 - 62.0) / 100 * 3050)
    assert row["gap_lower_ci_95"] == pytest.approx((67.7 - 63.7) / 100 * 3050)
    assert row["gap_upper_ci_95"] == pytest.approx((67.7 - 60.3) / 100 * 3050)
    assert row["gap_reason"] is None


def test_of_a_standardised_rate_it_is_the_observed_count_less_what_the_benchmarks_rate_would_give(run_stage):
    row = gap(
        run_stage,
        **{"polarity": "low is good", "multiplier": 100_000.0, "numerator": 400.0, "denominator": 200_000.0},
        **{"value": 190.0, "lower_ci_95": 171.0, "upper_ci_95": 211.0, "benchmark_value": 150.0},
    )
    assert row["gap"] == pytest.approx((190 - 150) * 400 / 190)
    assert row["gap_lower_ci_95"] == pytest.approx((171 - 150) * 400 / 190)
    assert row["gap_upper_ci_95"] == pytest.approx((211 - 150) * 400 / 190)


def test_an_area_that_is_already_better_has_a_gap_below_nought(run_stage):
    row = gap(run_stage, comparison="better", value=72.0, lower_ci_95=70.0, upper_ci_95=74.0, numerator=2196.0)
    assert row["gap"] == pytest.approx((67.7 - 72.0) / 100 * 3050)
    assert row["gap_lower_ci_95"] < row["gap"] < row["gap_upper_ci_95"] < 0


def test_a_figure_of_nought_still_has_a_gap(run_stage):
    row = gap(run_stage, numerator=0.0, value=0.0, lower_ci_95=0.0, upper_ci_95=0.2)
    assert row["gap"] == pytest.approx(67.7 / 100 * 3050)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"comparison": "similar"}, "it is similar to England"),
        ({"comparison": "not compared", "comparison_reason": "the figure is unreliable"}, "the figure is unreliable"),
        ({"people": False}, "it does not count people"),
        ({"polarity": "none", "comparison": "higher"}, "neither direction is good"),
    ],
)
def test_there_is_none_to_speak_of_and_the_reason_is_given(run_stage, settings, reason):
    row = gap(run_stage, **settings)
    assert (row["gap"], row["gap_lower_ci_95"], row["gap_reason"]) == (None, None, reason)


def test_a_verdict_that_is_the_publishers_leaves_the_gap_without_an_interval(run_stage):
    row = gap(run_stage, lower_ci_95=None, upper_ci_95=None)
    assert row["gap"] == pytest.approx(173.85)
    assert row["gap_lower_ci_95"] is None


def test_the_gap_of_a_mean_age_or_of_an_inequality_is_never_told(measured):
    assert {row.gap for row in measured["first_condition_gap"]} == {None}
    assert {row.gap_reason for row in measured["first_condition_gap"]} == {"it does not count people"}


def test_under_disclosure_control_it_is_told_to_the_nearest_five(measured):
    rows = [row for row in measured["falls_admissions"] if row.gap is not None and row.area_type == "place"]
    assert rows
    assert all(people % 5 == 0 for row in rows for people in (row.gap, row.gap_lower_ci_95, row.gap_upper_ci_95))
