"""Tables as files: CSV, JSON, Parquet, written whole or not at all."""

import io
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

FORMATS = ("csv", "json", "parquet")


def encode(table: pa.Table, format: str) -> bytes:
    """A table in one of FORMATS. A missing cell is empty in CSV and null in JSON."""
    buffer = io.BytesIO()
    if format == "json":
        return (json.dumps(table.to_pylist(), indent=1, ensure_ascii=False) + "\n").encode()
    if format == "parquet":
        pq.write_table(table, buffer, compression="zstd", compression_level=9)
    else:
        pc.write_csv(table, buffer, pc.WriteOptions(quoting_style="needed", quoting_header="none"))
    return buffer.getvalue()


def write(path: Path, content: bytes) -> None:
    """Write beside, flush to disk, then move into place: no reader ever sees half a file."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
