"""DuckDB over one analyst's file or table: however large, it is read where it lies and spills to disk."""

import glob
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, FunctionExpression

from blmk_metrics.engines import Computation, EngineError
from blmk_metrics.engines.in_duckdb import CLOSED, DuckDBComputation, DuckDBEngine, first_line

ROW = "file_row_number"
# Rows as a spreadsheet counts them: a CSV file's header is row 1.
FIRST_ROW_OF_CSV, FIRST_ROW = 2, 1


class FileEngine(DuckDBEngine):
    """An engine in which `given` is the file: `row` (its number), `stratum` (its group), and a column for each role.

    `given` is a table, a Parquet file, or a CSV file, whose `header` must be told. `roles` name the column that plays
    each role, or None for a role that nothing plays, which is missing throughout. `by` are the columns of the group.
    What does not fit in memory spills into the folder `spill`.
    """

    def __init__(
        self,
        given: Path | pa.Table,
        roles: Mapping[str, str | None],
        by: Sequence[str],
        preparation: Iterable[str],
        spill: Path,
        header: Sequence[str] = (),
    ) -> None:
        self._connection = duckdb.connect(config={**CLOSED, "temp_directory": str(spill)})
        for script in preparation:
            self._connection.execute(script)
        try:
            rows, row, first = self._rows(given, header)
            columns = [
                (ConstantExpression(None).cast("VARCHAR") if column is None else ColumnExpression(column)).alias(role)
                for role, column in roles.items()
            ]
            number = (ColumnExpression(row) + ConstantExpression(first)).alias("row")
            rows.select(number, _group(rows, by).alias("stratum"), *columns).create_view("given")
        except duckdb.Error as error:
            raise EngineError(_told(error)) from error

    @contextmanager
    def computation(self) -> Iterator[Computation]:
        """The one chain of this engine, beside its file."""
        yield DuckDBComputation(self._connection)

    def _rows(self, given: Path | pa.Table, header: Sequence[str]) -> tuple[duckdb.DuckDBPyRelation, str, int]:
        if isinstance(given, pa.Table):
            numbered = given.append_column(ROW, pa.array(range(len(given)), pa.int64()))
            self._connection.register("file", numbered)
            return self._connection.table("file"), ROW, FIRST_ROW
        path = glob.escape(str(given))
        if not header:
            self._connection.read_parquet(path, file_row_number=True).create_view("file")
            return self._connection.table("file"), ROW, FIRST_ROW
        self._connection.read_csv(
            path,
            auto_detect=False,
            header=True,
            columns=dict.fromkeys(header, "VARCHAR"),
            sep=",",
            quotechar='"',
            escapechar='"',
        ).create("file")
        return self._connection.table("file"), "rowid", FIRST_ROW_OF_CSV


def _group(rows: duckdb.DuckDBPyRelation, by: Sequence[str]) -> duckdb.Expression:
    """The key of a row's group. One column of text is its own key, which groups faster than a composed one."""
    if not by:
        return ConstantExpression("")
    kinds = dict(zip(rows.columns, rows.types, strict=True))
    if len(by) == 1 and kinds[by[0]] == "VARCHAR":
        return CoalesceOperator(ColumnExpression(by[0]), ConstantExpression(""))
    return FunctionExpression("row", *map(ColumnExpression, by))


def _told(error: duckdb.Error) -> str:
    """What DuckDB found wrong with a file, in a few words."""
    told = str(error)
    line = re.search(r"CSV Error on Line: (\d+)", told)
    where = f"line {line[1]}" if line else "the file"
    if "unicode" in told or "not utf-8" in told:
        return f"{where} is not UTF-8 text; save the file as CSV UTF-8"
    if cells := re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", told):
        return f"{where} has {cells[2]} cells, but the header {cells[1]}"
    if "state machine" in told or "quote" in told:
        return f"{where} has a quote that is not closed"
    return first_line(error)
