"""Proportions with Wilson limits, against the R reference, its Python sibling, and what must always hold."""

import warnings

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blmk_metrics.pipeline.methods import Z_95
from tests.methods.golden import agrees
from tests.methods.runner import run_method


def test_agrees_with_phstatsmethods():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from PHStatsMethods import ph_proportion

        frame = pd.DataFrame({"area": list("abcd"), "x": [0, 5, 93, 1000], "n": [10, 10, 200, 4000]})
        theirs = ph_proportion(frame, "x", "n", "area", multiplier=100)
    rows = run_method(
        "proportion",
        [
            {"stratum": i, "numerator": x, "denominator": n}
            for i, (x, n) in enumerate(zip(frame.x, frame.n, strict=True))
        ],
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
