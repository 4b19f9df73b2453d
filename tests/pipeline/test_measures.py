"""Measures whole: what must hold of every measure, however it is cut."""

import math
import random

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.counting import open_engine, series
from blmk_metrics.pipeline.stages import COLUMNS, measured_table
from tests.measures_drawn import drawn_measure, measured_rows
from tests.releases_drawn import drawn_tables
from tests.shipped import MEASURES

COUNTED = [measure for measure in MEASURES.values() if measure.inequality is None]


@pytest.fixture(scope="module")
def every_table(edition, engine):
    return {
        (measure.id, category_type): measured_table(measure, engine, category_type).to_pylist()
        for measure in edition.measures()
        for category_type in (WHOLE, *edition.breakdowns(measure))
    }


def test_the_cuts_of_a_measure_are_those_of_which_there_are_figures():
    reading, growing = drawn_measure(), drawn_measure(id="growing")
    tables = drawn_tables(
        {
            "reading": """
                area_code | period  | category_type     | category     | value
                NOR       | 2022/23 | all               |              | 60
                NOR       | 2022/23 | sex               | Female       | 62
                NOR       | 2022/23 | free_school_meals | Eligible     | 50
            """,
            "growing": "area_code | period  | value\nNOR | 2021/22 | 60",
        }
    )
    engine = open_engine(tables)
    assert [(each.category_type, each.latest_period) for each in series(reading, engine)] == [
        ("all", "2022/23"),
        ("free_school_meals", "2022/23"),
        ("sex", "2022/23"),
    ]
    assert [(each.category_type, each.latest_period) for each in series(growing, engine)] == [("all", "2021/22")]
    assert series(drawn_measure(id="neither"), engine) == ()
    engine.close()


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
def test_a_footprint_adds_up_from_its_places_before_rounding(edition, measure, engine, release):
    if Basis.COMPUTED not in edition.bases(measure):
        assert measure.counts is None or not set(measure.extracts) <= engine.tables
        return
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
    members = release.tables["area_members"].to_pylist()
    for footprint in {each["footprint_code"] for each in members}:
        places = {each["member_code"] for each in members if each["footprint_code"] == footprint}
        for column in ("numerator", "denominator"):
            parts = sum(row[column] for row in rows if row["area_code"] in places)
            whole = sum(row[column] for row in rows if row["area_code"] == footprint)
            assert whole == pytest.approx(parts, rel=1e-12)
            assert whole > 0


@pytest.mark.parametrize("measure", COUNTED, ids=lambda measure: measure.id)
def test_sexes_add_up_to_the_whole(edition, measure, engine):
    sexes = Basis.COMPUTED in edition.bases(measure, "sex")
    rows = measured_table(measure, engine, "sex", Basis.COMPUTED).to_pylist() if sexes else []
    parts: dict = {}
    for row in rows:
        if row["denominator"] is not None:
            key = (row["area_code"], row["period"])
            parts[key] = parts.get(key, 0) + row["denominator"]
    whole = measured_table(measure, engine, WHOLE, Basis.COMPUTED).to_pylist() if sexes else []
    denominators = {(row["area_code"], row["period"]): row["denominator"] for row in whole}
    assert parts == pytest.approx({key: value for key, value in denominators.items() if value is not None})
    assert bool(parts) == sexes


def test_the_order_of_rows_in_an_extract_is_irrelevant(edition, every_table, release):
    shuffle = random.Random(7)
    tables = {}
    for name, table in release.tables.items():
        order = list(range(table.num_rows))
        shuffle.shuffle(order)
        tables[name] = table.take(pa.array(order))
    engine = open_engine(tables)
    for measure in edition.measures():
        again = measured_table(measure, engine).to_pylist()
        for before, after in zip(every_table[measure.id, WHOLE], again, strict=True):
            for column, value in before.items():
                if isinstance(value, float):
                    assert after[column] == pytest.approx(value, rel=1e-9), (measure.id, column)
                else:
                    assert after[column] == value, (measure.id, column)


def test_a_place_without_a_figure_in_a_period_says_so_and_a_published_rate_is_not_added_up():
    rows = measured_rows(
        drawn_measure(),
        """
        area_code | period  | value
        NOR       | 2021/22 | 58
        SOU       | 2021/22 | 60
        NOR       | 2022/23 | 61
        ALB       | 2022/23 | 62
        """,
    )
    reasons = {row.area_name: row.reason for row in rows if row.period == "2022/23" and row.value is None}
    assert reasons == {
        "Shires": "published for its members only, and rates do not add up",
        "Southam": "no figure for this period",
        "Westham": "no figures exist for this area",
    }


def test_a_place_that_leaves_a_period_out_leaves_the_footprint_without_a_figure(edition, engine, release):
    """Of a measure that is counted here and adds up, in the release that ships."""
    measure = next(each for each in COUNTED if edition.bases(each)[0] is Basis.COMPUTED and each.adds_up)
    before = measured_table(measure, engine).to_pylist()
    period = max(row["period"] for row in before if row["value"] is not None)
    member = release.tables["area_members"]["member_code"].to_pylist()[0]
    engine = open_engine({**release.tables, **_without(release, measure, member, period)})
    after = measured_table(measure, engine).to_pylist()
    reasons = {row["area_type"]: row["reason"] for row in after if row["period"] == period and row["value"] is None}
    assert reasons == {"footprint": "not every member area has figures", "place": "no figure for this period"}


def _without(release, measure, code: str, period: str) -> dict[str, pa.Table]:
    """A measure's own extracts without an area's rows of a period, which their first columns name."""
    counted = {name: table for name, table in release.tables.items() if name in measure.extracts}
    return {
        name: pa.Table.from_pylist(
            [
                row
                for row in table.to_pylist()
                if (row.get("area_code"), str(next(iter(row.values())))) != (code, period)
            ],
            table.schema,
        )
        for name, table in counted.items()
    }
