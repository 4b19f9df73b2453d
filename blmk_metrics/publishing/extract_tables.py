"""The extracts of a release, verified against its manifest: opened to compute answers, and never to show any."""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from blmk_metrics.catalogue.extracts import COLUMNS, PERSONAL
from blmk_metrics.releases.manifest import Extract, Release, ReleaseError
from blmk_metrics.releases.reading import CANDIDATE, read_release

# Under which name a file of rows has whether they are real, in its own metadata; older ones have it in the manifest
# alone.
NATURE = b"nature"


@dataclass(frozen=True, kw_only=True)
class ReleaseTables(Release):
    """A whole release, verified and in memory: each table is all that its extracts hold."""

    tables: Mapping[str, pa.Table]


def open_tables(folder: Path, manifest: Path | None = None) -> ReleaseTables:
    """Read a manifest (the folder's own unless another is given) and all its extracts, verifying each file's content.

    Raises ReleaseError when the manifest or an extract is missing, unreadable, or not what the manifest says.
    """
    release = read_release(folder, manifest)
    parts: dict[str, list[pa.Table]] = {}
    for extract in release.extracts:
        parts.setdefault(extract.name, []).append(table_of(folder, extract))
    tables = {name: _united(name, tables) for name, tables in parts.items()}
    return ReleaseTables(**vars(release), tables=tables)


def named(folder: Path, release: Release, manifest: Path | None = None) -> str:
    """A release, or the candidate, as a message names it."""
    return f"{'Candidate' if manifest == folder / CANDIDATE else 'Release'} {release.id} in {folder}"


def _united(name: str, tables: list[pa.Table]) -> pa.Table:
    if len(tables) == 1:
        return tables[0]
    try:
        return pa.concat_tables(tables, promote_options="permissive")
    except pa.ArrowException as error:
        raise ReleaseError(f"Extract {name}: its parts do not fit together ({error}). Ingest them again.") from error


def table_of(folder: Path, extract: Extract) -> pa.Table:
    """The rows of one extract. Raises ReleaseError when its file is missing or not the one that the manifest names."""
    if extract.name not in COLUMNS:
        raise ReleaseError(f"Extract {extract.name} is no table of a release, and is not opened. Publish without it.")
    path = folder / extract.file
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReleaseError(f"Extract {extract.name}: {path} cannot be read ({error.strerror}).") from error
    if hashlib.sha256(content).hexdigest() != extract.sha256:
        raise ReleaseError(
            f"Extract {extract.name}: {path} is not the file that was published (its SHA-256 differs from the "
            "manifest's). Restore the file or publish the release again."
        )
    try:
        table = pq.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError) as error:
        raise ReleaseError(
            f"Extract {extract.name}: {path} is not a Parquet file that can be read ({error})."
        ) from error
    if table.num_rows != extract.rows:
        raise ReleaseError(
            f"Extract {extract.name}: {path} has {table.num_rows:,} rows, and the manifest says {extract.rows:,}. "
            "Restore the manifest or publish the release again."
        )
    nature = (table.schema.metadata or {}).get(NATURE, extract.provenance.nature.encode()).decode()
    if nature != extract.provenance.nature:
        raise ReleaseError(
            f"Extract {extract.name}: {path} says of itself that it is {nature}, and the manifest that it is "
            f"{extract.provenance.nature}. Restore the manifest or publish the release again."
        )
    # What tells of single persons has no place in a release, nor has any column that nothing here declares.
    declared = COLUMNS.get(extract.name, table.column_names)
    if strange := sorted(each for each in table.column_names if each not in declared or each.lower() in PERSONAL):
        raise ReleaseError(
            f"Extract {extract.name}: {path} has columns that no release holds: {', '.join(strange)}. Take the file "
            "out of the folder and publish aggregated counts."
        )
    return table
