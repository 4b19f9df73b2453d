"""What no verdict's file may do: read a table of what was counted or hidden, or touch a column that is not its own."""

import math
import re
from enum import StrEnum

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.variants import lead_variant
from blmk_metrics.catalogue.verdict_parts import Kind, Shape, Verdict, Word
from blmk_metrics.engines import EngineError
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.judging import judge, numbered
from blmk_metrics.pipeline.stages import Subject, measured_tables
from tests.drawn import arrow
from tests.shipped import MEASURES

FIRST, DRAWN = (
    Verdict(id=name, label=name, question="?", columns={word: Kind.WORD})
    for name, word in (("first", "first_word"), ("drawn", "word"))
)
JUDGED = """
    area_code | numerator | value
    A         | 80        | 8
    B         | 90        | 9
"""


def subject(measure_id: str) -> Subject:
    """The lead series of a measure."""
    return Subject(MEASURES[measure_id], lead_variant(MEASURES[measure_id]))


@pytest.fixture
def judged_by(write_sql):
    """Judge drawn rows by a verdict whose file selects so from `judged`, after one that says of each row `good`."""

    def run(select: str, rows: str | pa.Table = JUDGED) -> list[dict]:
        write_sql("verdicts/first.sql", "-- A verdict before it.\nselect *, 'good' as first_word from judged\n")
        write_sql("verdicts/drawn.sql", f"-- A drawn verdict.\nselect {select}\n")
        engine = open_engine({})
        try:
            with engine.computation() as stage:
                judged = judge(stage, FIRST, numbered(arrow(rows) if isinstance(rows, str) else rows))
                return judge(stage, DRAWN, judged).to_pylist()
        finally:
            engine.close()

    return run


# Those of each stage before the verdicts, by whatever name SQL has for them, and those that counts come from.
BEFORE = ("estimates", "suppressed", "counts", "strata", "cells", "series", "method_estimates")
NAMES = (
    *(*BEFORE, "emergency_falls_admissions", "published_estimates", "cuts"),
    *("temp.estimates", "memory.main.emergency_falls_admissions"),
    *("query_table('suppressed')", "query('from emergency_falls_admissions')"),
)


@pytest.mark.parametrize("name", NAMES)
def test_a_verdict_cannot_read_a_table_of_what_was_counted_or_hidden(write_sql, engine, name):
    sql = f"select *, cast((select count(*) from {name}) as varchar) as word from judged"
    write_sql("verdicts/drawn.sql", f"-- A verdict that reads what is not shown.\n{sql}\n")
    with pytest.raises(EngineError) as refused:
        measured_tables([subject("falls_admissions")], engine, (DRAWN,))
    (table,) = {*re.findall(r"\w+", name)} & {*BEFORE, *engine.tables}
    assert str(refused.value) == (
        f"drawn: Catalog Error: Table with name {table} does not exist! A verdict can read judged, areas and "
        "area_members, and no table of what was counted or hidden"
    )


def test_a_verdict_reads_the_areas_and_which_are_members_of_which(write_sql, engine):
    footprint = "select min(area_name) from areas join area_members on footprint_code = area_code"
    write_sql("verdicts/drawn.sql", f"-- A verdict of areas.\nselect *, ({footprint}) as word from judged\n")
    (table,) = measured_tables([subject("falls_admissions")], engine, (DRAWN,))
    assert set(table["word"].to_pylist()) == {"BLMK"}


def test_what_a_verdict_reads_is_judged_alone_however_the_tables_of_the_database_are_listed(write_sql, engine):
    sql = "select *, (select string_agg(view_name) from duckdb_views() where not internal) as word from judged"
    write_sql("verdicts/drawn.sql", f"-- A verdict that looks around.\n{sql}\n")
    (table,) = measured_tables([subject("falls_admissions")], engine, (DRAWN,))
    assert set(table["word"].to_pylist()) == {"judged"}


