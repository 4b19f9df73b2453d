"""The default engine: DuckDB, in memory, locked."""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import duckdb
import pyarrow as pa

from blmk_metrics.catalogue.cuts import CUTS, Cut
from blmk_metrics.engines import Computation, EngineError

CLOSED = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    **CLOSED,
    "memory_limit": "256MB",
    # A stage takes milliseconds: handing it to a second thread costs more than it saves.
    "threads": "1",
}
LOCK = (
    "set temp_directory = ''",
    "set enable_external_access = false",
    "set lock_configuration = true",
)


class DuckDBComputation:
    """A chain of temporary tables and views on a cursor of its own."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor

    def run(self, name: str, sql: str, **parameters: Any) -> None:
        self._execute(name, _named(name, "table", sql), parameters)

    def look(self, name: str, sql: str) -> None:
        self._execute(name, _named(name, "view", sql), {})

    def ask(self, name: str, sql: str, **parameters: Any) -> pa.Table:
        self._execute(name, sql, parameters)
        with warnings.catch_warnings():
            # DuckDB would rather plan the statement again than copy its rows once, which is the slower of the two.
            warnings.filterwarnings("ignore", "Arrow output on a DB-API result", UserWarning)
            return self._cursor.to_arrow_table()

    def give(self, name: str, table: pa.Table) -> None:
        self._cursor.register(name, table)

    def columns(self, name: str) -> tuple[str, ...]:
        return tuple(self._cursor.table(name).columns)

    def fetch(self, name: str) -> pa.Table:
        return self._cursor.table(name).to_arrow_table()

    def _execute(self, name: str, sql: str, parameters: Mapping[str, Any]) -> None:
        try:
            parsed = _parsed(sql)
            if missing := parsed.named_parameters - parameters.keys():
                raise EngineError(f"{name}: ${min(missing)} is not given")
            self._cursor.execute(parsed, {key: parameters[key] for key in parsed.named_parameters})
        except duckdb.Error as error:
            raise EngineError(f"{name}: {first_line(error)}") from error
        except RuntimeError as error:
            if "interrupted" in str(error):
                raise KeyboardInterrupt from error
            raise


class DuckDBEngine:
    """An in-memory DuckDB over given tables, locked: no file, network, extension or setting can be reached from SQL.

    `preparation` are scripts run once over the tables (macros, empty shapes). Each computation has its own cursor, so
    that overlapping threads of one session never share one.
    """

    def __init__(
        self, tables: Mapping[str, pa.Table], preparation: Iterable[str], cuts: Mapping[str, Cut] = CUTS
    ) -> None:
        self._connection = duckdb.connect(config=CONFIGURATION)
        self.tables = frozenset(tables)
        self.cuts = cuts
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
            raise EngineError(first_line(error)) from error

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()


@cache
def _named(name: str, kind: str, sql: str) -> str:
    """A file as the statement that names its result."""
    return "create or replace temp " + kind + " " + name + " as\n" + sql


@cache
def _parsed(sql: str) -> duckdb.Statement:
    """One statement. Parsing costs as much as running, so each is parsed once."""
    (parsed,) = duckdb.extract_statements(sql)
    return parsed


def first_line(error: Exception) -> str:
    """The first line of a DuckDB message: what is wrong, without the query."""
    return str(error).strip().splitlines()[0]
