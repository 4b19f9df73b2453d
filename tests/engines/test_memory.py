"""An engine takes memory by the size of its tables, says what it needs where there is too little, and never spills."""

import tempfile
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from blmk_metrics.engines import EngineError, in_duckdb
from blmk_metrics.engines.in_duckdb import LEAST_MEMORY, DuckDBEngine, memory_for
from blmk_metrics.pipeline.counting import open_engine

# Eight megabytes of numbers.
NUMBERS = pa.table({"number": pa.array(range(1_000_000), pa.int64())})
# What needs far more room than there is.
LARGE = "select number, hash(number) as hash, hash(number + 1) as other, hash(number + 2) as third from numbers"


@pytest.fixture
def scarce(monkeypatch):
    """Let an engine have forty megabytes, whatever it is over."""
    monkeypatch.setattr(in_duckdb, "memory_for", lambda _: 40_000_000)


def test_the_memory_of_an_engine_grows_with_its_tables():
    empty, one, two = (memory_for(each) for each in ({}, {"one": NUMBERS}, {"one": NUMBERS, "two": NUMBERS}))
    assert empty == LEAST_MEMORY
    assert two - one == one - empty > 10 * NUMBERS.nbytes


def test_an_engine_has_the_memory_that_was_worked_out_for_it():
    engine = DuckDBEngine({"numbers": NUMBERS}, ())
    with engine.computation() as stage:
        (limit,) = stage.ask("limit", "select current_setting('memory_limit') as size").to_pylist()
    engine.close()
    number, unit = limit["size"].split()
    assert float(number) * {"MiB": 2**20, "GiB": 2**30}[unit] == pytest.approx(memory_for({"one": NUMBERS}), rel=0.01)


def test_tables_that_need_more_than_the_machine_has_are_refused_with_both_sizes(monkeypatch):
    monkeypatch.setattr(in_duckdb, "SHARE", 1e-6)
    with pytest.raises(EngineError, match=r"needs 0\.3 GB of memory, and this machine can give 0\.0 GB; publish it on"):
        open_engine({"areas": pa.table({"area_code": ["NOR"]})})


def test_tables_that_do_not_fit_after_all_are_refused_in_a_sentence(scarce):  # noqa: ARG001
    with pytest.raises(EngineError, match="the tables cannot be loaded: Out of Memory Error"):
        DuckDBEngine({f"numbers{each}": NUMBERS for each in range(20)}, ())


def test_nothing_is_spilt_to_any_folder_and_the_engine_goes_on(scarce, tmp_path, monkeypatch):  # noqa: ARG001
    for name in ("here", "temporary"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    engine = DuckDBEngine({"numbers": NUMBERS}, ())
    with engine.computation() as stage:
        with pytest.raises(EngineError, match="Out of Memory Error"):
            stage.run("large", LARGE)
        (settings,) = stage.ask("settings", "select current_setting('temp_directory') as folder").to_pylist()
        assert settings == {"folder": ""}
        assert stage.ask("few", "select count(*) as n from numbers").to_pylist() == [{"n": 1_000_000}]
    engine.close()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert {path.name for path in tmp_path.iterdir()} == {"here", "temporary"}


def test_the_same_would_spill_where_a_folder_for_it_is_named(tmp_path):
    # So that the test above is of something.
    settings = {"memory_limit": "40MB", "threads": "1", "temp_directory": str(tmp_path / "spilt")}
    with duckdb.connect(config=settings) as connection:
        connection.from_arrow(NUMBERS).create("numbers")
        connection.sql(LARGE).create("large")
        assert [path for path in Path(tmp_path / "spilt").iterdir() if path.stat().st_size > 1_000_000]


def test_an_engine_is_locked_before_the_first_row_is_in_it(monkeypatch):
    """`executed` is what was done with the connection, in order."""
    executed, connect = [], duckdb.connect

    class Watched:
        def __init__(self, **options: object) -> None:
            self.within = connect(**options)

        def execute(self, sql: str) -> object:
            executed.append(sql)
            return self.within.execute(sql)

        def from_arrow(self, table: pa.Table) -> object:
            executed.append("rows")
            return self.within.from_arrow(table)

        def close(self) -> None:
            self.within.close()

    monkeypatch.setattr(in_duckdb.duckdb, "connect", Watched)
    DuckDBEngine({"numbers": NUMBERS}, ("create macro twice(a) as 2 * a",)).close()
    assert executed == [
        "create macro twice(a) as 2 * a",
        "set temp_directory = ''",
        "set enable_external_access = false",
        "set lock_configuration = true",
        "rows",
    ]
