"""Invented records as Parquet: drawn and written a chunk at a time, and moved into place when they are whole."""

import errno
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from blmk_metrics.errors import InputError
from blmk_metrics.synthetic_records.homes import Neighbourhoods
from blmk_metrics.synthetic_records.illnesses import Recordings, conditions, draw_recordings
from blmk_metrics.synthetic_records.people import NEVER, People, draw_people

CHUNK = 100_000
SEXES = pa.array(["F", "M", "U"])
NATURE = {"blmk_metrics.nature": "synthetic"}
RESIDENTS = pa.schema(
    {
        "person_id": pa.string(),
        "birth_month": pa.date32(),
        "sex": pa.string(),
        "lsoa21_code": pa.string(),
        "registered_from": pa.date32(),
        "registered_to": pa.date32(),
        "died_on": pa.date32(),
    },
    metadata=NATURE,
)
DIAGNOSES = pa.schema(
    {"person_id": pa.string(), "condition_code": pa.string(), "diagnosed_on": pa.date32()}, metadata=NATURE
)
DIGITS = np.array([list(f"{byte:02x}".encode()) for byte in range(256)], dtype=np.uint8)
LENGTH = 16


@dataclass(frozen=True)
class Written:
    """How many rows were written."""

    residents: int
    diagnoses: int


def write_records(folder: Path, residents: int, seed: int, neighbourhoods: Neighbourhoods) -> Written:
    """Write residents.parquet and diagnoses.parquet (and deprivation.csv, where LSOAs are invented) into a new folder.

    They are written beside and moved into place whole. Raises InputError when the folder holds something already,
    OSError when it cannot be written; then nothing is left behind.
    """
    folder = Path(os.path.realpath(folder))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} exists and is not an empty folder: name a new one")
    if not folder.parent.is_dir():
        raise OSError(errno.ENOENT, "no such folder", str(folder.parent))
    beside = folder.with_name(f".{folder.name}.{os.getpid()}")
    beside.mkdir()
    try:
        diagnoses = _write(beside, residents, seed, neighbourhoods)
        if neighbourhoods.lookup:
            (beside / "deprivation.csv").write_text(neighbourhoods.lookup, encoding="utf-8")
        beside.replace(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return Written(residents, diagnoses)


def _write(folder: Path, residents: int, seed: int, neighbourhoods: Neighbourhoods) -> int:
    """Write both files, a row group a chunk; return how many diagnoses there are."""
    diagnoses, codes = 0, pa.array(neighbourhoods.codes)
    with (
        _writer(folder / "residents.parquet", RESIDENTS, ["sex", "lsoa21_code"]) as people_file,
        _writer(folder / "diagnoses.parquet", DIAGNOSES, ["person_id", "condition_code"]) as diagnoses_file,
    ):
        for chunk, first in enumerate(range(0, residents, CHUNK), start=1):
            # A generator of its own for each chunk, so that no chunk depends on how another was made.
            random = np.random.Generator(np.random.PCG64([seed, chunk]))
            people = draw_people(random, min(CHUNK, residents - first), neighbourhoods.deciles)
            ids = _pseudonyms(first, len(people.born), seed)
            recordings = draw_recordings(random, people)
            people_file.write_table(_resident_rows(people, ids, codes))
            diagnoses_file.write_table(_diagnosis_rows(recordings, ids))
            diagnoses += len(recordings.day)
    return diagnoses


def _writer(path: Path, schema: pa.Schema, repeated: list[str]) -> pq.ParquetWriter:
    return pq.ParquetWriter(path, schema, compression="zstd", use_dictionary=repeated)


def _resident_rows(people: People, ids: np.ndarray, codes: pa.Array) -> pa.Table:
    months = people.born.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return pa.table(
        [
            _text(ids),
            _days(months),
            SEXES.take(pa.array(people.sex)),
            codes.take(pa.array(people.neighbourhood)),
            _days(people.registered_from),
            _days(people.registered_to),
            _days(people.died_on),
        ],
        schema=RESIDENTS,
    )


def _diagnosis_rows(recordings: Recordings, ids: np.ndarray) -> pa.Table:
    codes = pa.array([condition.code for condition in conditions()])
    return pa.table(
        [_text(ids[recordings.person]), codes.take(pa.array(recordings.condition)), _days(recordings.day)],
        schema=DIAGNOSES,
    )


def _days(days: np.ndarray) -> pa.Array:
    """Days since 1970-01-01 as dates, missing where there is none."""
    return pa.array(days.astype(np.int32), mask=days == NEVER).cast(pa.date32())


def _text(ids: np.ndarray) -> pa.Array:
    """Rows of letters as text."""
    ends = np.arange(0, LENGTH * (len(ids) + 1), LENGTH, dtype=np.int32)
    return pa.StringArray.from_buffers(len(ids), pa.py_buffer(ends), pa.py_buffer(np.ascontiguousarray(ids)))


def _pseudonyms(first: int, number: int, seed: int) -> np.ndarray:
    """Sixteen letters for each of so many people from the first on: (number, 16) bytes, no two rows alike.

    The people's numbers go through a mixing that can be undone (as in the SplitMix64 generator), hence never meet.
    """
    mixed = np.arange(first, first + number, dtype=np.uint64) + np.uint64(seed * 0x9E3779B97F4A7C15 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return DIGITS[mixed.astype(">u8").view(np.uint8)].reshape(number, LENGTH)
