"""DuckDB over the finished answers of a release: it may open their files, and no others."""

import glob
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from blmk_metrics.engines import EngineError
from blmk_metrics.engines.duckdb_statements import CLOSED, LOCK, bound, first_line

MEMORY = "128MB"
# The names of the columns, and the rows.
Found = tuple[tuple[str, ...], list[tuple[Any, ...]]]


def _pattern(path: Path) -> str:
    """The pattern that only a path itself matches, whatever its folders are called."""
    return glob.escape(str(path))


class AnswersEngine:
    """A locked connection that reads files, each named beforehand; threads may share one."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._connection = duckdb.connect(config={**CLOSED, "memory_limit": MEMORY, "threads": "1"})
        # A path with a star in it is asked for by its pattern, and both must be allowed.
        allowed = sorted({text for path in files for text in (str(path), _pattern(path))})
        self._connection.execute("set allowed_paths = $files", {"files": allowed})
        for statement in LOCK:
            self._connection.execute(statement)

    def find(self, sql: str, file: Path | None = None, **parameters: Any) -> Found:
        """What a SQL file finds, of a file where it reads one. Raises EngineError when that cannot be read."""
        if file is not None:
            parameters["file"] = _pattern(file)
        with self._connection.cursor() as cursor:
            try:
                question, values = bound(sql, parameters)
                # What may be read may also be written, as far as the lock goes.
                if question.type is not duckdb.StatementType.SELECT:
                    raise EngineError("answers are only read")
                found = cursor.execute(question, values)
                return tuple(column[0] for column in found.description or ()), found.fetchall()
            except duckdb.Error as error:
                raise EngineError(first_line(error)) from error

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()
