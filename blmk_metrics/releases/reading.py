"""Opening a release: its manifest, and every extract verified against it."""

import hashlib
import io
import re
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from blmk_metrics.catalogue.extracts import COLUMNS, PERSONAL
from blmk_metrics.catalogue.in_force import catalogue_as_published, shipped_catalogue
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.errors import InputError
from blmk_metrics.releases.manifest import (
    MANIFEST,
    Extract,
    Manifest,
    Release,
    ReleaseError,
    identity,
    parsed,
)

HISTORY = "history"
CANDIDATE = "candidate.json"
# The id of the candidate that passed its checks.
CHECKED = "candidate.checked"
# Every table that a release may hold.
TABLES = set(COLUMNS)
# How the id of a release is written.
ID = re.compile(r"[0-9a-f]{12}")


def manifest_id(folder: Path) -> str:
    """The identity of the release a folder holds now: cheap enough to ask at every page view."""
    return identity(manifest_bytes(folder / MANIFEST))


def manifest_of(folder: Path, release_id: str) -> Path:
    """Where the folder's history has the manifest of a release, or will have it once another is published.

    Whoever reads there is given that release, whatever is published meanwhile (`manifest_bytes`).
    """
    if not ID.fullmatch(release_id):
        raise ReleaseError(
            f"{folder} has no release {release_id[:40]!r}: an id is twelve of 0-9 and a-f. Those it has are told by "
            "python -m blmk_metrics status."
        )
    return folder / HISTORY / f"{release_id}.json"


def read_manifest(path: Path) -> Manifest:
    """A manifest alone, without its extracts. Raises ReleaseError when there is none that can be read."""
    return parsed(manifest_bytes(path), path)


def candidate(folder: Path) -> Manifest | None:
    """The candidate of a folder, if it has one."""
    return read_manifest(folder / CANDIDATE) if (folder / CANDIDATE).exists() else None


def is_checked(folder: Path, candidate_id: str) -> bool:
    """Whether it was this very candidate that passed the checks."""
    path = folder / CHECKED
    return path.exists() and path.read_bytes() == candidate_id.encode()


def current_id(folder: Path) -> str:
    """The id of the release a folder serves, or nothing where it has none."""
    return manifest_id(folder) if (folder / MANIFEST).exists() else ""


def history(folder: Path) -> list[Manifest]:
    """The releases that a folder has served before, latest first; none whose manifest is spoilt."""
    found = []
    for path in sorted((folder / HISTORY).glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True):
        with suppress(ReleaseError):
            found.append(read_manifest(path))
    return found


def open_release(folder: Path, manifest: Path | None = None) -> Release:
    """Read a manifest (the folder's own unless another is given) and all its extracts, verifying each file's content.

    Raises ReleaseError when the manifest or an extract is missing, unreadable, or not what the manifest says.
    """
    opened = read_manifest(manifest or folder / MANIFEST)
    parts: dict[str, list[pa.Table]] = {}
    for extract in opened.extracts:
        parts.setdefault(extract.name, []).append(table_of(folder, extract))
    tables = {name: _united(name, tables) for name, tables in parts.items()}
    return Release(**vars(opened), tables=tables, catalogue=catalogue_of_release(folder, opened))


def catalogue_of_release(folder: Path, manifest: Manifest) -> Catalogue:
    """The measures that a release was published with; those that ship, where it was before releases had any.

    Raises ReleaseError when its file is missing, not the one that the manifest names, or has a measure that cannot be
    counted.
    """
    if manifest.catalogue_file is None:
        try:
            return shipped_catalogue()
        except InputError as error:
            raise ReleaseError(f"The measures that ship, by which release {manifest.id} is read: {error}.") from error
    path = folder / manifest.catalogue_file.file
    try:
        content = path.read_bytes()
    except OSError as error:
        why = f"{path} cannot be read ({error.strerror})"
        raise ReleaseError(f"The catalogue of release {manifest.id}: {why}.") from error
    if hashlib.sha256(content).hexdigest() != manifest.catalogue_file.sha256:
        raise ReleaseError(
            f"The catalogue of release {manifest.id}: {path} is not the file that was published. Restore the file or "
            "publish the release again."
        )
    try:
        return catalogue_as_published(content)
    except InputError as error:
        raise ReleaseError(f"{path}: {error}.") from error


def manifest_bytes(path: Path) -> bytes:
    """A manifest as it is stored; of a path in the history, that of the release it is named after.

    Raises ReleaseError when it cannot be read, or is another's.
    """
    named = path.stem if path.parent.name == HISTORY and ID.fullmatch(path.stem) else ""
    if named:
        # The folder's own is asked first: it is kept before another takes its place, so one of the two has it.
        with suppress(OSError):
            content = (path.parents[1] / MANIFEST).read_bytes()
            if identity(content) == named:
                return content
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReleaseError(f"No release in {path.parent}: {path.name} cannot be read ({error.strerror}).") from error
    if named and identity(content) != named:
        raise ReleaseError(f"{path} is not the manifest of release {named} any more. Restore the file.")
    return content


def _united(name: str, tables: list[pa.Table]) -> pa.Table:
    if len(tables) == 1:
        return tables[0]
    try:
        return pa.concat_tables(tables, promote_options="permissive")
    except pa.ArrowException as error:
        raise ReleaseError(f"Extract {name}: its parts do not fit together ({error}). Ingest them again.") from error


def table_of(folder: Path, extract: Extract) -> pa.Table:
    """The rows of one extract. Raises ReleaseError when its file is missing or not the one that the manifest names."""
    if extract.name not in TABLES:
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
    # What tells of single persons has no place in a release, nor has any column that nothing here declares.
    declared = COLUMNS.get(extract.name, table.column_names)
    if strange := sorted(each for each in table.column_names if each not in declared or each.lower() in PERSONAL):
        raise ReleaseError(
            f"Extract {extract.name}: {path} has columns that no release holds: {', '.join(strange)}. Take the file "
            "out of the folder and publish aggregated counts."
        )
    return table
