"""The text of a CSV file as records: where its table begins and ends, and every cell of it."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc

from blmk_metrics.errors import InputError
from blmk_metrics.layouts.texts import shown

# A page of Nomis's own begins with a few lines of title, and so do many spreadsheets.
TITLE_LINES = 40
# As many characters as a header stands within.
BEGINNING = 100_000
# Python's own limit would stop at a long note.
csv.field_size_limit(2**31 - 1)


def first_records(path: Path, text: str) -> list[list[str]]:
    """The first records of a file's text, cell by cell: its header is among them."""
    lines = io.StringIO(text[:BEGINNING], newline="")
    records: list[list[str]] = []
    try:
        for cells in csv.reader(lines):
            records.append([cell.strip() for cell in cells])
            if len(records) == TITLE_LINES:
                break
    except csv.Error as error:
        raise InputError(f"{path}: line {len(records) + 1} is no row of a table ({error})") from error
    return records


def titles_above(text: str, header: Sequence[str]) -> tuple[str, ...]:
    """The lines above a header, each with its end."""
    lines, above = io.StringIO(text[:BEGINNING], newline="").readlines(), 0
    reader = csv.reader(lines)
    for cells in reader:
        if [cell.strip() for cell in cells] == list(header):
            break
        above = reader.line_num
    return tuple(lines[:above])


def until_its_end(path: Path, text: str, above: int) -> str:
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


def cells_of(path: Path, text: str, above: int) -> pd.DataFrame:
    """Every cell as text, the header first."""
    content = text.encode()
    width = len(next(csv.reader(io.StringIO(text[:BEGINNING], newline="")), []))
    names = [str(place) for place in range(width)]
    if text.count('"') % 2 and (fault := _amiss(text, width, above)):
        raise InputError(f"{path}: {fault}; mend the line or download the file again")
    try:
        table = pc.read_csv(
            pa.BufferReader(content),
            pc.ReadOptions(column_names=names, use_threads=False, block_size=len(content) + 1),
            pc.ParseOptions(newlines_in_values=True),
            pc.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowException as error:
        fault = _amiss(text, width, above) or shown(str(error))
        raise InputError(f"{path}: {fault}; mend the line or download the file again") from error
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _amiss(text: str, width: int, above: int) -> str:
    """What is wrong with the first line that is no row of a table, if there is one."""
    reader, begins = csv.reader(io.StringIO(text, newline=""), strict=True), above + 1
    try:
        for cells in reader:
            if cells and len(cells) != width:
                return f"line {begins} has {len(cells)} cells, but the header {width}"
            begins = reader.line_num + above + 1
    except csv.Error as error:
        reason = "a quote is not closed" if "end of data" in str(error) else str(error)
        return f"line {begins} is no row of a table ({reason})"
    return ""
