"""Proportions with Wilson limits, against the R reference, its Python sibling, and what must always hold."""

import warnings

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blmk_metrics.measures import Z_95
from tests.methods.golden import LIMITS, agrees, figure, golden, strata

WILSON = ("methods", "proportion")


def test_agrees_with_the_reference_at_both_levels(run_stage):
    inputs, expected = golden("proportion_input"), golden("proportion_expected_95_998_pct")
    rows = run_stage(
        WILSON,
        {
            "strata": strata(
                [
                    {
                        "stratum": int(r["id"]),
                        "numerator": figure(r["numerator"]),
                        "denominator": figure(r["denominator"]),
                    }
                    for r in inputs
                ]
            )
        },
        multiplier=100.0,
    )
    ours = {row["stratum"]: row for row in rows}
    for reference in expected:
        row = ours[int(reference["id"])]
        assert agrees(row["value"], reference["value"]), reference
        for column, theirs in LIMITS.items():
            assert agrees(row[column], reference[theirs]), (column, reference)
        assert (row["value"] is None) == (row["reason"] is not None)


def test_agrees_with_phstatsmethods(run_stage):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from PHStatsMethods import ph_proportion

        frame = pd.DataFrame({"area": list("abcd"), "x": [0, 5, 93, 1000], "n": [10, 10, 200, 4000]})
        theirs = ph_proportion(frame, "x", "n", "area", multiplier=100)
    rows = run_stage(
        WILSON,
        {
            "strata": strata(
                [
                    {"stratum": i, "numerator": x, "denominator": n}
                    for i, (x, n) in enumerate(zip(frame.x, frame.n, strict=True))
                ]
            )
        },
        multiplier=100.0,
    )
    for row, (_, reference) in zip(sorted(rows, key=lambda r: r["stratum"]), theirs.iterrows(), strict=True):
        assert agrees(row["value"], str(reference["Value"]))
        assert agrees(row["lower_ci_95"], str(reference["lower_95_ci"]))
        assert agrees(row["upper_ci_95"], str(reference["upper_95_ci"]))


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=30)
)
def test_limits_enclose_the_value_and_the_wider_level_encloses_the_narrower(pairs):
    from tests.methods.runner import run_method

    rows = run_method(
        "proportion",
        [{"stratum": i, "numerator": x, "denominator": n} for i, (x, n) in enumerate(pairs)],
        multiplier=100.0,
    )
    for row in rows:
        assert 0 <= row["lower_ci_998"] <= row["lower_ci_95"] <= row["value"] + 1e-9
        assert row["value"] - 1e-9 <= row["upper_ci_95"] <= row["upper_ci_998"] <= 100


def test_normal_quantiles_are_exact():
    assert pytest.approx(1.959963984540054, rel=1e-15) == Z_95
