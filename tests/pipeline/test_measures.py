"""Measures whole: what must hold of every measure, however it is cut."""

import math
import random

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.terms import Method
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.stages import COLUMNS, measured_table
from blmk_metrics.releases.edition import Edition
from tests.shipped import MEASURES

COUNTED = [measure for measure in MEASURES.values() if measure.inequality is None]


@pytest.fixture(scope="module")
def every_table(engine, release):
    return {
        (measure.id, category_type): measured_table(measure, engine, category_type).to_pylist()
        for measure in MEASURES.values()
        for category_type in (WHOLE, *Edition(release, engine).breakdowns(measure))
    }


def test_breakdowns_are_those_the_extracts_hold(engine, release):
    assert {measure.id: Edition(release, engine).breakdowns(measure) for measure in MEASURES.values()} == {
        "school_readiness": ("free_school_meals", "sex"),
        "preventable_mortality": ("sex",),
        "falls_admissions": ("sex",),
        "inactivity_long_term_sickness": (),
        "first_condition_gap": ("deprivation_quintile", "sex"),
    }


def test_every_table_has_one_row_for_each_area_period_and_category(every_table):
    for key, rows in every_table.items():
        keys = [(row["area_code"], row["period"], row["category"]) for row in rows]
        assert len(keys) == len(set(keys)), key
        areas, periods, categories = ({each[place] for each in keys} for place in range(3))
        assert len(keys) == len(areas) * len(periods) * len(categories)
        assert set(COLUMNS) <= set(rows[0])


def test_limits_enclose_values_and_a_missing_value_has_a_reason(every_table):
    for key, rows in every_table.items():
        for row in rows:
            if row["value"] is None:
                assert row["reason"], (key, row)
                assert row["lower_ci_95"] is row["upper_ci_95"] is row["reliability"] is None
            else:
                limits = [row[c] for c in ("lower_ci_998", "lower_ci_95", "value", "upper_ci_95", "upper_ci_998")]
                assert limits == sorted(limits), (key, row)
                assert all(math.isfinite(limit) for limit in limits)


def test_every_verdict_that_is_withheld_says_why(every_table):
    for rows in every_table.values():
        for row in rows:
            assert (row["comparison"] == "not compared") == (row["comparison_reason"] is not None)
            assert (row["change_verdict"] == "cannot say") == (row["change_reason"] is not None)
            assert (row["trend"] == "cannot be calculated") == (row["trend_reason"] is not None)


@pytest.mark.parametrize("measure", COUNTED, ids=lambda measure: measure.id)
def test_a_footprint_adds_up_from_its_places_before_rounding(engine, release, measure):
    engine = open_engine(release.tables)
    from blmk_metrics.engines.statements import statement

    with engine.computation() as stage:
        stage.run("counts", statement("indicators", measure.id))
        stage.run(
            "strata",
            statement("strata"),
            category_type=WHOLE,
            slope_across="",
            cut_columns=["period"],
            slope_columns=["period"],
        )
        rows = stage.fetch("strata").to_pylist()
    places = set(release.tables["area_members"]["member_code"].to_pylist())
    for column in ("numerator", "denominator"):
        parts = sum(row[column] for row in rows if row["area_code"] in places)
        whole = sum(row[column] for row in rows if row["area_code"] == "E54000024")
        assert whole == pytest.approx(parts, rel=1e-12)
        assert whole > 0


@pytest.mark.parametrize("measure", COUNTED, ids=lambda measure: measure.id)
def test_sexes_add_up_to_the_whole(engine, release, measure):
    if "sex" not in Edition(release, engine).breakdowns(measure):
        assert measure.method is Method.SURVEY_PROPORTION
        return
    whole = {(r["area_code"], r["period"]): r["denominator"] for r in measured_table(measure, engine).to_pylist()}
    parts: dict = {}
    for row in measured_table(measure, engine, "sex").to_pylist():
        if row["denominator"] is not None:
            key = (row["area_code"], row["period"])
            parts[key] = parts.get(key, 0) + row["denominator"]
    assert parts == pytest.approx({key: value for key, value in whole.items() if value is not None})


def test_the_order_of_rows_in_an_extract_is_irrelevant(release, every_table):
    shuffle = random.Random(7)
    tables = {}
    for name, table in release.tables.items():
        order = list(range(table.num_rows))
        shuffle.shuffle(order)
        tables[name] = table.take(pa.array(order))
    engine = open_engine(tables)
    for measure in MEASURES.values():
        again = measured_table(measure, engine).to_pylist()
        for before, after in zip(every_table[measure.id, WHOLE], again, strict=True):
            for column, value in before.items():
                if isinstance(value, float):
                    assert after[column] == pytest.approx(value, rel=1e-9), (measure.id, column)
                else:
                    assert after[column] == value, (measure.id, column)


def test_a_place_that_leaves_a_period_out_leaves_the_footprint_without_a_figure(release):
    rows = [
        row
        for row in release.tables["early_years_profile"].to_pylist()
        if (row["area_code"], row["academic_year"]) != ("E06000032", "2023/24")
    ]
    engine = open_engine({**release.tables, "early_years_profile": pa.Table.from_pylist(rows)})
    table = measured_table(MEASURES["school_readiness"], engine).to_pylist()
    reasons = {row["area_name"]: row["reason"] for row in table if row["period"] == "2023/24" and row["value"] is None}
    assert reasons == {"BLMK": "not every member area has figures", "Luton": "no figure for this period"}
