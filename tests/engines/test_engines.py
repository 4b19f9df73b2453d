"""The connection is locked, computations do not meet, and a file takes what it names."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from blmk_metrics.engines import EngineError
from blmk_metrics.indicators import INDICATORS
from blmk_metrics.pipeline.stages import measured_table


@pytest.mark.parametrize(
    "attempt",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_parquet('data/extracts/*.parquet')",
        "select * from '/etc/passwd'",
        "select * from INDICATORS",
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
def test_the_lock_cannot_be_undone(engine, statement):
    import duckdb

    with pytest.raises(duckdb.Error):
        engine._connection.cursor().execute(statement)


def test_a_file_takes_the_parameters_it_names_and_no_other(engine):
    with engine.computation() as stage:
        stage.run("answer", "select $wanted as wanted", wanted=42, unwanted=1)
        assert stage.fetch("answer").to_pylist() == [{"wanted": 42}]


def test_computations_do_not_see_one_anothers_results(engine):
    with engine.computation() as first, engine.computation() as second:
        first.run("mine", "select 1 as x")
        with pytest.raises(EngineError, match="mine"):
            second.run("yours", "select * from mine")


def test_overlapping_threads_get_the_same_answers_as_one(engine):
    alone = [measured_table(measure, engine) for measure in INDICATORS]
    with ThreadPoolExecutor(max_workers=8) as pool:
        together = list(pool.map(lambda measure: measured_table(measure, engine), INDICATORS * 4))
    assert all(table.equals(alone[place % len(alone)]) for place, table in enumerate(together))
