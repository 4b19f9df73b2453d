"""Every method over the reference cases, through the functions an analyst calls: 1e-9, and the same cells missing."""

import pandas as pd
import pytest

import blmk_metrics
from blmk_metrics.catalogue.standard_populations import european_standard_population
from tests.methods.golden import FOLDER, LIMITS, agrees, golden

BANDS = european_standard_population()["age_band"].to_pylist()


def example(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv")


def banded(name: str) -> pd.DataFrame:
    frame = example(name)
    return frame.assign(age_band=[BANDS[age // 5] for age in frame["ageband"]]).rename(
        columns={
            "pop": "denominator",
            "deaths": "numerator",
            "persons": "numerator",
            "esp2013": "standard_population",
            "freq": "frequency",
        }
    )


def one(level: str) -> dict[str, str]:
    return {f"lower_ci_{level}": "lowercl", f"upper_ci_{level}": "uppercl"}


def compare(ours, reference: str, key: list[str], limits: dict[str, str], counts: dict[str, str]) -> None:
    """Row by row: value, limits and counts agree; a cell is missing where the reference's is, with a reason."""
    rows = {tuple(str(row[column]) for column in key): row for row in ours.to_pylist()}
    expected = golden(reference)
    assert len(rows) == len(expected) > 0
    for theirs in expected:
        row = rows[tuple(theirs[column] for column in key)]
        for column, name in {"value": "value", **limits, **counts}.items():
            assert agrees(row[column], theirs[name]), (column, row, theirs)
        if row["value"] is None or any(row[limit] is None for limit in limits):
            assert row["note"]
        else:
            assert row["note"] in (None, "a missing count is taken as none")


COUNTS = {"numerator": "numerator", "denominator": "denominator"}


@pytest.mark.parametrize(
    ("by", "reference", "multiplier", "confidence", "limits"),
    [
        ("id", "proportion_expected_95_998_pct", 100, (0.95, 0.998), LIMITS),
        ("id", "proportion_expected_90_mult1", 1, (0.9,), one("90")),
        ("id", "proportion_expected_99_mult1000", 1000, (0.99,), one("99")),
        ("area", "proportion_expected_grouped_by_area_95_998_pct", 100, (0.95, 0.998), LIMITS),
    ],
)
def test_proportions(by, reference, multiplier, confidence, limits):
    ours = blmk_metrics.proportion(example("proportion_input"), by, multiplier=multiplier, confidence=confidence)
    compare(ours, reference, [by], limits, COUNTS)


@pytest.mark.parametrize(
    ("by", "reference", "multiplier", "confidence", "limits"),
    [
        ("id", "rate_expected_95_998_per100000", 100_000, (0.95, 0.998), LIMITS),
        ("id", "rate_expected_90_per1000", 1000, (0.9,), one("90")),
        ("area", "rate_expected_grouped_by_area_95_998", 100_000, (0.95, 0.998), LIMITS),
    ],
)
def test_crude_rates(by, reference, multiplier, confidence, limits):
    frame = example("rate_input").rename(columns={"events": "numerator", "personyears": "denominator"})
    ours = blmk_metrics.crude_rate(frame, by, multiplier=multiplier, confidence=confidence)
    compare(ours, reference, [by], limits, {"numerator": "events", "denominator": "personyears"})


TOTALS = {"numerator": "total_count", "denominator": "total_pop"}


@pytest.mark.parametrize(
    ("reference", "multiplier", "confidence", "limits", "ages"),
    [
        ("dsr_expected_95_998_per100000", 100_000, (0.95, 0.998), LIMITS, None),
        ("dsr_expected_90_per1000", 1000, (0.9,), one("90"), None),
        ("dsr_expected_998only_per100000", 100_000, (0.998,), one("998"), None),
        ("dsr_expected_under75_95_per100000", 100_000, (0.95,), one("95"), "0-74"),
    ],
)
def test_directly_standardised_rates(reference, multiplier, confidence, limits, ages):
    ours = blmk_metrics.directly_standardised_rate(
        banded("dsr_input"), ["area", "year"], multiplier=multiplier, confidence=confidence, ages=ages
    )
    compare(ours, reference, ["area", "year"], limits, TOTALS)


def test_groups_of_different_bands_in_one_call():
    everybody = banded("dsr_input").assign(grp="all ages")
    younger = everybody[everybody["ageband"] < 75].assign(grp="under 75")
    names = {row["grp"] for row in golden("dsr_expected_mixed_bands_95_per100000")}
    frame = pd.concat([everybody, younger.assign(grp=(names - {"all ages"}).pop())])
    ours = blmk_metrics.directly_standardised_rate(
        frame, ["grp", "area", "year"], multiplier=100_000, confidence=(0.95,)
    )
    compare(ours, "dsr_expected_mixed_bands_95_per100000", ["grp", "area", "year"], one("95"), TOTALS)


def test_events_that_repeat_in_one_person():
    ours = blmk_metrics.directly_standardised_rate(banded("dsr_nonind_input"), "area", multiplier=100_000)
    compare(ours, "dsr_nonind_expected_95_998", ["area"], LIMITS, TOTALS)


def test_means():
    frame = example("mean_input").rename(columns={"values": "value"})
    compare(
        blmk_metrics.mean(frame, "area"),
        "mean_expected_95_998",
        ["area"],
        LIMITS,
        {"numerator": "value_sum", "denominator": "value_count"},
    )


@pytest.mark.parametrize(
    ("reference", "by", "quantiles", "highest_first"),
    [
        ("quantile_expected_decile_by_region_invert", "region", 10, True),
        ("quantile_expected_decile_national_invert", (), 10, True),
        ("quantile_expected_quintile_national_noinvert", (), 5, False),
    ],
)
def test_quantiles(reference, by, quantiles, highest_first):
    frame = example("quantile_input").rename(columns={"score": "value"})
    rows = blmk_metrics.quantile(frame, by, quantiles=quantiles, highest_first=highest_first).to_pylist()
    expected = golden(reference)
    assert [row["area"] for row in rows] == frame["area"].to_list()
    ours = {row["area"]: row for row in rows}
    assert len(ours) == len(expected)
    for theirs in expected:
        row = ours[theirs["area"]]
        assert agrees(row["quantile"], theirs["quantile"]), (row, theirs)
        assert (row["quantile"] is None) == (row["note"] is not None)


SLOPES = {
    # call: scale, multiplier, value and its limits
    "A_mean_se": ("linear", 1, "le", None),
    "B_mean_cl": ("linear", 1, "le", ("le_lcl", "le_ucl")),
    "C_rate_raw": ("linear", 1, "rate", ("rate_lcl", "rate_ucl")),
    "D_rate_log": ("log", 1, "rate", ("rate_lcl", "rate_ucl")),
    "E_rate_log_neg1": ("log", -1, "rate", ("rate_lcl", "rate_ucl")),
    "F_rate_raw_neg1": ("linear", -1, "rate", ("rate_lcl", "rate_ucl")),
    "G_prop_raw_x100": ("linear", 100, "prop", ("prop_lcl", "prop_ucl")),
    "H_prop_logit_x100": ("logit", 100, "prop", ("prop_lcl", "prop_ucl")),
    "I_prop_logit_neg100": ("logit", -100, "prop", ("prop_lcl", "prop_ucl")),
}


def slopes(call: str) -> dict[int, dict]:
    scale, multiplier, value, limits = SLOPES[call]
    frame = example("sii_input")
    columns = {"value": frame[value]}
    if limits:
        columns |= {"lower_ci": frame[limits[0]], "upper_ci": frame[limits[1]]}
    else:
        columns |= {"standard_error": frame["le_se"]}
    frame = frame[["dataset", "quantile", "population"]].assign(**columns)
    rows = blmk_metrics.slope_index(frame, "dataset", scale=scale, multiplier=multiplier).to_pylist()
    return {row["dataset"]: row for row in rows}


@pytest.mark.parametrize("call", SLOPES)
def test_slope_indices_have_the_references_figures(call):
    ours, expected = slopes(call), [row for row in golden("sii_expected") if row["call"] == call]
    assert len(ours) == len(expected) == 12
    for theirs in expected:
        row = ours[int(theirs["dataset"])]
        for column in ("sii", "rii", "intercept"):
            assert agrees(row[column], theirs[column]), (column, row, theirs)


@pytest.mark.parametrize(
    "call", ["A_mean_se", "B_mean_cl", "D_rate_log", "E_rate_log_neg1", "H_prop_logit_x100", "I_prop_logit_neg100"]
)
def test_exact_limits_of_slope_indices_are_what_the_references_simulation_approaches(call):
    """The reference draws 100,000 lines; its limits, averaged over five seeds, scatter by a known deviation."""
    ours, compared = slopes(call), 0
    for theirs in (row for row in golden("sii_expected") if row["call"] == call):
        row = ours[int(theirs["dataset"])]
        for index in ("sii", "rii"):
            for end in ("lower", "upper"):
                for level, names in {"95": ("95_0cl", "95_0"), "998": ("99_8cl", "99_8")}.items():
                    name = next(f"{index}_{end}{each}" for each in names if theirs[f"{index}_{end}{each}_mean"])
                    mean, deviation = float(theirs[f"{name}_mean"]), float(theirs[f"{name}_sd"])
                    assert abs(row[f"{index}_{end}_ci_{level}"] - mean) <= 5 * deviation, (index, end, level, row)
                    compared += 1
    assert compared == 12 * 8


# The reference stops where a count is zero or equals its denominator. By the rule: series 7 slopes up whichever point
# is left out; series 9 turns when its one zero is left out.
AT_THE_EDGE = {"7": "increasing", "9": "no significant change"}


@pytest.mark.parametrize(
    ("which", "columns"),
    [
        ("prop", {"count": "numerator"}),
        ("other", {"lower_cl": "lower_ci", "upper_cl": "upper_ci"}),
    ],
)
def test_recent_trends(which, columns):
    chi_squared, slope = {"prop": ("chi2_actual_years", "beta_actual_years"), "other": ("chi2", "beta")}[which]
    frame = example(f"trend_{which}_input").rename(columns={"year": "period", **columns})
    ours = {str(row["series"]): row for row in blmk_metrics.recent_trend(frame, "series").to_pylist()}
    expected = golden(f"trend_{which}_expected")
    assert len(ours) == len(expected) == 40
    for theirs in expected:
        row = ours[theirs["series"]]
        if theirs["recent_trend"] == "R ERROR":
            assert row["trend"] == AT_THE_EDGE[theirs["series"]]
        else:
            assert row["trend"] == theirs["recent_trend"].lower()
        assert agrees(row["chi_squared"], theirs[chi_squared]), (row, theirs)
        assert agrees(row["slope"], theirs[slope]), (row, theirs)
        if row["slope"] is None:
            assert row["note"]


@pytest.mark.parametrize("level", [0.9, 0.95, 0.998])
def test_limits_of_counts_are_exact_below_ten_and_byars_from_there(level):
    rows = [row for row in golden("byars_exact_limits_by_count") if float(row["confidence"]) == level]
    assert len(rows) == 44
    frame = pd.DataFrame({"x": [float(row["x"]) for row in rows], "denominator": 1.0})
    frame["numerator"] = frame["x"]
    ours = {row["x"]: row for row in blmk_metrics.crude_rate(frame, "x", confidence=(level,)).to_pylist()}
    for theirs in rows:
        row = ours[float(theirs["x"])]
        kind = "exact" if row["x"] < 10 else "byars"
        lower, upper = (limit for name, limit in row.items() if "_ci_" in name)
        assert agrees(lower, theirs[f"{kind}_lower"])
        assert agrees(upper, theirs[f"{kind}_upper"])
