"""A candidate is published only when every measure computes and every check returns no rows."""

import dataclasses

import pyarrow as pa
import pytest

from blmk_metrics import checks, indicators
from blmk_metrics.checks import complaints, open_checked
from blmk_metrics.demonstration import PUBLISHED, demonstration_tables
from blmk_metrics.measures import open_engine
from blmk_metrics.releases import ReleaseError, publish
from blmk_metrics.statements import statements_in


def _complaints(release, extract, change):
    rows = release.tables[extract].to_pylist()
    changed = change(rows)
    return [
        str(each)
        for each in complaints(open_engine({**release.tables, extract: pa.Table.from_pylist(changed or rows)}))
    ]


def _set(column, value, everywhere=False):
    def change(rows):
        for row in rows if everywhere else rows[:1]:
            row[column] = value

    return change


def _without(**group):
    return lambda rows: [row for row in rows if any(row[column] != value for column, value in group.items())]


def test_the_release_that_ships_passes(engine):
    assert complaints(engine) == []


@pytest.mark.parametrize(
    ("extract", "change", "said"),
    [
        ("early_years_profile", _set("area_code", "E99999999"), "area is unknown (area_code E99999999"),
        ("early_years_profile", _set("academic_year", "2023-24"), "period is malformed (period 2023-24"),
        ("early_years_profile", _set("good_level_of_development", -1), "count is negative"),
        ("early_years_profile", _set("good_level_of_development", 10**6), "count exceeds denominator"),
        ("early_years_profile", _set("children", 0), "denominator is not positive"),
        ("early_years_profile", lambda rows: [*rows, rows[0]], "stratum is repeated"),
        ("preventable_deaths", lambda rows: rows[1:], "age band is missing"),
        ("preventable_deaths", lambda rows: [r for r in rows if r["year"] != 2019], "baseline has no counts"),
        (
            "first_condition_onsets",
            lambda rows: [{k: v for k, v in r.items() if k != "age"} for r in rows],
            "cannot be computed",
        ),
    ],
)
def test_each_fault_is_named(release, extract, change, said):
    if said == "age band is missing":
        first = release.tables[extract].to_pylist()[0]
        change = lambda rows: [  # noqa: E731
            r
            for r in rows
            if (r["year"], r["area_code"], r["age_band"]) != (first["year"], first["area_code"], first["age_band"])
        ]
    found = _complaints(release, extract, change)
    assert any(said in each for each in found), found


@pytest.mark.parametrize(
    ("extract", "change", "said"),
    [
        ("early_years_profile", _without(sex="M", area_code="E06000032"), "group is missing"),
        (
            "first_condition_onsets",
            _without(sex="M", deprivation_quintile=1, area_code="E06000032"),
            "group is missing",
        ),
        ("early_years_profile", _set("academic_year", "2022/99"), "period is malformed"),
        ("early_years_profile", _set("academic_year", "2019/20"), "uncollected period has counts"),
        ("preventable_deaths", _set("age_band", "seventy"), "age band is unknown"),
        ("first_condition_onsets", lambda rows: [*rows, rows[0]], "stratum is repeated"),
        ("first_condition_onsets", _set("person_years", float("nan")), "count is not a number"),
        ("first_condition_onsets", _set("deprivation_quintile", None), "quintile is not one to five"),
        ("first_condition_onsets", _set("deprivation_quintile", 0), "quintile is not one to five"),
        ("annual_population_survey", _set("half_width_95", None), "precision is missing"),
        ("annual_population_survey", _set("half_width_95", 0.0), "precision is missing"),
        ("annual_population_survey", _set("area_code", "e06000032", everywhere=True), "nothing is counted"),
        ("areas", _set("area_type", "Place"), "area is malformed"),
        ("areas", _set("area_name", None), "area is malformed"),
        ("areas", lambda rows: [*rows, rows[0]], "area is malformed"),
        ("area_members", _set("member_code", "E06000099"), "footprint member is unknown"),
        ("european_standard_population", lambda rows: rows[1:], "standard population is malformed"),
        ("european_standard_population", _set("standard_population", -5000), "standard population is malformed"),
    ],
)
def test_each_fault_that_would_pass_for_a_figure_is_named(release, extract, change, said):
    found = _complaints(release, extract, change)
    assert any(said in each for each in found), found


def test_a_flag_that_no_rule_knows_is_named(run_stage):
    counts = """
        period | area_code | flag
        2022   | E06000032 | provisional
        2023   | E06000032 | estimated
    """
    assert run_stage(("checks", "flag_is_unknown"), {"counts": counts}) == [{"flag": "estimated"}]


def test_every_check_is_provoked_by_a_case_above():
    cases = {
        mark.args[1][place][2]
        for test in (test_each_fault_is_named, test_each_fault_that_would_pass_for_a_figure_is_named)
        for mark in test.pytestmark
        for place in range(len(mark.args[1]))
    }
    provoked = " ".join([*cases, "flag is unknown"])
    assert [check for check in statements_in("checks") if check.replace("_", " ") not in provoked] == []


def test_an_indicator_declares_every_extract_its_sql_reads(release, monkeypatch):
    (first, *_) = indicators.INDICATORS
    undeclared = dataclasses.replace(first, extracts=())
    monkeypatch.setattr(checks, "INDICATORS", (undeclared,))
    found = [str(each) for each in complaints(open_engine(release.tables))]
    assert any("early years profile" in each and "is not among its extracts" in each for each in found), found


def test_a_release_that_fails_a_check_is_not_served(tmp_path):
    tables = demonstration_tables()
    rows = tables["early_years_profile"][0].to_pylist()
    rows[0]["good_level_of_development"] = 10 * rows[0]["children"]
    tables["early_years_profile"] = (pa.Table.from_pylist(rows), tables["early_years_profile"][1])
    publish(tmp_path, "spoilt", PUBLISHED, tables)
    with pytest.raises(ReleaseError, match="count exceeds denominator"):
        open_checked(tmp_path)


@pytest.mark.parametrize("name", ["areas", "boundaries", "published_figures", "european_standard_population"])
def test_a_release_that_lacks_an_extract_is_not_served(tmp_path, name):
    tables = demonstration_tables()
    del tables[name]
    publish(tmp_path, "short", PUBLISHED, tables)
    with pytest.raises(ReleaseError, match=f"lacks the extract {name}"):
        open_checked(tmp_path)
