"""The list of conditions that count as long-term, as a CSV file `code,name,included_from,included_to`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from blmk_metrics.errors import InputError
from blmk_metrics.layouts.cells import filled
from blmk_metrics.layouts.csv_records import first_records
from blmk_metrics.layouts.sheets import Sheet, sheet
from blmk_metrics.layouts.texts import decoded
from blmk_metrics.releases import shipped_folder

BUNDLED = shipped_folder() / "conditions.csv"
COLUMNS = ["code", "name", "included_from", "included_to"]
DAY = r"[1-9]\d{3}-\d\d-\d\d"
# What an open end stands for.
EARLIEST, LATEST = "0001-01-01", "9999-12-31"
SCHEMA = pa.schema({"code": pa.string(), "included_from": pa.date32(), "included_to": pa.date32()})


@dataclass(frozen=True)
class Conditions:
    """The conditions that count: `table` has code, included_from and included_to (days, both included) of each."""

    path: Path
    table: pa.Table

    @property
    def summary(self) -> Mapping[str, object]:
        """What a report says of them."""
        conditions = [
            each["code"]
            + (f" from {each['included_from']}" if str(each["included_from"]) != EARLIEST else "")
            + (f" to {each['included_to']}" if str(each["included_to"]) != LATEST else "")
            for each in self.table.to_pylist()
        ]
        return {"conditions": conditions, "conditions_file": self.path.name}


def read_conditions(path: Path | None) -> Conditions:
    """A list of conditions, or the bundled one. Raises InputError, naming file and line, where it cannot be used."""
    path = BUNDLED if path is None else path
    text = decoded(path)
    header = next(iter(first_records(path, text)))
    if sorted(header) != sorted(COLUMNS):
        raise InputError(f"{path}: the header must be {','.join(COLUMNS)}")
    rows = sheet(path, text, header)
    filled(rows, "code", "name")
    code = rows["code"].str.strip()
    rows.refuse(code.duplicated(), "code", "stands twice")
    first, last = _days(rows, "included_from", EARLIEST), _days(rows, "included_to", LATEST)
    rows.refuse(last < first, "included_to", "is before included_from")
    days = {
        "included_from": first.map(date.fromisoformat).tolist(),
        "included_to": last.map(date.fromisoformat).tolist(),
    }
    return Conditions(path, pa.table({"code": code.tolist(), **days}).cast(SCHEMA))


def _days(rows: Sheet, column: str, where_open: str) -> pd.Series:
    """A column of days as text that sorts as they do."""
    rows.refuse_cut(column)
    cells = rows[column].str.strip()
    days = pd.to_datetime(cells.where(cells.str.fullmatch(DAY)), format="%Y-%m-%d", errors="coerce")
    rows.refuse((cells != "") & days.isna(), column, "is no date, such as 2009-04-01")
    return days.dt.strftime("%Y-%m-%d").fillna(where_open)
