"""A candidate is published only when every measure computes and every check returns no rows."""

import dataclasses

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.demonstration.counts import PUBLISHED, demonstration_tables
from blmk_metrics.engines.statements import statements_in
from blmk_metrics.pipeline.checks import Complaint, complaints
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.publishing.from_tables import publish
from blmk_metrics.releases import ReleaseError
from blmk_metrics.releases.reading import current_id
from tests.drawn import table
from tests.shipped import MEASURES

CATALOGUE = Catalogue(tuple(MEASURES.values()))


def _complaints(release, extract, change):
    rows = release.tables[extract].to_pylist()
    changed = change(rows)
    return _messages({**release.tables, extract: pa.Table.from_pylist(changed or rows)}, _only(extract))


def _messages(tables, catalogue=CATALOGUE):
    engine = open_engine(tables)
    try:
        return [str(each) for each in complaints(catalogue, engine)]
    finally:
        engine.close()


def _only(extract):
    """Those measures only that a faulty extract is of, or the first where it is of all."""
    every = list(MEASURES.values())
    return Catalogue(tuple(each for each in every if extract in each.extracts) or (every[0],))


def _set(column, value, everywhere=False):
    def change(rows):
        for row in rows if everywhere else rows[:1]:
            row[column] = value

    return change


def _without(**group):
    return lambda rows: [row for row in rows if any(row[column] != value for column, value in group.items())]


def test_the_release_that_ships_passes(engine):
    assert complaints(CATALOGUE, engine) == []


@pytest.mark.parametrize(
    ("extract", "change", "fault"),
    [
        ("early_years_profile", _set("area_code", "E99999999"), "area is unknown (area_code E99999999"),
        ("early_years_profile", _set("academic_year", "2023-24"), "period is malformed (period 2023-24"),
        ("early_years_profile", _set("academic_year", "2023"), "period is malformed (period 2023"),
        ("early_years_profile", _set("good_level_of_development", -1), "count is negative"),
        ("early_years_profile", _set("good_level_of_development", 10**6), "count exceeds denominator"),
        ("early_years_profile", _set("children", 0), "denominator is not positive"),
        ("early_years_profile", lambda rows: [*rows, rows[0]], "stratum is repeated"),
        ("preventable_deaths", lambda rows: rows[1:], "age band is missing"),
        (
            "first_condition_onsets",
            lambda rows: [{k: v for k, v in r.items() if k != "age"} for r in rows],
            "cannot be computed",
        ),
    ],
)
def test_each_fault_is_named(release, extract, change, fault):
    if fault == "age band is missing":
        first = release.tables[extract].to_pylist()[0]
        change = lambda rows: [  # noqa: E731
            r
            for r in rows
            if (r["year"], r["area_code"], r["age_band"]) != (first["year"], first["area_code"], first["age_band"])
        ]
    found = _complaints(release, extract, change)
    assert any(fault in each for each in found), found


@pytest.mark.parametrize(
    ("extract", "change", "fault"),
    [
        ("early_years_profile", _without(sex="M", area_code="E06000032"), "group is missing"),
        ("early_years_profile", _set("academic_year", "2022/99"), "period is malformed"),
        ("early_years_profile", _set("academic_year", "2019/20"), "uncollected period has counts"),
        ("preventable_deaths", _set("age_band", "seventy"), "age band is unknown"),
        ("first_condition_onsets", lambda rows: [*rows, rows[0]], "stratum is repeated"),
        ("first_condition_onsets", _set("person_years", float("nan")), "count is not a number"),
        ("first_condition_onsets", _set("deprivation_quintile", None), "group is unknown"),
        ("first_condition_onsets", _set("deprivation_quintile", 0), "group is unknown"),
        ("annual_population_survey", _set("half_width_95", None), "precision is missing"),
        ("annual_population_survey", _set("half_width_95", 0.0), "precision is missing"),
        ("annual_population_survey", _set("long_term_sick", None, everywhere=True), "nothing is counted"),
        ("areas", _set("area_type", "Place"), "area is malformed"),
        ("areas", _set("area_name", None), "area is malformed"),
        ("areas", lambda rows: [*rows, rows[0]], "area is malformed"),
        ("areas", _set("area_name", "Luton"), "area is malformed"),
        ("published_figures", _set("figure", "rate"), "published figure is unknown"),
        ("area_members", _set("member_code", "E06000099"), "footprint member is unknown"),
        ("european_standard_population", lambda rows: rows[1:], "standard population is malformed"),
        ("european_standard_population", _set("standard_population", -5000), "standard population is malformed"),
    ],
)
def test_each_fault_that_would_pass_for_a_figure_is_named(release, extract, change, fault):
    found = _complaints(release, extract, change)
    assert any(fault in each for each in found), found


