"""An analyst's file or table, opened: its columns known, its fitness to be read settled, before any row is."""

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from blmk_metrics.errors import InputError

PARQUET = b"PAR1"
NUMBERS_OF_ROWS = {"file_row_number", "rowid"}


@dataclass(frozen=True)
class Source:
    """Something to estimate from: `data` is a file or a table; a CSV file's columns are text and keep their order."""

    name: str
    data: Path | pa.Table
    schema: pa.Schema
    is_csv: bool = False

    def spreadsheet_row(self, row: int) -> int:
        """A row as a spreadsheet counts it: blank lines, which are skipped in reading, count too."""
        for blank in self._blank_rows:
            if blank > row:
                break
            row += 1
        return row

    @cached_property
    def _blank_rows(self) -> list[int]:
        if not self.is_csv:
            return []
        with Path(self.data).open(encoding="utf-8-sig", newline="") as file:
            return [row for row, cells in enumerate(csv.reader(file), 1) if not cells]

    @property
    def columns(self) -> list[str]:
        """The names of the columns, in order."""
        names: list[str] = self.schema.names
        return names


def open_source(data: Any) -> Source:
    """Open a path (CSV or Parquet, known by its content), an Arrow table, or anything Arrow can make a table of.

    Raises InputError when there is nothing to read.
    """
    if isinstance(data, (str, Path)):
        return _file(Path(data))
    try:
        table = data if isinstance(data, pa.Table) else pa.table(data)
    except (TypeError, ValueError, pa.ArrowException) as error:
        raise InputError(f"The data is no path, data frame or Arrow table ({error})") from error
    if not len(table):
        raise InputError("The table has no rows: there is nothing to estimate")
    return Source("the table", table, _distinct("the table", table.schema))


def _file(path: Path) -> Source:
    try:
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is not a file")
        with path.open("rb") as file:
            start = file.read(4)
        if not start:
            raise InputError(f"{path} is empty: it has not even a header")
        return _parquet(path) if start == PARQUET else _csv(path)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error})") from error
    except ValueError as error:
        raise InputError(f"{str(path)!r} is not the name of a file ({error})") from error


def _parquet(path: Path) -> Source:
    try:
        file = pq.read_metadata(path)
    except pa.ArrowException as error:
        raise InputError(f"{path} begins as Parquet but is not whole; make it again") from error
    if not file.num_rows:
        raise InputError(f"{path} has no rows: there is nothing to estimate")
    return Source(str(path), path, _distinct(str(path), file.schema.to_arrow_schema()))


def _csv(path: Path) -> Source:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, strict=True)
            header = [cell.strip() for cell in next(lines, [])]
            anything = any(line for line in lines)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} is neither Parquet nor CSV in UTF-8 ({error}); save it as CSV UTF-8") from error
    if not anything:
        raise InputError(f"{path} has a header but no rows: there is nothing to estimate")
    # A column without a name can play no part, but keeps its place.
    named = [name or f"column {place}" for place, name in enumerate(header, 1)]
    schema = pa.schema([(column, pa.string()) for column in named])
    return Source(str(path), path, _distinct(str(path), schema), is_csv=True)


def _distinct(name: str, schema: pa.Schema) -> pa.Schema:
    # Compared as the engine does: it knows no capitals in names.
    lowered = [column.lower() for column in schema.names]
    if counted := sorted(NUMBERS_OF_ROWS & set(lowered)):
        raise InputError(f"{name} has a column {counted[0]!r}, the name by which rows are counted; rename it")
    if twice := sorted({column for column in schema.names if lowered.count(column.lower()) > 1}):
        raise InputError(f"{name} has more than one column {' and '.join(map(repr, twice))}; keep one")
    return schema
