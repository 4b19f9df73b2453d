"""A Parquet file in the columns of a table of counts, as `count-onsets` writes: its cells are held to as a CSV's."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as pt
from pydantic import Field

from blmk_metrics.catalogue.extracts import COUNTS, NUMBER, TEXT, TRUTH, WHOLE
from blmk_metrics.catalogue.faults import Refused
from blmk_metrics.catalogue.field_types import Whole
from blmk_metrics.catalogue.strict_json import read_json
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.errors import InputError
from blmk_metrics.layouts import release_tables
from blmk_metrics.layouts.parts import Part, Reference
from blmk_metrics.layouts.sheets import Account, Sheet
from blmk_metrics.layouts.texts import shown, some

TITLE = "Parquet in the columns of a table of counts"
MARK = b"PAR1"
# Under which key a file says what it was counted from, and what was left out.
QUALITY = b"blmk_metrics.quality"
# More rows than any footprint's counts have, be it of every neighbourhood for years.
MOST_ROWS = 5_000_000
IS = {
    TEXT: lambda kind: pt.is_string(kind) or pt.is_large_string(kind) or pt.is_string_view(kind),
    WHOLE: pt.is_integer,
    NUMBER: lambda kind: pt.is_integer(kind) or pt.is_floating(kind),
    TRUTH: pt.is_boolean,
}


@dataclass(frozen=True)
class _Account:
    """What became of the rows of one input."""

    rows: Whole
    used: Whole
    left_out: dict[str, Whole]


@dataclass(frozen=True)
class _Settings:
    """By what rules a file was counted."""

    nature: Literal["real", "synthetic"]
    first_year: Annotated[Whole, Field(validation_alias="from")]
    last_year: Annotated[Whole, Field(validation_alias="to")]
    washout_days: Whole
    indices_of_deprivation: Whole
    conditions_file: str
    conditions: tuple[str, ...]
    records_end: str


@dataclass(frozen=True)
class _Report:
    """The parts of a report on quality that whoever shows it counts on; it may have more."""

    residents: _Account
    diagnoses: _Account
    settings: _Settings


class Rows(Sheet):
    """Rows of a file that has no lines: a wrong cell is told by its row."""

    def refuse(self, wrong: pd.Series, column: str, reason: str) -> None:
        """Raise InputError naming the first row for which `wrong` is true, if there is one."""
        if wrong.any():
            first = int(wrong.to_numpy().argmax())
            more = f", and {int(wrong.sum()) - 1} more like it" if wrong.sum() > 1 else ""
            cell = shown(str(self.rows[column].iloc[first]))
            raise InputError(f"{self.path}, row {first + 1}: {shown(column)} '{cell}' {reason}{more}")


def recognises(path: Path) -> bool:
    """Whether a file begins as Parquet does."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(MARK)) == MARK
    except OSError:
        return False  # what is wrong with it is told when it is read as text


def read(path: Path, reference: Reference, account: Account) -> list[Part]:
    """The rows of the one table of counts whose columns these are.

    Raises InputError where the file has any other columns, or cells that cannot be right.
    """
    schema, rows = _footer(path)
    name = next((name for name, table in COUNTS.items() if set(table.names) <= set(schema.names)), None)
    if name is None:
        raise InputError(
            f"{path} has the columns of no table of counts ({', '.join(COUNTS)}) but {some(schema.names)}. Records of "
            "persons are never ingested: count them with count-onsets"
        )
    if extra := [column for column in schema.names if column not in COUNTS[name].names]:
        raise InputError(
            f"{path} has columns that {name} has not: {some(extra)}. Take them out: what tells of single persons is "
            "never ingested"
        )
    for field in COUNTS[name]:
        if not IS[field.type](kind := schema.field(field.name).type):
            raise InputError(f"{path}: {field.name} is of type {kind}, but {name} has {field.type}; write it so")
    if not 0 < rows <= MOST_ROWS:
        raise InputError(f"{path} has {rows:,} rows: no table of counts can")
    account.rows = rows
    cells = {column: _texts(values) for column, values in zip(schema.names, _table(path).columns, strict=True)}
    (part,) = release_tables.read(Rows(path, pd.DataFrame(cells), account=account), reference)
    return [replace(part, source="Counted from person-level records") if quality(path) else part]


def quality(path: Path) -> dict[str, Any]:
    """What a file says it was counted from and what was left out; nothing where it does not.

    Raises InputError where it says so in another way than count-onsets does.
    """
    if not recognises(path):
        return {}
    schema, _ = _footer(path)
    stored = (schema.metadata or {}).get(QUALITY)
    if not stored:
        return {}
    try:
        report: dict[str, Any] = read_json(stored)
        validated(_Report, report)
    except Refused as error:
        raise InputError(
            f"{path}: what it says of its quality is not as count-onsets says it ({error}); count again"
        ) from error
    return report


def _footer(path: Path) -> tuple[pa.Schema, int]:
    try:
        footer = pq.read_metadata(path)
        schema = footer.schema.to_arrow_schema()
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path} begins as Parquet but is not whole; make it again") from error
    if len(set(schema.names)) < len(schema.names):
        raise InputError(f"{path} has a column more than once; keep one")
    return schema, footer.num_rows


def _table(path: Path) -> pa.Table:
    try:
        # This very file: a folder's name beside it is no column.
        return pq.read_table(path, partitioning=None)
    except (pa.ArrowException, OSError) as error:
        raise InputError(f"{path} begins as Parquet but is not whole; make it again") from error


def _texts(values: pa.ChunkedArray) -> pd.Series:
    """Cells as a CSV has them, blank where missing. A number's text is the shortest that stands for it."""
    return pd.Series(["" if each is None else str(each) for each in values.to_pylist()], dtype="str")
