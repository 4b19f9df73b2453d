"""Mean age at onset, against integration by hand, differentiation by hand, and what must always hold."""

import math

import pytest

from blmk_metrics.pipeline.methods import Z_95
from tests.methods.runner import run_method

BANDS = [f"{age}-{age + 4}" for age in range(0, 90, 5)]


def _strata(rates, person_years=1000.0):
    return [
        {"stratum": 1, "age_band": band, "numerator": rate * person_years, "denominator": person_years}
        for band, rate in zip(BANDS, rates, strict=True)
    ]


def _mean_age(rates):
    """A slow and obvious life table: survivors integrated in steps of a thousandth of a year."""
    steps, free, mean = 1000, 1.0, 0.0
    for rate in rates:
        for _ in range(5 * steps):
            after = free * math.exp(-rate / steps)
            mean += (free + after) / 2 / steps
            free = after
    return mean


RATES = [0.002 * 1.18**place for place in range(18)]


def test_agrees_with_a_life_table_integrated_by_hand():
    (row,) = run_method("life_table_mean_age", _strata(RATES))
    assert row["value"] == pytest.approx(_mean_age(RATES), rel=1e-6)


def test_a_constant_rate_gives_the_mean_of_an_exponential_cut_at_ninety():
    (row,) = run_method("life_table_mean_age", _strata([0.02] * 18))
    assert row["value"] == pytest.approx((1 - math.exp(-0.02 * 90)) / 0.02, rel=1e-12)


@pytest.mark.parametrize("rates", [RATES, [0.0, *RATES[1:]], [1e-7, *RATES[1:]], [0.0002, *RATES[1:]]])
def test_the_variance_is_that_of_the_delta_method_differentiated_by_hand(rates):
    (row,) = run_method("life_table_mean_age", _strata(rates))
    variance = 0.0
    for place, rate in enumerate(rates):
        step = 1e-6
        up = [*rates[:place], rate + step, *rates[place + 1 :]]
        slope = (_closed(up) - _closed(rates)) / step
        variance += slope**2 * rate / 1000.0
    assert row["upper_ci_95"] - row["value"] == pytest.approx(Z_95 * math.sqrt(variance), rel=1e-4)


def _closed(rates):
    free, mean = 1.0, 0.0
    for rate in rates:
        after = free * math.exp(-5 * rate)
        mean += (free - after) / rate if rate > 1e-12 else 5 * free
        free = after
    return mean


def test_proportionally_higher_rates_lower_the_mean_and_another_age_structure_does_not():
    (usual,) = run_method("life_table_mean_age", _strata(RATES))
    (higher,) = run_method("life_table_mean_age", _strata([1.2 * rate for rate in RATES]))
    older = [
        {**row, "numerator": row["numerator"] * (1 + n), "denominator": row["denominator"] * (1 + n)}
        for n, row in enumerate(_strata(RATES))
    ]
    (aged,) = run_method("life_table_mean_age", older)
    assert higher["value"] < usual["value"]
    assert aged["value"] == pytest.approx(usual["value"], rel=1e-12)


@pytest.mark.parametrize(
    ("strata", "reason"),
    [
        (_strata(RATES)[:-1], "an age band has nobody at risk"),
        ([*_strata(RATES)[:-1], {**_strata(RATES)[-1], "denominator": 0.0}], "an age band has nobody at risk"),
        ([*_strata(RATES)[:-1], {**_strata(RATES)[-1], "numerator": None}], "a count is missing"),
        (_strata([rate / 100 for rate in RATES]), "fewer than 10 onsets"),
    ],
)
def test_no_mean_age_without_people_or_onsets_and_the_reason_is_given(strata, reason):
    (row,) = run_method("life_table_mean_age", strata)
    assert (row["value"], row["lower_ci_95"], row["reason"]) == (None, None, reason)