@pytest.mark.parametrize(
    ("select", "wrong"),
    [
        ("* exclude (value), 'a' as word", "value is"),
        ("* exclude (value), value as worth, 'a' as word", "value, worth are"),
        ("*, value, 'a' as word", "value is"),
        ("*, 'a' as word, 'b' as word", "word is"),
        ("*", "word is"),
        ("*, 'a' as word, 1 as more", "more is"),
        ("* exclude (row), 'a' as word", "row is"),
    ],
)
def test_a_verdict_that_drops_renames_or_doubles_a_column_is_refused(judged_by, select, wrong):
    with pytest.raises(EngineError) as refused:
        judged_by(f"{select} from judged")
    message = "drawn: its file must add word and keep every other column, but"
    assert str(refused.value) == f"{message} {wrong} missing, doubled or not declared"


@pytest.mark.parametrize(
    ("select", "wrong"),
    [
        ("* replace (value + 1 as value), 'a' as word", "value is"),
        ("* replace (null as value), 'a' as word", "value is"),
        ("* replace (cast(value as double) as value), 'a' as word", "value is"),
        ("* replace ('bad' as first_word), 'a' as word", "first_word is"),
        ("* replace (if(row = 1, 'C', area_code) as area_code), 'a' as word", "area_code is"),
        ("* replace (value as numerator, numerator as value), 'a' as word", "numerator, value are"),
        ("* exclude (value), lag(value, 1, 9) over (order by row) as value, 'a' as word", "value is"),
    ],
)
def test_a_verdict_that_changes_another_column_than_its_own_is_refused(judged_by, select, wrong):
    with pytest.raises(EngineError) as refused:
        judged_by(f"{select} from judged")
    assert str(refused.value) == (
        f"drawn: its file must add word and keep every other column as it is, but {wrong} changed"
    )


@pytest.mark.parametrize(
    "query",
    [
        "*, 'a' as word from judged limit 1",
        "*, 'a' as word from judged where false",
        "*, 'a' as word from judged union all select *, 'b' from judged where row = 1",
        "*, 'a' as word from judged where row = 0 union all select *, 'b' from judged where row = 0",
        "* replace (row + 1 as row), 'a' as word from judged",
        "* replace (0 as row), 'a' as word from judged",
        "* replace (null as row), 'a' as word from judged",
        "* replace ([row] as row), 'a' as word from judged",
    ],
)
def test_a_verdict_that_loses_doubles_or_renumbers_rows_is_refused(judged_by, query):
    with pytest.raises(EngineError) as refused:
        judged_by(query)
    assert str(refused.value) == (
        "drawn: its file must add word and keep every other column and row, but of 2 rows some are missing, doubled or "
        "numbered anew"
    )


@pytest.mark.parametrize(
    "query",
    ["*, 'of ' || area_code as word from judged", "'of ' || area_code as word, * from judged order by value desc"],
)
def test_a_verdict_that_adds_what_it_declares_is_taken_in_whichever_order(judged_by, query):
    assert judged_by(query) == [
        {"area_code": "A", "numerator": 80, "value": 8, "row": 0, "first_word": "good", "word": "of A"},
        {"area_code": "B", "numerator": 90, "value": 9, "row": 1, "first_word": "good", "word": "of B"},
    ]


def test_a_value_that_is_missing_or_no_number_is_as_it_was(judged_by):
    cells = [math.nan, None, math.inf, -0.0]
    rows = judged_by("*, 'a' as word from judged order by row desc", pa.table({"value": pa.array(cells)}))
    assert repr([row["value"] for row in rows]) == repr(cells)


def test_a_word_that_is_not_declared_is_refused_before_any_page_meets_it(write_sql, engine):
    class Distance(StrEnum):
        NEAR = "near"

    distance = Verdict(
        id="drawn",
        label="Distance",
        question="?",
        columns={"word": Kind.WORD},
        words={Distance.NEAR: Word(shape=Shape.UP, meaning="Near.")},
    )
    write_sql("verdicts/drawn.sql", "-- Too many words.\nselect *, if(value > 60, 'far', 'near') as word from judged\n")
    with pytest.raises(EngineError, match="drawn: its file says 'far', which its declaration does not have"):
        measured_tables([subject("school_readiness")], engine, (distance,))
