"""Median age at onset, against survivors followed by hand, differentiation by hand, and what must always hold."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blmk_metrics.pipeline.methods import Z_95
from tests.methods.runner import run_method

BANDS = [f"{age}-{age + 4}" for age in range(0, 90, 5)]
RATES = [0.002 * 1.18**place for place in range(18)]


def _strata(rates, person_years=1000.0, stratum=1):
    return [
        {"stratum": stratum, "age_band": band, "numerator": rate * person_years, "denominator": person_years}
        for band, rate in zip(BANDS, rates, strict=True)
    ]


def _median_age(rates, steps=2000):
    """Survivors followed in steps of a two-thousandth of a year until fewer than half are free of onset."""
    free, age = 1.0, 0
    for rate in rates:
        for _ in range(5 * steps):
            after = free * math.exp(-rate / steps)
            if after <= 0.5:
                return (age + (free - 0.5) / (free - after)) / steps
            free, age = after, age + 1
    return None


def _closed(rates):
    """The same by bisection of the share free of onset, to the last digits."""

    def free(age):
        return math.exp(-sum(rate * min(max(age - 5 * place, 0), 5) for place, rate in enumerate(rates)))

    low, high = 0.0, 90.0
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if free(middle) <= 0.5 else (middle, high)
    return high


@pytest.mark.parametrize("rates", [RATES, [0.0, *RATES[1:]], [0.2, *RATES[1:]], [*RATES[:17], 3.0]])
def test_agrees_with_survivors_followed_by_hand(rates):
    (row,) = run_method("life_table_median_age", _strata(rates))
    assert row["value"] == pytest.approx(_median_age(rates), abs=1e-6)


def test_a_constant_rate_gives_the_median_of_an_exponential():
    (row,) = run_method("life_table_median_age", _strata([0.02] * 18))
    assert row["value"] == pytest.approx(math.log(2) / 0.02, rel=1e-12)


@pytest.mark.parametrize("rates", [RATES, [0.0, *RATES[1:]], [0.05] * 18, [0.2, *RATES[1:]]])
def test_the_variance_is_that_of_the_delta_method_differentiated_by_hand(rates):
    (row,) = run_method("life_table_median_age", _strata(rates))
    variance = 0.0
    for place, rate in enumerate(rates):
        step = 1e-7
        up, down = ([*rates[:place], rate + move, *rates[place + 1 :]] for move in (step, -step))
        variance += ((_closed(up) - _closed(down)) / (2 * step)) ** 2 * rate / 1000.0
    assert row["upper_ci_95"] - row["value"] == pytest.approx(Z_95 * math.sqrt(variance), rel=1e-4)
    assert row["value"] - row["lower_ci_95"] == pytest.approx(row["upper_ci_95"] - row["value"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0.01, 0.2), min_size=18, max_size=18), st.floats(1.01, 3))
def test_higher_rates_lower_the_median_and_what_happens_after_it_does_not_matter(rates, more):
    after = math.ceil(_closed(rates) / 5)
    higher, later = [more * rate for rate in rates], [*rates[:after], *(2 * rate for rate in rates[after:])]
    every = [row for number, each in enumerate((rates, higher, later)) for row in _strata(each, stratum=number)]
    usual, lower, same = sorted(run_method("life_table_median_age", every), key=lambda row: row["stratum"])
    assert lower["value"] < usual["value"]
    assert (same["value"], same["upper_ci_95"]) == pytest.approx((usual["value"], usual["upper_ci_95"]))


@pytest.mark.parametrize(
    ("strata", "reason"),
    [
        (_strata(RATES)[:-1], "an age band has nobody at risk"),
        ([*_strata(RATES)[:-1], {**_strata(RATES)[-1], "denominator": 0.0}], "an age band has nobody at risk"),
        ([*_strata(RATES)[:-1], {**_strata(RATES)[-1], "numerator": None}], "a count is missing"),
        (_strata([rate / 100 for rate in RATES]), "fewer than 10 onsets"),
        (_strata([0.007] * 18), "more than half are still free of onset at 90"),
    ],
)
def test_no_median_without_people_onsets_or_half_of_them_ill_and_the_reason_is_given(strata, reason):
    (row,) = run_method("life_table_median_age", strata)
    assert (row["value"], row["lower_ci_95"], row["reason"]) == (None, None, reason)
