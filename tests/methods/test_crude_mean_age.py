"""Crude mean age of new cases, against each case counted, chance simulated, and what it is known to be blind to."""

import math
import random
from statistics import mean, stdev

import pytest

from blmk_metrics.demonstration.calibration import poisson
from blmk_metrics.pipeline.methods import Z_95
from tests.methods.runner import run_method

BANDS = [f"{age}-{age + 4}" for age in range(0, 90, 5)]
RATES = [0.002 * 1.18**place for place in range(18)]
PEOPLE = [1000.0 - 40 * place for place in range(18)]


def _strata(onsets, people=PEOPLE, stratum=1):
    return [
        {"stratum": stratum, "age_band": band, "numerator": count, "denominator": years}
        for band, count, years in zip(BANDS, onsets, people, strict=True)
    ]


def _expected(rates=RATES, people=PEOPLE):
    return [rate * years for rate, years in zip(rates, people, strict=True)]


def test_agrees_with_the_mean_of_every_case_counted_at_the_middle_of_its_band():
    onsets = [place % 4 + 1 for place in range(18)]
    ages = [5 * place + 2.5 for place, count in enumerate(onsets) for _ in range(count)]
    (row,) = run_method("crude_mean_age", _strata([float(each) for each in onsets]))
    assert row["value"] == pytest.approx(mean(ages), rel=1e-12)
    spread = math.sqrt(sum((age - mean(ages)) ** 2 for age in ages)) / len(ages)
    assert row["upper_ci_95"] - row["value"] == pytest.approx(Z_95 * spread, rel=1e-12)
    assert row["value"] - row["lower_ci_95"] == pytest.approx(Z_95 * spread, rel=1e-12)


def test_the_limits_are_as_wide_as_the_spread_of_simulated_counts():
    chance = random.Random(5)
    expected = _expected()
    (row,) = run_method("crude_mean_age", _strata(expected))
    drawn = [_strata([float(poisson(chance, each)) for each in expected], stratum=number) for number in range(1, 2001)]
    means = [each["value"] for each in run_method("crude_mean_age", [band for bands in drawn for band in bands])]
    assert stdev(means) == pytest.approx((row["upper_ci_95"] - row["value"]) / Z_95, rel=0.06)
    assert mean(means) == pytest.approx(row["value"], abs=0.1)


def test_it_is_blind_to_the_level_of_risk_and_answers_to_the_age_structure():
    (usual,) = run_method("crude_mean_age", _strata(_expected()))
    (doubled,) = run_method("crude_mean_age", _strata(_expected([2 * rate for rate in RATES])))
    younger = [years * 0.9**place for place, years in enumerate(PEOPLE)]
    (young,) = run_method("crude_mean_age", _strata(_expected(people=younger), younger))
    assert doubled["value"] == pytest.approx(usual["value"], rel=1e-12)
    assert young["value"] < usual["value"] - 2


@pytest.mark.parametrize(
    ("strata", "reason"),
    [
        (_strata(_expected())[:-1], "an age band has nobody at risk"),
        ([*_strata(_expected())[:-1], {**_strata(_expected())[-1], "numerator": None}], "a count is missing"),
        (_strata([0.5] * 18), "fewer than 10 onsets"),
        (_strata([0.0] * 18), "fewer than 10 onsets"),
    ],
)
def test_no_mean_without_every_band_or_ten_onsets_and_the_reason_is_given(strata, reason):
    (row,) = run_method("crude_mean_age", strata)
    assert (row["value"], row["lower_ci_95"], row["reason"]) == (None, None, reason)
