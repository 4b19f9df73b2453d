"""How far a figure may be leaned on, and what may be shown of it at all."""

from dataclasses import replace

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.disclosure import SUPPRESSED
from blmk_metrics.pipeline.methods import Z_95
from blmk_metrics.pipeline.stages import measured_table
from blmk_metrics.releases import Release
from tests.shipped import MEASURES

SUPPRESSED_REASON = "suppressed: a small count, or one that would give a small one away"


def _reliability(run_stage, kind, numerator=100.0, value=20.0, half_width=1.0, period="2023", breaks=(), flag=""):
    row = {
        "kind": kind,
        "polarity": "low is good",
        "period": period,
        "begins_stretch": period in breaks,
        "numerator": numerator,
        "value": value,
        "lower_ci_95": value - half_width,
        "upper_ci_95": value + half_width,
        "flag": flag,
        "missing_reason": "",
    }
    (judged,) = run_stage(("verdicts", "reliability"), {"judged": pa.Table.from_pylist([row])})
    return judged["reliability"]


@pytest.mark.parametrize(
    ("variation", "verdict"),
    [(0.05, "good"), (0.0999, "good"), (0.1001, "use with care"), (0.1999, "use with care"), (0.2001, "unreliable")],
)
def test_a_survey_figure_is_judged_by_its_coefficient_of_variation(run_stage, variation, verdict):
    assert _reliability(run_stage, "survey", half_width=Z_95 * variation * 20) == verdict


@pytest.mark.parametrize(
    ("kind", "settings", "verdict"),
    [
        ("count", {"numerator": 9.0}, "unreliable"),
        ("count", {"half_width": 5.1}, "use with care"),
        ("count", {"half_width": 4.9}, "good"),
        ("difference", {"half_width": 30.0}, "good"),
        ("count", {"breaks": ("2023",)}, "use with care"),
        ("count", {"breaks": ("2022",)}, "good"),
        ("count", {"flag": "unreliable"}, "unreliable"),
        ("survey", {"flag": "unreliable"}, "unreliable"),
        ("count", {"flag": "provisional"}, "use with care"),
        ("count", {"flag": "provisional", "numerator": 9.0}, "unreliable"),
    ],
)
def test_a_counted_figure_is_judged_by_events_breaks_and_width(run_stage, kind, settings, verdict):
    assert _reliability(run_stage, kind, **settings) == verdict


def test_bedfords_survey_figure_is_unreliable_and_silences_every_verdict(measured):
    (row,) = [
        row
        for row in measured["inactivity_long_term_sickness"]
        if row.area_name == "Bedford" and row.period == "2023/24"
    ]
    assert row.value is not None
    assert row.reliability == "unreliable"
    assert (row.comparison, row.change_verdict, row.trend) == (
        "not compared",
        "cannot say",
        "cannot be calculated",
    )


def _small_release(release: Release, admissions: int):
    """The release's tables with one Place's latest falls cut to a few admissions, all in one age band."""
    rows = release.tables["emergency_falls_admissions"].to_pylist()
    for row in rows:
        if row["area_code"] == "E06000032" and row["financial_year"] == "2022/23":
            row["admissions"] = admissions if (row["age_band"], row["sex"]) == ("65-69", "F") else 0
    return {**release.tables, "emergency_falls_admissions": pa.Table.from_pylist(rows)}


@pytest.mark.parametrize("admissions", range(1, 8))
def test_a_local_count_of_one_to_seven_is_hidden_with_all_that_rests_on_it(release, admissions):
    rows = measured_table(MEASURES["falls_admissions"], open_engine(_small_release(release, admissions))).to_pylist()
    (row,) = [row for row in rows if row["area_name"] == "Luton" and row["period"] == "2022/23"]
    assert row["reason"] == SUPPRESSED_REASON
    figures = ("numerator", "denominator", "value", "lower_ci_95", "upper_ci_998", "change", "change_percent")
    assert all(row[figure] is None for figure in figures)
    assert (row["comparison"], row["change_verdict"], row["trend"]) == (
        "not compared",
        "cannot say",
        "cannot be calculated",
    )


