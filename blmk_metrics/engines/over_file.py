"""DuckDB over one analyst's file or table: however large, it is read where it lies and spills to disk."""

import glob
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from threading import Lock
from uuid import uuid4

import duckdb
import pyarrow as pa
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, FunctionExpression

from blmk_metrics.engines import EngineError
from blmk_metrics.engines.duckdb_statements import CLOSED, first_line
from blmk_metrics.engines.in_duckdb import DuckDBComputation

ROW = "file_row_number"
# Rows as a spreadsheet counts them: a CSV file's header is row 1.
FIRST_ROW_OF_CSV, FIRST_ROW = 2, 1
# A laptop's share: what does not fit goes to disk.
MEMORY = "1GB"
FORGET = ("drop view if exists given", "drop table if exists cells")

_one_at_a_time = Lock()


class FileComputation(DuckDBComputation):
    """A chain of results in which `given` is the file: `row` (its number), `stratum` (its group), and every role."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation) -> None:
        super().__init__(cursor)
        self._rows = rows

    def rows(self) -> pa.Table:
        """The file's own columns, in its order."""
        return self._rows.to_arrow_table()


@contextmanager
def file_computation(
    data: Path | pa.Table,
    roles: Mapping[str, str | None],
    by: Sequence[str],
    preparation: tuple[str, ...],
    header: Sequence[str] = (),
) -> Iterator[FileComputation]:
    """A computation over a table, a Parquet file, or a CSV file, whose `header` must be told.

    `roles` name the column that plays each role, or None for a role that nothing plays, which is missing throughout;
    `by` are the columns of the group. Raises EngineError when the file cannot be read.
    """
    with _one_at_a_time, _database(preparation).cursor() as cursor:
        try:
            whole = _read(cursor, data, header)
            rows, row, first = _numbered(cursor, whole, {*by, *filter(None, roles.values())}, text=bool(header))
            columns = [
                (ConstantExpression(None).cast("VARCHAR") if column is None else ColumnExpression(column)).alias(role)
                for role, column in roles.items()
            ]
            number = (ColumnExpression(row) + ConstantExpression(first)).alias("row")
            rows.select(number, _group(rows, by).alias("stratum"), *columns).create_view("given")
            yield FileComputation(cursor, whole)
        except duckdb.Error as error:
            raise EngineError(_fault(error)) from error
        finally:
            for statement in FORGET:
                cursor.execute(statement)


@cache
def _database(preparation: tuple[str, ...]) -> duckdb.DuckDBPyConnection:
    """One database a process: opening it costs more than a small file does. It makes its folder only when it spills."""
    spill = Path(gettempdir()) / f"blmk-metrics-{uuid4().hex}"
    connection = duckdb.connect(config={**CLOSED, "memory_limit": MEMORY, "temp_directory": str(spill)})
    for script in preparation:
        connection.execute(script)
    return connection


def _read(cursor: duckdb.DuckDBPyConnection, data: Path | pa.Table, header: Sequence[str]) -> duckdb.DuckDBPyRelation:
    """All rows and columns, numbered unless they come from CSV. Nothing is read yet."""
    if isinstance(data, pa.Table):
        return cursor.from_arrow(data.append_column(ROW, pa.array(range(len(data)), pa.int64())))
    path = glob.escape(str(data))
    if not header:
        return cursor.read_parquet(path, file_row_number=True, hive_partitioning=False)
    return cursor.read_csv(
        path,
        auto_detect=False,
        header=True,
        columns=dict.fromkeys(header, "VARCHAR"),
        sep=",",
        quotechar='"',
        escapechar='"',
        hive_partitioning=False,
    )


def _numbered(
    cursor: duckdb.DuckDBPyConnection, whole: duckdb.DuckDBPyRelation, used: set[str], *, text: bool
) -> tuple[duckdb.DuckDBPyRelation, str, int]:
    """The rows, the column that numbers them, and the number of the first.

    Text is parsed once, and only the columns in use are kept.
    """
    if not text:
        return whole, ROW, FIRST_ROW
    whole.select(*map(ColumnExpression, sorted(used))).create("cells")
    return cursor.table("cells"), "rowid", FIRST_ROW_OF_CSV


def _group(rows: duckdb.DuckDBPyRelation, by: Sequence[str]) -> duckdb.Expression:
    """The key of a row's group. One column of text is its own key, which groups faster than a composed one."""
    if not by:
        return ConstantExpression("")
    kinds = dict(zip(rows.columns, rows.types, strict=True))
    if len(by) == 1 and kinds[by[0]] == "VARCHAR":
        return CoalesceOperator(ColumnExpression(by[0]), ConstantExpression(""))
    return FunctionExpression("row", *map(ColumnExpression, by))


def _fault(error: duckdb.Error) -> str:
    """What DuckDB found wrong with a file, in a few words."""
    text = str(error)
    line = re.search(r"CSV Error on Line: (\d+)", text)
    where = f"line {line[1]}" if line else "the file"
    if "unicode" in text or "not utf-8" in text:
        return f"{where} is not UTF-8 text; save the file as CSV UTF-8"
    if cells := re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", text):
        return f"{where} has {cells[2]} cells, but the header {cells[1]}"
    if "state machine" in text or "quote" in text:
        return f"{where} has a quote that is not closed, or mixes kinds of line ending"
    return first_line(error)
