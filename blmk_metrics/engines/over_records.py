"""DuckDB over person-level records: Parquet is read where it lies, on every core, and spills under a memory limit."""

import glob
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from blmk_metrics.engines import Computation, EngineError
from blmk_metrics.engines.duckdb_statements import CLOSED, first_line
from blmk_metrics.engines.in_duckdb import DuckDBComputation
from blmk_metrics.engines.spilling import spill_folder


@contextmanager
def computation_in_duckdb(files: Mapping[str, Sequence[Path]], memory_limit: str) -> Iterator[Computation]:
    """A computation over tables of Parquet files, by name; nothing else can be read from SQL.

    `memory_limit` is such as 4GB. Raises EngineError when a file cannot be read.
    """
    with spill_folder() as spill, _opened(memory_limit, spill) as connection:
        try:
            escaped = {name: [glob.escape(str(path)) for path in paths] for name, paths in files.items()}
            for name, paths in escaped.items():
                connection.read_parquet(paths, hive_partitioning=False).create_view(name)
            _shut(connection, [str(path) for paths in (*files.values(), *escaped.values()) for path in paths])
        except duckdb.Error as error:
            raise EngineError(first_line(error)) from error
        try:
            yield DuckDBComputation(connection)
        except EngineError as error:
            if isinstance(error.__cause__, duckdb.OutOfMemoryException):
                raise EngineError(f"{memory_limit} of memory are too little for these records; allow more") from error
            raise


def _opened(memory_limit: str, spill: Path) -> duckdb.DuckDBPyConnection:
    try:
        # Order costs memory, and nothing here but the answer has one.
        settings = {"memory_limit": memory_limit, "temp_directory": str(spill), "preserve_insertion_order": "false"}
        return duckdb.connect(config={**CLOSED, **settings})
    except duckdb.Error as error:
        raise EngineError(first_line(error)) from error


def _shut(connection: duckdb.DuckDBPyConnection, files: list[str]) -> None:
    connection.execute("set allowed_paths = ?", [files])
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
