"""Parquet files of persons and diagnoses: which they are, and whether their columns can be what they must be."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as pt

from blmk_metrics.errors import InputError
from blmk_metrics.layouts.texts import shown

# Under which key a file says that it is invented.
NATURE = b"blmk_metrics.nature"
IDS, TEXTS, DAYS = "text or whole numbers", "text", "dates"
COLUMNS = {
    "residents": {
        "person_id": IDS,
        "birth_month": DAYS,
        "sex": TEXTS,
        "lsoa21_code": TEXTS,
        "registered_from": DAYS,
        "registered_to": DAYS,
        "died_on": DAYS,
    },
    "diagnoses": {"person_id": IDS, "condition_code": TEXTS, "diagnosed_on": DAYS},
}


@dataclass(frozen=True)
class Records:
    """One of the two tables, found to have its columns: `name` is which, `files` hold its `rows`.

    It is `synthetic` when any of its files says that its people are invented.
    """

    name: str
    path: Path
    files: tuple[Path, ...]
    schema: pa.Schema
    rows: int
    synthetic: bool

    @property
    def has_timestamps(self) -> bool:
        """Whether any of its dates could have a time of day."""
        return any(pt.is_timestamp(self.schema.field(column).type) for column in COLUMNS[self.name])

    @property
    def has_text_ids(self) -> bool:
        """Whether persons are told by text, not by numbers."""
        return _is_text(self.schema.field("person_id").type)


def both_records(residents: Path, diagnoses: Path) -> tuple[Records, Records]:
    """The two tables, whose persons are told in the same way. Raises InputError where they cannot be used."""
    persons, recorded = records("residents", residents), records("diagnoses", diagnoses)
    if persons.has_text_ids != recorded.has_text_ids:
        kinds = ["text" if each.has_text_ids else "whole numbers" for each in (persons, recorded)]
        raise InputError(
            f"person_id is {kinds[0]} in {residents} but {kinds[1]} in {diagnoses}; write both in the same way"
        )
    return persons, recorded


def records(name: str, path: Path) -> Records:
    """A table of one Parquet file or a folder of them. Raises InputError where it has no rows or not its columns."""
    files = _files(path)
    opened = [(file, _footer(file)) for file in files]
    schema = opened[0][1].schema.to_arrow_schema().remove_metadata()
    for file, footer in opened[1:]:
        if difference := _difference(schema, footer.schema.to_arrow_schema()):
            raise InputError(f"{file} has other columns than {files[0]} ({difference}); write all files alike")
    _refuse_columns(name, path, schema)
    if not (rows := sum(footer.num_rows for _, footer in opened)):
        raise InputError(f"{path} has no rows: there are no {name} to count")
    synthetic = any((footer.metadata or {}).get(NATURE) == b"synthetic" for _, footer in opened)
    return Records(name, path, files, schema, rows, synthetic)


def _files(path: Path) -> tuple[Path, ...]:
    if not path.exists():
        raise InputError(f"{path} does not exist")
    if path.is_file():
        return (path.resolve(),)
    if not path.is_dir():
        raise InputError(f"{path} is no file and no folder")
    # Other software leaves marks beside its parts: _SUCCESS, ._part.parquet.crc.
    found = sorted(each for each in path.glob("*.parquet") if each.is_file() and each.name[0] not in "._")
    if not found:
        raise InputError(f"{path} is a folder without a Parquet file (*.parquet)")
    others = sorted(
        each
        for each in path.rglob("*")
        if each.suffix.lower() in (".parquet", ".parq", ".pq") and each.name[0] not in "._" and each not in found
    )
    if others:
        raise InputError(f"{others[0]} would not be read: put all files of {path} in the folder itself, as *.parquet")
    return tuple(each.resolve() for each in found)


def _footer(file: Path) -> pq.FileMetaData:
    try:
        return pq.read_metadata(file)
    except pa.ArrowException as error:
        raise InputError(f"{file} is not Parquet, or not whole; write it again as Parquet") from error
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror or error})") from error


def _difference(one: pa.Schema, other: pa.Schema) -> str:
    """The first column in which two files differ; nothing where they do not."""
    for column in dict.fromkeys([*one.names, *other.names]):
        kinds = [[str(field.type) for field in schema if field.name == column] for schema in (one, other)]
        if kinds[0] != kinds[1]:
            types = [" and ".join(each) or "missing" for each in kinds]
            return f"{shown(column)} is {types[1]}, not {types[0]}"
    return ""


def _refuse_columns(name: str, path: Path, schema: pa.Schema) -> None:
    columns = COLUMNS[name]
    if missing := [column for column in columns if column not in schema.names]:
        raise InputError(f"{path} lacks the column {', '.join(missing)}; {name} have {', '.join(columns)}")
    # Engines know no capitals in names.
    lowered = [column.lower() for column in schema.names]
    if twice := [column for column in columns if lowered.count(column) > 1]:
        raise InputError(f"{path} has the column {twice[0]} more than once; keep one")
    for column, wanted in columns.items():
        kind = schema.field(column).type
        if not _is(kind, wanted):
            raise InputError(f"{path}: {column} is {_described(kind)}, but must be {wanted}; write it so")


def _is(kind: pa.DataType, wanted: str) -> bool:
    if wanted == DAYS:
        return bool(pt.is_date(kind) or (pt.is_timestamp(kind) and kind.tz is None))
    return _is_text(kind) or (wanted == IDS and bool(pt.is_integer(kind)))


def _is_text(kind: pa.DataType) -> bool:
    kind = kind.value_type if pt.is_dictionary(kind) else kind
    return bool(pt.is_string(kind) or pt.is_large_string(kind) or pt.is_string_view(kind))


def _described(kind: pa.DataType) -> str:
    if pt.is_timestamp(kind):
        return f"a moment in the time zone {kind.tz}"
    return "empty throughout, without a type" if pt.is_null(kind) else f"of type {kind}"
