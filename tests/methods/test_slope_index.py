"""The slope index of inequality, against the exact limits that the R reference's simulation converges to."""

import pyarrow as pa
import pytest

from tests.methods.golden import agrees, golden
from tests.methods.runner import run_on


def _quantiles(rows):
    return pa.Table.from_pylist(
        [
            {
                "stratum": int(row["dataset"]),
                "quantile": int(row["quantile"]),
                "numerator": 100.0,
                "denominator": float(row["population"]),
                "value": float(row["le"]),
                "lower_ci": [float(row["le_lcl"])],
                "upper_ci": [float(row["le_ucl"])],
            }
            for row in rows
        ]
    )


def test_agrees_with_the_reference_on_the_linear_scale():
    rows = run_on({"quantile_estimates": _quantiles(golden("sii_input"))}, "slope_index")
    reference = {
        int(row["dataset"]): row
        for row in golden("sii_closed_form_linear_scale")
        if row["scale"].startswith("identity")
    }
    assert len(rows) == len(reference) == 12
    for row in rows:
        theirs = reference[row["stratum"]]
        assert agrees(row["value"], theirs["slope_lin"])
        assert agrees(row["lower_ci_95"], theirs["slope_lower95"])
        assert agrees(row["upper_ci_95"], theirs["slope_upper95"])
        assert agrees(row["lower_ci_998"], theirs["slope_lower99_8"])
        assert agrees(row["upper_ci_998"], theirs["slope_upper99_8"])


def test_no_slope_from_four_groups_or_from_a_group_without_an_estimate():
    five = [row for row in golden("sii_input") if row["dataset"] == "1"][:5]
    missing = _quantiles(five).to_pylist()
    missing[2]["value"] = None
    for quantiles, reason in (
        (_quantiles(five[:4]), "fewer than five groups have figures"),
        (pa.Table.from_pylist(missing), "a group has no estimate"),
    ):
        (row,) = run_on({"quantile_estimates": quantiles}, "slope_index")
        assert (row["value"], row["upper_ci_95"], row["reason"]) == (None, None, reason)


def test_a_level_slope_is_zero_and_a_later_age_in_less_deprived_groups_is_positive():
    def slope(values):
        rows = [
            {
                "stratum": 1,
                "quantile": q,
                "numerator": 50.0,
                "denominator": 1000.0,
                "value": v,
                "lower_ci": [v - 1.0],
                "upper_ci": [v + 1.0],
            }
            for q, v in enumerate(values, 1)
        ]
        (row,) = run_on({"quantile_estimates": pa.Table.from_pylist(rows)}, "slope_index")
        return row["value"]

    assert slope([50.0] * 5) == pytest.approx(0, abs=1e-12)
    assert slope([50.0, 51.0, 52.0, 53.0, 54.0]) == pytest.approx(5)
