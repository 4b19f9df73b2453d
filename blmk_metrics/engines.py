"""Where SQL files run. A computation runs files one after another, each result named for the next to read."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from typing import Any, Protocol

import duckdb
import pyarrow as pa

CONFIGURATION = {
    "memory_limit": "256MB",
    # A stage takes milliseconds: handing it to a second thread costs more than it saves.
    "threads": "1",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
LOCK = (
    "set temp_directory = ''",
    "set enable_external_access = false",
    "set lock_configuration = true",
)


class EngineError(Exception):
    """A SQL file that could not run over these tables; the message names the stage and what it lacked."""


class Computation(Protocol):
    """One chain of named results. Each `run` may read every table of the engine and every earlier result."""

    def run(self, name: str, sql: str, **parameters: Any) -> None:
        """Run one file and name its result. Parameters that the file does not mention are left out."""

    def give(self, name: str, table: pa.Table) -> None:
        """Put a table among the results, as if a file had made it."""

    def fetch(self, name: str) -> pa.Table:
        """A named result, in the file's own order."""


class Engine(Protocol):
    """Somewhere that SQL files can run over a release's tables."""

    def computation(self) -> AbstractContextManager[Computation]:
        """A fresh chain of named results, forgotten at the end."""

    def tables_read(self, sql: str) -> set[str]:
        """The tables that a file names."""


class DuckDBComputation:
    """A chain of temporary tables on a cursor of its own."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def run(self, name: str, sql: str, **parameters: Any) -> None:
        try:
            parsed = _parsed(name, sql)
            self._cursor.execute(parsed, {key: parameters[key] for key in parsed.named_parameters})
        except duckdb.Error as error:
            raise EngineError(f"{name}: {_first_line(error)}") from error

    def give(self, name: str, table: pa.Table) -> None:
        self._cursor.register(name, table)

    def fetch(self, name: str) -> pa.Table:
        return self._cursor.table(name).to_arrow_table()


class DuckDBEngine:
    """An in-memory DuckDB over given tables, locked: no file, network, extension or setting can be reached from SQL.

    `preparation` are scripts run once over the tables (macros, empty shapes). Each computation has its own cursor, so
    that overlapping threads of one session never share one.
    """

    def __init__(self, tables: Mapping[str, pa.Table], preparation: Iterable[str]) -> None:
        self._connection = duckdb.connect(config=CONFIGURATION)
        for name, table in tables.items():
            self._connection.from_arrow(table).create(name)
        for script in (*preparation, *LOCK):
            self._connection.execute(script)

    @contextmanager
    def computation(self) -> Iterator[Computation]:
        """A fresh chain of named results, forgotten at the end."""
        with self._connection.cursor() as cursor:
            yield DuckDBComputation(cursor)

    def tables_read(self, sql: str) -> set[str]:
        """The tables that a file names."""
        try:
            return set(self._connection.get_table_names(sql))
        except duckdb.Error as error:
            raise EngineError(_first_line(error)) from error

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()


@cache
def _parsed(name: str, sql: str) -> duckdb.Statement:
    """A file as the statement that names its result. Parsing costs as much as running, so each is parsed once."""
    (parsed,) = duckdb.extract_statements("create or replace temp table " + name + " as\n" + sql)
    return parsed


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