@pytest.mark.parametrize(("admissions", "shown"), [(0, 0), (8, 10), (12, 10), (13, 15)])
def test_other_local_counts_are_rounded_to_five_and_zero_is_shown(release, admissions, shown):
    rows = measured_table(MEASURES["falls_admissions"], open_engine(_small_release(release, admissions))).to_pylist()
    (row,) = [row for row in rows if row["area_name"] == "Luton" and row["period"] == "2022/23"]
    assert row["numerator"] == shown


@pytest.mark.parametrize("admissions", [0.6, 7.4])
def test_a_fractional_count_below_eight_is_hidden_too(release, admissions):
    rows = measured_table(MEASURES["falls_admissions"], open_engine(_small_release(release, admissions))).to_pylist()
    (row,) = [row for row in rows if row["area_name"] == "Luton" and row["period"] == "2022/23"]
    assert (row["numerator"], row["reason"]) == (
        None,
        SUPPRESSED_REASON,
    )


def test_an_area_of_no_known_type_is_controlled_like_any_place(release):
    rows = [{**row, "area_type": None} for row in release.tables["areas"].to_pylist()]
    areas = pa.Table.from_pylist(rows, schema=release.tables["areas"].schema)
    tables = {**_small_release(release, 3), "areas": areas}
    shown = measured_table(MEASURES["falls_admissions"], open_engine(tables)).to_pylist()
    (row,) = [row for row in shown if row["area_name"] == "Luton" and row["period"] == "2022/23"]
    assert row["numerator"] is None


def test_a_hidden_baseline_hides_the_change_and_a_hidden_benchmark_the_comparison(release):
    rows = release.tables["emergency_falls_admissions"].to_pylist()
    for row in rows:
        if row["area_code"] == "E06000032" and row["financial_year"] == "2019/20":
            row["admissions"] = 5 if (row["age_band"], row["sex"]) == ("65-69", "F") else 0
    tables = {**release.tables, "emergency_falls_admissions": pa.Table.from_pylist(rows)}
    shown = measured_table(MEASURES["falls_admissions"], open_engine(tables)).to_pylist()
    (row,) = [row for row in shown if row["area_name"] == "Luton" and row["period"] == "2022/23"]
    assert row["value"] is not None
    assert (row["baseline_value"], row["change"], row["change_percent"], row["change_verdict"]) == (
        None,
        None,
        None,
        "cannot say",
    )


def test_what_is_suppressed_is_hidden_before_any_verdict_and_nothing_else_is(run_stage):
    row = {
        **{"indicator_id": "x", "category_type": "all", "period": "2023", "category": "", "missing_reason": None},
        **{"area_type": "place", "regime": "local", "kind": "count", "people": True, "numerator": 3.0},
        **{"series_position": 0, "proportion": False},
        **dict.fromkeys(("denominator", "value", "lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998"), 2.0),
    }
    hidden = {**row, "area_code": "B", "under_index": False}
    tables = {
        "estimates": pa.Table.from_pylist([{**row, "area_code": code} for code in "AB"]),
        "suppressed": pa.Table.from_pylist([{name: hidden[name] for name in SUPPRESSED.names}], schema=SUPPRESSED),
    }
    shown, other = sorted(run_stage(("disclosure", "hide"), tables), key=lambda one: one["area_code"])
    assert (shown["numerator"], shown["value"], shown["hidden"]) == (3.0, 2.0, False)
    assert (other["numerator"], other["value"], other["lower_ci_95"], other["hidden"]) == (None, None, None, True)
    assert other["missing_reason"] == SUPPRESSED_REASON


def test_a_hidden_benchmark_hides_the_comparison(run_stage):
    """What the benchmark's hiding leaves of a comparison: nothing but whom it would be with."""
    row = {
        **{"indicator_id": "x", "area_name": "A", "area_type": "place", "position": 1, "period": "2023"},
        **{"category": "", "numerator": 50.0, "value": 2.0, "reliability": "good", "official_comparison": ""},
        **{"polarity": "low is good", "lower_ci_95": 1.0, "upper_ci_95": 3.0, "lower_ci_998": 0.5, "upper_ci_998": 4.0},
    }
    footprint = {**row, "area_code": "E54000024", "value": None, "hidden": True}
    judged = [{**row, "area_code": "E06000032", "hidden": False}, {**footprint, "area_type": "footprint"}]
    rows = run_stage(("verdicts", "comparison"), {"judged": pa.Table.from_pylist(judged)})
    (luton,) = [each for each in rows if each["area_code"] == "E06000032"]
    assert (luton["benchmark_code"], luton["benchmark_value"]) == ("E54000024", None)
    assert (luton["comparison"], luton["comparison_reason"]) == ("not compared", "a figure is suppressed")
    assert luton["value"] == 2.0


