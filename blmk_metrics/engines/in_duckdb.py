"""The default engine: DuckDB, in memory, locked."""

import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

import duckdb
import pyarrow as pa

from blmk_metrics.catalogue.cuts import CUTS, Cut
from blmk_metrics.engines import Computation, EngineError, UnknownName
from blmk_metrics.engines.duckdb_statements import CLOSED, LOCK, bound, first_line

CONFIGURATION: dict[str, str | bool | int | float | list[str]] = {
    **CLOSED,
    "memory_limit": "256MB",
    # A stage takes milliseconds: handing it to a second thread costs more than it saves.
    "threads": "1",
}


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

    def fetch(self, name: str) -> pa.Table:
        return self._cursor.table(name).to_arrow_table()

    def _execute(self, name: str, sql: str, parameters: Mapping[str, Any]) -> None:
        try:
            self._cursor.execute(*bound(sql, parameters))
        except KeyError as error:
            raise EngineError(f"{name}: ${error.args[0]} is not given") from error
        except duckdb.CatalogException as error:
            raise UnknownName(f"{name}: {first_line(error)}") from error
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
        self.tables = frozenset(tables)
        self.cuts = cuts
        self._preparation = tuple(preparation)
        self._connection = self._database(tables)
        self._parts: dict[frozenset[str], duckdb.DuckDBPyConnection] = {}
        self._lock = Lock()

    @contextmanager
    def computation(self, over: Collection[str] | None = None) -> Iterator[Computation]:
        """A fresh chain of named results, forgotten at the end: over some of the tables, or else all."""
        connection = self._connection if over is None else self._part(self.tables & set(over))
        with connection.cursor() as cursor:
            yield DuckDBComputation(cursor)

    def _part(self, names: frozenset[str]) -> duckdb.DuckDBPyConnection:
        """A database with some of the tables: in one that has more, nothing keeps SQL from reading them."""
        with self._lock:
            if names not in self._parts:
                with self._connection.cursor() as cursor:
                    tables = {name: cursor.table(name).to_arrow_table() for name in names}
                self._parts[names] = self._database(tables)
            return self._parts[names]

    def _database(self, tables: Mapping[str, pa.Table]) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(config=CONFIGURATION)
        for name, table in tables.items():
            connection.from_arrow(table).create(name)
        for script in (*self._preparation, *LOCK):
            connection.execute(script)
        return connection

    def tables_read(self, sql: str) -> set[str]:
        """The tables that a file names."""
        try:
            return set(self._connection.get_table_names(sql))
        except duckdb.Error as error:
            raise EngineError(first_line(error)) from error

    def close(self) -> None:
        """Give the memory back."""
        for connection in (self._connection, *self._parts.values()):
            connection.close()


@cache
def _named(name: str, kind: str, sql: str) -> str:
    """A file as the statement that names its result."""
    return "create or replace temp " + kind + " " + name + " as\n" + sql
