"""The default engine: DuckDB, in memory, locked."""

import os
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from threading import Lock
from typing import Any

import duckdb
import pyarrow as pa

from blmk_metrics.catalogue.cuts import CUTS, Cut
from blmk_metrics.engines import Computation, EngineError, TooLarge, UnknownName
from blmk_metrics.engines.duckdb_statements import CLOSED, LOCK, bound, first_line

# What a small release needs; each byte of a larger one's tables is read into tables of its own, rolled up and joined.
LEAST_MEMORY, TIMES_THE_TABLES = 256_000_000, 12
# The share of the machine's memory that one engine may take.
SHARE = 0.75


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
        connection = duckdb.connect(
            config={
                **CLOSED,
                "memory_limit": f"{memory_for(tables)}B",
                # A stage takes milliseconds: handing it to a second thread costs more than it saves.
                "threads": "1",
                # Counts never go to a disk.
                "temp_directory": "",
            }
        )
        # Locked before the first row is in it.
        for script in (*self._preparation, *LOCK):
            connection.execute(script)
        try:
            for name, table in tables.items():
                connection.from_arrow(table).create(name)
        except duckdb.Error as error:
            connection.close()
            raise EngineError(f"the tables cannot be loaded: {first_line(error)}") from error
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


def memory_for(tables: Mapping[str, pa.Table]) -> int:
    """The bytes of memory that an engine over tables may take.

    Raises TooLarge, with what it would need, where the machine has too little.
    """
    needed: int = LEAST_MEMORY + TIMES_THE_TABLES * sum(table.nbytes for table in tables.values())
    there = int(SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    if needed > there:
        raise TooLarge(
            f"a release of this size needs {needed / 1e9:.1f} GB of memory, and this machine can give "
            f"{there / 1e9:.1f} GB; publish it on a larger one, or in fewer years or areas"
        )
    return needed


@cache
def _named(name: str, kind: str, sql: str) -> str:
    """A file as the statement that names its result."""
    return "create or replace temp " + kind + " " + name + " as\n" + sql