def test_a_cell_that_is_missing_is_named_in_words():
    rows = ({"period": "2023", "area_code": None, "denominator": 0},)
    assert str(Complaint("falls_admissions", "area_is_unknown", rows)) == (
        "falls_admissions: area is unknown (period 2023, no area_code, denominator 0)"
    )


def test_of_counts_made_from_records_who_is_not_there_is_nobody(release):
    of_nobody = _without(sex="M", deprivation_quintile=1, area_code="E06000032")
    assert _complaints(release, "first_condition_onsets", of_nobody) == []
    on_the_first_day = _set("person_years", 0.0)
    assert _complaints(release, "first_condition_onsets", on_the_first_day) == []


def test_a_flag_that_no_rule_knows_is_named(run_stage):
    counts = """
        period | area_code | flag
        2022   | E06000032 | provisional
        2023   | E06000032 | estimated
    """
    assert run_stage(("checks", "counts", "flag_is_unknown"), {"counts": counts}) == [{"flag": "estimated"}]


PUBLISHED_ROWS = """
    indicator_id     | area_code | period  | category_type | category | value | lower_ci_95 | upper_ci_95 | numerator | denominator
    school_readiness | E06000032 | 2021/22 | all           |          | 56.6  | 55.0        | 58.1        |           |
    school_readiness | E92000001 | 2021/22 | all           |          | 65.2  |             |             |           |
"""  # noqa: E501


def _published_complaints(release, **cells):
    rows = [{**row, "category": row["category"] or ""} for row in table(PUBLISHED_ROWS)]
    rows[0] |= cells
    spoilt_table = pa.Table.from_pylist(rows, schema=SCHEMAS["published_estimates"])
    return _messages({**release.tables, "published_estimates": spoilt_table}, _only("early_years_profile"))


def test_published_estimates_that_are_sound_pass(release):
    assert _published_complaints(release) == []


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"area_code": "E99999999"}, "area is unknown"),
        ({"area_code": "E92000001"}, "estimate is repeated"),
        ({"category_type": "sex", "category": "Boys"}, "group is unknown"),
        ({"period": "2021 - 23"}, "period is malformed"),
        ({"period": "2021"}, "period is malformed"),
        ({"official_comparison": "splendid"}, "verdict is unknown"),
        ({"flag": "estimated"}, "verdict is unknown"),
        ({"upper_ci_95": 56.0}, "limits do not hold the value"),
        ({"lower_ci_998": 56.0}, "limits do not hold the value"),
        ({"period": "2019/20"}, "uncollected period is published"),
        ({"value": 101.0, "upper_ci_95": 102.0}, "value is out of range"),
        ({"value": -1.0, "lower_ci_95": -2.0}, "value is out of range"),
        ({"numerator": 5.0, "denominator": 4.0}, "value is out of range"),
        ({"value": 100.5, "upper_ci_95": 102.0}, "value is not plausible"),
    ],
)
def test_each_fault_of_a_published_series_is_named(release, cells, fault):
    found = _published_complaints(release, **cells)
    assert any(fault in each for each in found), found


NEIGHBOURHOODS = """
    level | small_area_code | small_area_name | area_code
    lsoa  | E01015693       | Luton 007A      | E06000032
"""
DEPRIVATION = """
    edition | lsoa_code | lsoa_name  | area_code | imd_rank | imd_decile
    2025    | E01015693 | Luton 007A | E06000032 | 100      | 1
"""


@pytest.mark.parametrize(
    ("extract", "drawing", "cells", "fault"),
    [
        ("small_areas", NEIGHBOURHOODS, {"area_code": "E99999999"}, "neighbourhood is malformed"),
        ("small_areas", NEIGHBOURHOODS, {"level": "oa"}, "neighbourhood is malformed"),
        ("deprivation", DEPRIVATION, {"imd_decile": 11}, "deprivation is malformed"),
    ],
)
def test_each_fault_of_neighbourhoods_is_named(release, extract, drawing, cells, fault):
    rows = [{**row, **cells} for row in table(drawing)]
    spoilt_table = pa.Table.from_pylist(rows, schema=SCHEMAS[extract])
    found = _messages({**release.tables, extract: spoilt_table})
    assert any(fault in each for each in found), found


def test_an_area_counted_whole_and_by_neighbourhood_is_named(run_stage):
    counts = """
        period  | area_code
        2022/23 | E06000032
        2022/23 | E01015693
        2021/22 | E01015693
    """
    tables = {"counts": counts, "small_areas": NEIGHBOURHOODS}
    found = run_stage(("checks", "counts", "area_is_counted_twice"), tables)
    assert found == [{"period": "2022/23", "area_code": "E06000032", "levels": "lsoa and whole"}]