def _local_readiness(release: Release, **luton: tuple[int, int]) -> list[dict]:
    """School readiness as if it were counted from local records. In Luton, of one year, other girls and boys than the
    release has, so many ready of so many: none of whom is eligible for free meals."""
    readiness = MEASURES["school_readiness"]
    local = replace(readiness, counts=replace(readiness.counts, disclosure=Regime.LOCAL))
    rows = release.tables["early_years_profile"].to_pylist()
    for row in rows:
        if luton and (row["area_code"], row["academic_year"]) == ("E06000032", "2023/24"):
            ready, children = luton["girls" if row["sex"] == "F" else "boys"]
            counted = (0, 0) if row["free_school_meals"] else (ready, children)
            row["good_level_of_development"], row["children"] = counted
    schema = release.tables["early_years_profile"].schema
    engine = open_engine({**release.tables, "early_years_profile": pa.Table.from_pylist(rows, schema)})
    rows = [row for cut in ("all", "sex") for row in measured_table(local, engine, cut).to_pylist()]
    engine.close()
    return rows


def _luton(rows: list[dict], category: str) -> dict:
    (row,) = [
        row for row in rows if (row["area_code"], row["period"], row["category"]) == ("E06000032", "2023/24", category)
    ]
    return row


def test_percentages_of_local_records_come_from_exact_counts_though_the_counts_are_rounded(release, measured):
    exact = {(row.area_code, row.period): row for row in measured["school_readiness"]}
    places = [
        row
        for row in _local_readiness(release)
        if row["area_type"] != "country" and row["value"] is not None and not row["category"]
    ]
    assert len(places) > 10
    for row in places:
        true = exact[row["area_code"], row["period"]]
        assert row["numerator"] % 5 == row["denominator"] % 5 == 0
        assert row["value"] == round(100 * true.numerator / true.denominator, 1)
    assert any(row["value"] != round(100 * row["numerator"] / row["denominator"], 1) for row in places)


@pytest.mark.parametrize("girls", [(3, 200), (197, 200)])
def test_a_percentage_is_hidden_where_few_have_it_and_where_few_have_not(release, girls):
    rows = _local_readiness(release, girls=girls, boys=(150, 300))
    for category in ("Female", "Male"):
        row = _luton(rows, category)
        assert row["reason"] == SUPPRESSED_REASON
        figures = ("numerator", "denominator", "value", "lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998")
        assert [row[figure] for figure in figures] == [None] * len(figures)
    assert _luton(rows, "")["value"] is not None


@pytest.mark.parametrize(("children", "value"), [(99, None), (100, 50.0)])
def test_no_percentage_of_local_records_is_shown_of_fewer_than_a_hundred(release, children, value):
    row = _luton(_local_readiness(release, girls=(50, children), boys=(150, 300)), "Female")
    assert (row["numerator"], row["denominator"], row["value"]) == (50, 100, value)
    assert row["reason"] == (None if value else "fewer than 100 people, too few for a percentage")
    assert (row["lower_ci_95"] is None) == (row["comparison"] == "not compared") == (value is None)


def test_measures_counted_from_local_records_are_controlled():
    assert all(MEASURES[each].regime is Regime.LOCAL for each in ("falls_admissions", "first_condition_gap"))


def test_england_and_official_counts_pass_as_they_are(measured):
    england = [row for row in measured["falls_admissions"] if row.area_type == "country"]
    assert any(row.numerator % 5 for row in england)
    assert any(row.numerator % 5 for row in measured["preventable_mortality"] if row.area_type == "place")
    local = [row for row in measured["falls_admissions"] if row.area_type != "country"]
    assert all(row.numerator % 5 == 0 and round(row.value, 1) == row.value for row in local)
