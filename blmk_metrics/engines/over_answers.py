"""DuckDB over the finished answers of a release: it may open their files, and no others."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from blmk_metrics.engines import EngineError
from blmk_metrics.engines.duckdb_statements import CLOSED, LOCK, bound, first_line

MEMORY = "128MB"
# The names of the columns, and the rows.
Found = tuple[tuple[str, ...], list[tuple[Any, ...]]]


class AnswersEngine:
    """A locked connection that reads files, each named beforehand; threads may share one."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._connection = duckdb.connect(config={**CLOSED, "memory_limit": MEMORY, "threads": "1"})
        self._connection.execute("set allowed_paths = $files", {"files": [str(path) for path in files]})
        for statement in LOCK:
            self._connection.execute(statement)

    def find(self, sql: str, **parameters: Any) -> Found:
        """What a SQL file finds. Raises EngineError when a file cannot be read."""
        with self._connection.cursor() as cursor:
            try:
                found = cursor.execute(*bound(sql, parameters))
                return tuple(column[0] for column in found.description or ()), found.fetchall()
            except duckdb.Error as error:
                raise EngineError(first_line(error)) from error

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()
