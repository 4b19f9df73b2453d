"""The connection is locked, computations do not meet, and a file takes what it names."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from blmk_metrics.engines import EngineError, UnknownName
from blmk_metrics.pipeline.stages import measured_table
from tests.shipped import MEASURES


@pytest.mark.parametrize(
    "attempt",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_parquet('data/extracts/*.parquet')",
        "select * from '/etc/passwd'",
        "select * from MEASURES.values()",
        "select getenv('HOME') as home",
    ],
)
def test_sql_reaches_no_file_no_environment_and_no_python(engine, attempt):
    with engine.computation() as stage, pytest.raises(EngineError):
        stage.run("loot", attempt)


@pytest.mark.parametrize(
    "statement",
    [
        "set memory_limit = '64GB'",
        "install httpfs",
        "load httpfs",
        "attach '/tmp/other.db'",
        "copy areas to '/tmp/x.csv'",
    ],
)
@pytest.mark.parametrize("over", [None, ("areas",)])
def test_the_lock_cannot_be_undone(engine, statement, over):
    import duckdb

    with engine.computation(over=over) as stage, pytest.raises(duckdb.Error):
        stage._cursor.execute(statement)


def test_a_file_takes_the_parameters_it_names_and_no_other(engine):
    with engine.computation() as stage:
        stage.run("answer", "select $wanted as wanted", wanted=42, unwanted=1)
        assert stage.fetch("answer").to_pylist() == [{"wanted": 42}]


def test_computations_do_not_see_one_anothers_results(engine):
    with engine.computation() as first, engine.computation() as second:
        first.run("mine", "select 1 as x")
        with pytest.raises(EngineError, match="mine"):
            second.run("yours", "select * from mine")


def test_a_computation_over_some_tables_reaches_no_other_and_calls_the_same_functions(engine):
    with engine.computation(over=("areas", "no_such_table")) as stage:
        stage.run("counted", "select count(*) as areas, first_age('65-69') as age from areas")
        assert stage.fetch("counted").to_pylist() == [{"areas": 6, "age": 65}]
        for name in ("area_members", "memory.main.area_members", "query_table('area_members')"):
            with pytest.raises(UnknownName, match="loot: Catalog Error: Table with name area_members does not exist"):
                stage.run("loot", f"select * from {name}")


def test_overlapping_threads_get_the_same_answers_as_one(engine):
    alone = [measured_table(measure, engine) for measure in MEASURES.values()]
    with ThreadPoolExecutor(max_workers=8) as pool:
        together = list(pool.map(lambda measure: measured_table(measure, engine), [*MEASURES.values()] * 4))
    assert all(table.equals(alone[place % len(alone)]) for place, table in enumerate(together))
