"""Tables as files: CSV, JSON, Parquet, written whole or not at all."""

import csv
import errno
import io
import json
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("csv", "json", "parquet")
# What a spreadsheet takes for a formula, unless it is a number or the sign alone.
FORMULA = re.compile(r"(?![+-]?[\d.,]*%?$)\s*[=+\-@＝＋－＠].*|\t.*", re.DOTALL)


def encode(table: "pa.Table", format: str) -> bytes:
    """A table in one of FORMATS. A missing cell is empty in CSV and null in JSON."""
    if format == "parquet":
        import pyarrow.parquet as pq  # slow to import, and a page writes none

        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="zstd", compression_level=9)
        return buffer.getvalue()
    if format == "json":
        return (json.dumps(table.to_pylist(), indent=1, ensure_ascii=False, default=str) + "\n").encode()
    return _csv(table.column_names, table.to_pylist())


def rows_as_csv(rows: Sequence[Mapping[str, object]], stamp: Mapping[str, str]) -> bytes:
    """Rows as CSV, each behind the same stamp (release, whether real, source)."""
    stamped = [{**stamp, **row} for row in rows]
    return _csv(list(stamped[0]), stamped)


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> bytes:
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(map(_inert, columns))
    lines.writerows([_inert(_whole(row[column])) for column in columns] for row in rows)
    return text.getvalue().encode()


def _whole(cell: object) -> object:
    """A count that travelled as floating point reads as the whole number it is."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _inert(cell: object) -> object:
    """Text that a spreadsheet would run as a formula stands behind an apostrophe, as text."""
    if not isinstance(cell, str):
        return cell
    # Python's writer leaves a lone carriage return bare, which begins a row.
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if FORMULA.fullmatch(text) else text


def _flush_folder(folder: Path) -> None:
    """Make a renaming in a folder outlast a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write(path: Path, content: bytes) -> None:
    """Write beside, flush to disk, then move into place: no reader ever sees half a file.

    A link is followed, an existing file keeps its mode. Raises OSError naming the path when it cannot be written, or is
    something other than a file; nothing is left behind.
    """
    with written_beside(path, content):
        pass


@contextmanager
def written_beside(path: Path, content: bytes) -> Iterator[None]:
    """The same, with something to be done between the two: the file is moved into place when that has succeeded."""
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not a file", str(path))
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with _named(path):
            with beside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if path.exists():
                beside.chmod(stat.S_IMODE(path.stat().st_mode))
        yield
        with _named(path):
            beside.replace(path)
            _flush_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """An error of the disk names the file that it is about, not the one beside it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
