"""Where a command's table goes: a file, or the screen."""

import sys
from pathlib import Path

import pyarrow as pa

from blmk_metrics.errors import InputError
from blmk_metrics.tables import encode, write


def put(table: pa.Table, format: str, output: str | None) -> None:
    """Write a table to a file, or print it."""
    if output is None:
        if format == "parquet":
            raise InputError("Parquet is not text: give a file with -o FILE")
        # UTF-8 whatever the terminal speaks, as in a file.
        sys.stdout.buffer.write(encode(table, format))
        sys.stdout.flush()
    elif not output:
        raise InputError("-o needs the name of a file")
    else:
        write(Path(output), encode(table, format))
