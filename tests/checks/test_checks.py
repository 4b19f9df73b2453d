"""A candidate is published only when every measure computes and every check returns no rows."""

import pyarrow as pa
import pytest

from blmk_metrics.checks import complaints
from blmk_metrics.measures import open_engine
from blmk_metrics.statements import statements_in


def _complaints(release, extract, change):
    rows = release.tables[extract].to_pylist()
    changed = change(rows)
    return [
        str(each)
        for each in complaints(open_engine({**release.tables, extract: pa.Table.from_pylist(changed or rows)}))
    ]


def _set(column, value):
    def change(rows):
        rows[0][column] = value

    return change


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


def test_every_check_has_a_case_above():
    assert set(statements_in("checks")) == {
        "age_band_is_missing",
        "area_is_unknown",
        "baseline_has_no_counts",
        "count_exceeds_denominator",
        "count_is_negative",
        "denominator_is_not_positive",
        "period_is_malformed",
        "stratum_is_repeated",
    }
