"""Directly standardised rates with Dobson's limits, against the R reference and what must always hold."""

import random
from itertools import groupby

import pytest

from blmk_metrics.demonstration import standard_population
from tests.methods.golden import LIMITS, agrees, figure, golden
from tests.methods.runner import run_method

STANDARD = standard_population()
BANDS = list(STANDARD)
METHOD = "directly_standardised_rate"


def _groups():
    return [(key, list(rows)) for key, rows in groupby(golden("dsr_input"), key=lambda r: (r["area"], r["year"]))]


def _strata(groups):
    return [
        {
            "stratum": number,
            "age_band": BANDS[int(row["ageband"]) // 5],
            "numerator": figure(row["deaths"]),
            "denominator": figure(row["pop"]),
        }
        for number, (_, rows) in enumerate(groups)
        for row in rows
    ]


def _standard(rows):
    return {BANDS[int(row["ageband"]) // 5]: int(row["esp2013"]) for row in rows}


@pytest.mark.parametrize(
    ("expected", "last_age", "limits"),
    [
        ("dsr_expected_95_998_per100000", 120, LIMITS),
        ("dsr_expected_under75_95_per100000", 74, {"lower_ci_95": "lowercl", "upper_ci_95": "uppercl"}),
    ],
)
def test_agrees_with_the_reference(expected, last_age, limits):
    reference = {(row["area"], row["year"]): row for row in golden(expected)}
    compared = 0
    for key, rows in _groups():
        ours = run_method(
            METHOD, _strata([(key, rows)]), multiplier=1e5, last_age=last_age, standard={**STANDARD, **_standard(rows)}
        )
        theirs = reference[key]
        (row,) = ours
        assert agrees(row["value"], theirs["value"]), key
        for column, name in limits.items():
            assert agrees(row[column], theirs[name]), (column, key)
        assert (row["value"] is None) == (row["reason"] is not None)
        compared += 1
    assert compared == len(reference) == 40


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
