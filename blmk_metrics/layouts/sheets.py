"""A file of rows as somebody else made it: every cell text, whatever the encoding, each row with its line."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from blmk_metrics.errors import InputError
from blmk_metrics.layouts.csv_records import cells_of, titles_above, until_its_end
from blmk_metrics.layouts.texts import decoded, shown


@dataclass
class Account:
    """What became of a file's rows: how many there were, and how many were left out, by reason."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    strangers: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Sheet:
    """Rows of a file. `rows` has text cells under the header's names, blank where empty; its index numbers the records
    below the header. `titles` are the lines above the header. `open_end` is the last column of a file that breaks off
    without an end of line: its last cell may be cut."""

    path: Path
    rows: pd.DataFrame
    titles: tuple[str, ...] = ()
    account: Account = field(default_factory=Account)
    open_end: str = ""

    @property
    def columns(self) -> list[str]:
        """The header."""
        return list(self.rows.columns)

    def __getitem__(self, column: str) -> pd.Series:
        return self.rows[column]

    def keep(self, wanted: pd.Series, reason: str) -> "Sheet":
        """The sheet with only the wanted rows; the others are counted under a reason."""
        if left := int((~wanted).sum()):
            self.account.left_out[reason] += left
        return replace(self, rows=self.rows[wanted])

    def require(self, *columns: str) -> None:
        """Raise InputError unless every one of these columns is there."""
        if missing := [column for column in columns if column not in self.rows.columns]:
            raise InputError(f"{self.path}: the header lacks {', '.join(map(repr, missing))}; download the file again")

    def refuse(self, wrong: pd.Series, column: str, reason: str) -> None:
        """Raise InputError naming the first row for which `wrong` is true, if there is one."""
        if wrong.any():
            first = int(wrong.index[int(wrong.argmax())])
            more = f", and {int(wrong.sum()) - 1} more like it" if wrong.sum() > 1 else ""
            cell = str(self.rows.at[first, column])
            raise InputError(f"{self.path}, line {self.line(first)}: {shown(column)} '{shown(cell)}' {reason}{more}")

    def refuse_cut(self, column: str) -> None:
        """Raise InputError where the file breaks off within a cell of this column, of which figures may be lost."""
        if column == self.open_end:
            last = pd.Series(self.rows.index == self.account.rows - 1, self.rows.index)
            self.refuse(
                last & (self.rows[column] != ""),
                column,
                "may be cut off, as the file ends without an end of line; download it again, or end its last line",
            )

    def line(self, record: int) -> int:
        """The line of the file on which a record begins."""
        text = io.StringIO(decoded(self.path), newline="")
        for _ in self.titles:
            text.readline()
        reader, begins, seen = csv.reader(text), 1, -2
        for cells in reader:
            seen += any(cell.strip() for cell in cells)
            if seen == record:
                break
            begins = reader.line_num + 1
        return begins + len(self.titles)


def sheet(path: Path, text: str, header: Sequence[str]) -> Sheet:
    """Read the text of a CSV file, in which a known header begins the sheet, perhaps below lines of title.

    Raises InputError when the file is no table: no rows, a row of another length, a column named twice, an open quote.
    """
    titles = titles_above(text, header)
    body = text[sum(map(len, titles)) :]
    if titles:
        body = until_its_end(path, body, len(titles))
    cells = cells_of(path, body, len(titles))
    named = [str(cell).strip() or f"column {place}" for place, cell in enumerate(cells.iloc[0], 1)]
    rows = cells.iloc[1:]
    rows.columns = named
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise InputError(f"{path}: the header has '{shown(twice[0])}' twice; keep one")
    maybe = rows[rows.iloc[:, 0] == ""]
    rows = rows.drop(maybe.index[(maybe == "").all(axis=1)]).reset_index(drop=True)
    if rows.empty:
        raise InputError(f"{path} has a header but no rows; download it again")
    result = Sheet(path, rows, titles, Account(rows=len(rows)), "" if body.endswith(("\n", "\r")) else named[-1])
    if '"' in body:
        _refuse_swallowed(result)
    return result


def _refuse_swallowed(sheet: Sheet) -> None:
    """Raise InputError where a quote that is not closed has made a whole row part of a cell."""
    for column in sheet.columns:
        lines = sheet[column].str.contains("[\r\n]")
        if lines.any():
            whole = sheet[column].str.count(",") >= len(sheet.columns) - 1
            sheet.refuse(lines & whole, column, "holds a row of its own: a quote is not closed")
