"""Where what a command makes goes: a file, or the screen."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from blmk_metrics.errors import InputError
from blmk_metrics.table_files import encode, write

if TYPE_CHECKING:
    from blmk_metrics.reports.packing import Note


def put(table: pa.Table, format: str, output: str | None) -> None:
    """Write a table to a file, or print it."""
    if output is None:
        if format == "parquet":
            raise InputError("Parquet is not text: give a file with -o FILE")
        if sys.stdout is None:
            raise InputError("standard output is closed: give a file with -o FILE")
        # UTF-8 whatever the terminal speaks, as in a file.
        sys.stdout.buffer.write(encode(table, format))
        sys.stdout.flush()
    elif not output:
        raise InputError("-o needs the name of a file")
    else:
        write(Path(output), encode(table, format))


@contextmanager
def progress(begins: str, *, quiet: bool = False) -> Iterator["Note"]:
    """How far something is, on standard error: a bar on a terminal, else a line for each part, `12/48 what`; nothing
    else than the bar where it is `quiet`."""
    if not sys.stderr.isatty():
        yield lambda done, parts, what: None if quiet else print(f"{done}/{parts} {what}", file=sys.stderr, flush=True)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(begins, total=None)
        yield lambda done, parts, what: bar.update(task, completed=done, total=parts, description=what)


def destination(output: str, format_name: str | None, endings: Mapping[str, str]) -> tuple[Path, str]:
    """The file to write and its format: the one asked for, in any case, else the one that the file's name ends in.

    `endings` has how a file of each format ends. Raises InputError, before any work, where nothing could be written.
    """
    if not output:
        raise InputError("-o needs the name of a file")
    path = Path(output)
    format = _format(path, format_name, endings)
    if path.is_dir():
        raise InputError(f"{path} is a folder: -o needs the name of a file")
    if not path.parent.is_dir():
        raise InputError(f"{path.parent} is not a folder: make it, or write elsewhere with -o")
    if not os.access(path.parent, os.W_OK):
        raise InputError(f"{path.parent} cannot be written to: write elsewhere with -o")
    return path, format


def _format(path: Path, format_name: str | None, endings: Mapping[str, str]) -> str:
    ending = path.suffix.removeprefix(".").lower()
    format = ending if format_name is None else format_name.lower()
    if format not in endings:
        fault = (
            f"unknown format {format_name!r}"
            if format_name is not None
            else f"-o {path.name!r} does not end in a format"
        )
        raise InputError(f"{fault}; choose one of {', '.join(endings)} with --format")
    if ending in endings and ending != endings[format]:
        raise InputError(f"{format} is written as a .{endings[format]} file: end {path.name} so, with --format")
    return format
