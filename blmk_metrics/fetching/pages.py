"""Answers that come in pages: Nomis sends at most 25,000 rows at once, and says in RECORD_COUNT how many there are."""

import csv
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from blmk_metrics.fetching.download_errors import WrongAnswer

COUNT, OFFSET = "RECORD_COUNT", "RECORD_OFFSET"


@dataclass(frozen=True)
class Page:
    """A page: its header, how many rows it has, at which row it begins, and how many rows all pages have, if told."""

    header: list[str]
    rows: int
    begins: str
    count: int | None


def download_pages(address: str, part: Path, download: Callable[[str, Path], None]) -> Path:
    """Download an address with all its pages by means of `download`, and return the part that is whole.

    Raises WrongAnswer when the pages do not make what the first one promised.
    """
    download(address, part)
    first = _page(part, address)
    if first.count is None or first.rows == first.count:
        return part
    joined = part.with_suffix(".joined.part")
    shutil.copyfile(part, joined)
    had = first.rows
    while had < first.count:
        further = f"{address}{'&' if '?' in address else '?'}recordoffset={had}"
        beside = part.with_suffix(f".{had}.part")
        download(further, beside)
        page = _page(beside, further)
        if page.header != first.header or page.count != first.count:
            raise WrongAnswer(f"{further}: the page is not of the same answer as the first; fetch again")
        if page.begins not in ("", str(had)):
            raise WrongAnswer(f"{further}: the page begins at row {page.begins}, not {had}")
        _append(beside, joined)
        had += page.rows
    if had != first.count:
        raise WrongAnswer(f"{address}: {had:,} rows came, but the first page promised {first.count:,}")
    return joined


def _page(part: Path, address: str) -> Page:
    with part.open(encoding="utf-8-sig", errors="replace", newline="") as text:
        # Most answers are not of Nomis, and some are not tables: their first line tells.
        if COUNT not in text.readline(100_000):
            return Page([], 0, "", None)
        text.seek(0)
        reader = csv.reader(text)
        try:
            header = next(reader)
            first = next((cells for cells in reader if cells), None)
            rows = sum(bool(cells) for cells in reader) + 1
        except csv.Error as error:
            raise WrongAnswer(f"{address}: the answer is no table ({error})") from error
    if first is None or COUNT not in header:
        return Page(header, 0, "", None)
    cells = dict(zip(header, first, strict=False))
    if not cells.get(COUNT, "").isdecimal() or int(cells[COUNT]) < rows:
        raise WrongAnswer(f"{address}: {COUNT} is {cells.get(COUNT, '')!r}, but {rows:,} rows came")
    return Page(header, rows, cells.get(OFFSET, ""), int(cells[COUNT]))


def _append(page: Path, joined: Path) -> None:
    """Append a page's rows, without its header."""
    with page.open("rb") as rows, joined.open("r+b") as whole:
        rows.readline()
        whole.seek(-1, 2)
        if whole.read() != b"\n":
            whole.write(b"\n")
        shutil.copyfileobj(rows, whole)
