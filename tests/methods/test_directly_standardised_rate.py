"""Directly standardised rates with Dobson's limits: what must always hold."""

import random

import pytest

from blmk_metrics.demonstration.counts import standard_population
from tests.methods.runner import run_method

STANDARD = standard_population()
BANDS = list(STANDARD)
METHOD = "directly_standardised_rate"


def test_fewer_than_ten_events_give_no_rate_but_keep_their_count():
    rows = run_method(
        METHOD,
        [{"stratum": 1, "age_band": band, "numerator": 0.5, "denominator": 1000} for band in BANDS[:18]]
        + [{"stratum": 1, "age_band": "90+", "numerator": 0, "denominator": 1000}],
    )
    (row,) = rows
    assert (row["numerator"], row["value"], row["lower_ci_95"], row["reason"]) == (
        9,
        None,
        None,
        "fewer than 10 events",
    )


def test_a_missing_band_is_an_error_not_a_smaller_standard():
    (row,) = run_method(
        METHOD, [{"stratum": 1, "age_band": band, "numerator": 5, "denominator": 1000} for band in BANDS[:-1]]
    )
    assert (row["value"], row["reason"]) == (None, "an age band is missing")


def test_weights_are_joined_by_label_whatever_the_order_of_rows():
    rows = [
        {"stratum": 1, "age_band": band, "numerator": 3 + place, "denominator": 900 + 7 * place}
        for place, band in enumerate(BANDS)
    ]
    shuffled = random.Random(1).sample(rows, len(rows))
    (first,), (second,) = run_method(METHOD, rows), run_method(METHOD, shuffled)
    assert first["value"] == pytest.approx(second["value"], rel=1e-12)


def test_equal_rates_in_every_band_give_that_rate_whatever_the_ages():
    rows = [
        {"stratum": 1, "age_band": band, "numerator": 2 * (place + 1), "denominator": 1000 * (place + 1)}
        for place, band in enumerate(BANDS)
    ]
    (row,) = run_method(METHOD, rows, multiplier=1e5)
    assert row["value"] == pytest.approx(200)
    assert row["lower_ci_998"] < row["lower_ci_95"] < row["value"] < row["upper_ci_95"] < row["upper_ci_998"]