def test_deprivation_of_two_editions_is_named(run_stage):
    drawn = """
        edition | lsoa_code
        2019    | E01015693
        2025    | E01015694
    """
    found = run_stage(("checks", "areas", "deprivation_is_of_two_editions"), {"deprivation": drawn})
    assert found == [{"editions": 2, "first": 2019, "last": 2025}]


TWO_LEVELS = """
    level | small_area_code | small_area_name | area_code
    lsoa  | E01015693       | Luton 007A      | E06000032
    lsoa  | E01015694       | Luton 007B      | E06000032
    ward  | E05014750       | South           | E06000032
"""


def test_an_area_counted_by_neighbourhoods_of_two_sizes_is_named(run_stage):
    counts = """
        period  | area_code
        2022/23 | E01015693
        2022/23 | E05014750
    """
    tables = {"counts": counts, "small_areas": TWO_LEVELS}
    found = run_stage(("checks", "counts", "area_is_counted_twice"), tables)
    assert found == [{"period": "2022/23", "area_code": "E06000032", "levels": "lsoa and ward"}]


def test_an_area_of_which_a_neighbourhood_was_not_counted_is_named(run_stage):
    counts = """
        period  | area_code
        2021/22 | E01015693
        2021/22 | E01015694
        2022/23 | E01015693
    """
    tables = {"counts": counts, "small_areas": TWO_LEVELS}
    found = run_stage(("checks", "counts", "neighbourhood_is_missing"), tables)
    assert found == [{"period": "2022/23", "area_code": "E06000032", "small_area_code": "E01015694"}]


def test_a_footprint_counted_beside_its_members_is_named(release):
    """Its total would be counted twice, and nothing would hide a small count of its own."""

    def with_the_total(rows):
        return [*rows, {**rows[0], "area_code": "E54000024"}]

    found = _complaints(release, "emergency_falls_admissions", with_the_total)
    fault = "falls_admissions: footprint has counts of its own (period 2010/11, area_code E54000024)"
    assert any(each.startswith(fault) for each in found), found


def test_every_check_is_provoked_by_a_case_above():
    tests = (
        test_each_fault_is_named,
        test_each_fault_that_would_pass_for_a_figure_is_named,
        test_each_fault_of_a_published_series_is_named,
        test_each_fault_of_neighbourhoods_is_named,
    )
    cases = {case[-1] for test in tests for mark in test.pytestmark for case in mark.args[1]}
    alone = ("flag is unknown", "area is counted twice", "neighbourhood is missing", "deprivation is of two editions")
    alone += ("footprint has counts of its own",)
    provoked = " ".join([*cases, *alone])
    checks_there = [name for room in ("areas", "counts", "published") for name in statements_in(f"checks/{room}")]
    assert len(checks_there) > 25
    assert [check for check in checks_there if check.replace("_", " ") not in provoked] == []


def test_a_measure_declares_every_extract_its_sql_reads(release):
    first = next(each for each in MEASURES.values() if each.counts)
    undeclared = dataclasses.replace(first, counts=dataclasses.replace(first.counts, extracts=("areas",)))
    found = _messages(release.tables, Catalogue((undeclared,)))
    read = first.extracts[0].replace("_", " ")
    assert any(read in each and "is not among its extracts" in each for each in found), found


@pytest.fixture(scope="module")
def shipped_tables():
    """The tables of the release that ships, with where they come from."""
    return demonstration_tables()


def test_a_release_that_fails_a_check_is_not_served(tmp_path, shipped_tables):
    tables = dict(shipped_tables)
    rows = tables["early_years_profile"][0].to_pylist()
    rows[0]["good_level_of_development"] = 10 * rows[0]["children"]
    tables["early_years_profile"] = (pa.Table.from_pylist(rows), tables["early_years_profile"][1])
    with pytest.raises(ReleaseError, match="count exceeds denominator"):
        publish(tmp_path, "spoilt", PUBLISHED, tables)
    assert not current_id(tmp_path)


@pytest.mark.parametrize("name", ["areas", "boundaries", "published_figures", "european_standard_population"])
def test_a_release_that_lacks_an_extract_is_not_served(tmp_path, shipped_tables, name):
    tables = dict(shipped_tables)
    del tables[name]
    with pytest.raises(ReleaseError, match=f"lacks the extract {name}"):
        publish(tmp_path, "short", PUBLISHED, tables)
    assert not current_id(tmp_path)
