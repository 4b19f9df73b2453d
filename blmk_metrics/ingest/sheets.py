"""A file of rows as somebody else made it: every cell text, whatever the encoding, each row with its line."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from blmk_metrics.errors import InputError

# A page of Nomis's own begins with a few lines of title, and so do many spreadsheets.
TITLE_LINES = 40
SHOWN = 40


@dataclass
class Account:
    """What became of a file's rows: how many there were, and how many were left out, by reason."""

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    strangers: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Sheet:
    """Rows of a file. `rows` has text cells under the header's names, blank where empty; its index numbers the records
    below the header. `titles` are the lines above the header."""

    path: Path
    rows: pd.DataFrame
    titles: tuple[str, ...] = ()
    account: Account = field(default_factory=Account)

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
            first = wrong.idxmax()
            more = f", and {int(wrong.sum()) - 1} more like it" if wrong.sum() > 1 else ""
            cell = str(self.rows.at[first, column])
            raise InputError(f"{self.path}, line {self.line(int(first))}: {column} {_shown(cell)} {reason}{more}")

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


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= SHOWN else cell[:SHOWN] + "…")


def decoded(path: Path) -> str:
    """A file's text: UTF-8, UTF-16 with its mark, or else Windows-1252. Raises InputError when it is no text."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error})") from error
    if not content.strip():
        raise InputError(f"{path} is empty; download it again")
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            text = content.decode("utf-16")
        else:
            text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise InputError(f"{path} is not text: it may be a spreadsheet or an archive; save it as CSV")
    if text.lstrip()[:1] == "<":
        raise InputError(f"{path} is a web page, not data: the download failed; download it again")
    return text


def sheet(path: Path, header: Sequence[str] | None = None) -> Sheet:
    """Read a CSV file. With `header`, a header known to stand below title lines begins the sheet.

    Raises InputError when the file is no table: no rows, a row of another length, a column named twice.
    """
    text = decoded(path)
    titles = _titles(text, header) if header else ()
    body = text if not titles else "".join(text.splitlines(keepends=True)[len(titles) :])
    if titles:
        body = _until_its_end(path, body, len(titles))
    cells = _cells(path, body, len(titles))
    named = [str(cell).strip() for cell in cells.iloc[0]]
    rows = cells.iloc[1:]
    rows.columns = [name or f"column {place}" for place, name in enumerate(named, 1)]
    if twice := sorted({name for name in named if name and named.count(name) > 1}):
        raise InputError(f"{path}: the header has {twice[0]!r} twice; keep one")
    maybe = rows[rows.iloc[:, 0] == ""]
    rows = rows.drop(maybe.index[(maybe == "").all(axis=1)]).reset_index(drop=True)
    if rows.empty:
        raise InputError(f"{path} has a header but no rows; download it again")
    return Sheet(path, rows, titles, Account(rows=len(rows)))


def first_records(path: Path) -> list[list[str]]:
    """The first records of a file, cell by cell: its header is among them."""
    lines = io.StringIO(decoded(path)[:100_000], newline="")
    records: list[list[str]] = []
    try:
        for cells in csv.reader(lines):
            records.append([cell.strip() for cell in cells])
            if len(records) == TITLE_LINES:
                break
    except csv.Error as error:
        raise InputError(f"{path}: line {len(records) + 1} is no row of a table ({error})") from error
    return records


def _titles(text: str, header: Sequence[str]) -> tuple[str, ...]:
    lines = text.splitlines()[:TITLE_LINES]
    for number, line in enumerate(lines):
        if [cell.strip() for cell in next(csv.reader([line]), [])] == list(header):
            return tuple(lines[:number])
    return ()


def _until_its_end(path: Path, text: str, above: int) -> str:
    """A table that has title lines without the notes below it: it ends before the first blank line or shorter row.

    Raises InputError when a whole row follows, which would be lost. A file that begins with its header is not cut.
    """
    reader = csv.reader(io.StringIO(text, newline=""))
    width, end = len(next(reader)), reader.line_num
    try:
        for cells in reader:
            if len(cells) < width:
                break
            end = reader.line_num
        below = next((reader.line_num for cells in reader if len(cells) >= width), None)
    except csv.Error as error:
        raise InputError(f"{path}: line {reader.line_num + above} is no row of a table ({error})") from error
    if below:
        raise InputError(
            f"{path}: line {below + above} stands below the end of the table; save one table to a file, unbroken"
        )
    return "".join(io.StringIO(text, newline="").readlines()[:end])


def _cells(path: Path, text: str, above: int) -> pd.DataFrame:
    """Every cell as text, the header first."""
    content = text.encode()
    width = len(next(csv.reader(io.StringIO(text, newline="")), []))
    names = [str(place) for place in range(width)]
    try:
        table = pc.read_csv(
            pa.BufferReader(content),
            pc.ReadOptions(column_names=names, use_threads=False, block_size=len(content) + 1),
            pc.ParseOptions(newlines_in_values=True),
            pc.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowException as error:
        raise InputError(f"{path}: {_told(str(error), above)}; mend the line or download the file again") from error
    return table.to_pandas()


def _told(message: str, above: int) -> str:
    import re

    if row := re.search(r"Row #(\d+): Expected (\d+) columns, got (\d+)", message):
        return f"line {int(row[1]) + above} has {row[3]} cells, but the header {row[2]}"
    return message.splitlines()[0]
