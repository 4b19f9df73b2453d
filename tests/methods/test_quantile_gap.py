"""The plain gap between the ends, against its formula by hand, simulated chance, and what makes it missing."""

import math
import random

import pyarrow as pa
import pytest

from blmk_metrics.pipeline.methods import Z_95
from tests.drawn import table
from tests.methods.runner import run_on

FIVE = """
    stratum | quantile | numerator | denominator | value | lower  | upper
    1       | 1        | 100       | 1000        | 50.0  | 48.0   | 53.0
    1       | 2        | 110       | 1000        | 51.0  | 49.0   | 53.0
    1       | 3        | 120       | 1000        | 60.0  | 58.0   | 62.0
    1       | 4        | 130       | 1000        | 40.0  | 38.0   | 42.0
    1       | 5        | 140       | 900         | 54.5  | 53.0   | 55.0
"""


def _gaps(rows):
    """Each group's 99.8% limits as far again from its value as its 95% ones."""
    estimates = [
        {
            **{name: row[name] for name in ("stratum", "quantile")},
            **{name: None if row[name] is None else float(row[name]) for name in ("numerator", "denominator", "value")},
            "lower_ci": None if row["value"] is None else [row["lower"], 2 * row["lower"] - row["value"]],
            "upper_ci": None if row["value"] is None else [row["upper"], 2 * row["upper"] - row["value"]],
        }
        for row in rows
    ]
    return run_on({"quantile_estimates": pa.Table.from_pylist(estimates)}, "quantile_gap")


def test_the_gap_is_the_last_groups_value_less_the_firsts_with_limits_from_their_own():
    (row,) = _gaps(table(FIVE))
    assert (row["value"], row["numerator"], row["denominator"], row["quantile"]) == (4.5, 600, 4900, None)
    assert row["lower_ci_95"] == pytest.approx(4.5 - math.hypot(54.5 - 53.0, 53.0 - 50.0))
    assert row["upper_ci_95"] == pytest.approx(4.5 + math.hypot(55.0 - 54.5, 50.0 - 48.0))
    assert row["lower_ci_998"] == pytest.approx(4.5 - 2 * math.hypot(1.5, 3.0))
    assert row["upper_ci_998"] == pytest.approx(4.5 + 2 * math.hypot(0.5, 2.0))
    assert row["reason"] is None


def test_symmetric_limits_give_the_standard_error_of_a_difference():
    rows = [
        {**row, "lower": row["value"] - Z_95 * error, "upper": row["value"] + Z_95 * error}
        for row, error in zip(table(FIVE), (3.0, 1.0, 1.0, 1.0, 4.0), strict=True)
    ]
    (row,) = _gaps(rows)
    chance = random.Random(3)
    drawn = [chance.gauss(54.5, 4.0) - chance.gauss(50.0, 3.0) for _ in range(4000)]
    assert row["upper_ci_95"] - row["value"] == pytest.approx(Z_95 * 5.0)
    within = sum(row["lower_ci_95"] <= each <= row["upper_ci_95"] for each in drawn) / len(drawn)
    assert within == pytest.approx(0.95, abs=0.012)


def test_the_groups_between_take_no_part_but_are_counted():
    rows = table(FIVE)
    between = [{**row, "value": None} if row["quantile"] == 3 else row for row in rows]
    (whole,), (without,) = _gaps(rows), _gaps(between)
    assert without == whole


def _without_value(quantile):
    return [{**row, "value": None} if row["quantile"] == quantile else row for row in table(FIVE)]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (_without_value(1), "a group has no estimate"),
        (_without_value(5), "a group has no estimate"),
        (table(FIVE)[:4], "fewer than five groups have figures"),
        (table(FIVE)[1:], "a group is missing"),
        ([*table(FIVE)[:4], *({**row, "stratum": 2} for row in table(FIVE))], "a group is missing"),
        ([*table(FIVE)[:4], {**table(FIVE)[4], "quantile": None}], "fewer than five groups have figures"),
    ],
)
def test_no_gap_without_both_ends_and_the_reason_is_given(rows, reason):
    (row,) = [each for each in _gaps(rows) if each["stratum"] == 1]
    assert (row["value"], row["lower_ci_95"], row["upper_ci_998"], row["reason"]) == (None, None, None, reason)
