"""A release: immutable extracts named by their content, and the one manifest that makes them the truth.

Publishing copies extracts to their content names and replaces the manifest in one step; opening verifies every byte
against it. A crash at any point leaves the release that was there.
"""

import hashlib
import io
import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from blmk_metrics.tables import encode, write

MANIFEST = "manifest.json"
FORMAT = 1
# Extracts that every measure may need, whatever it counts.
REFERENCE = ("areas", "area_members", "boundaries", "european_standard_population", "published_figures")
NATURES = ("real", "synthetic", "schematic")


class ReleaseError(Exception):
    """A release that cannot be served; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where an extract comes from. `nature` is `real`, `synthetic`, or `schematic` for outlines that only indicate."""

    nature: str
    source: str
    publisher: str
    licence: str
    retrieved: str
    note: str = ""

    def __post_init__(self) -> None:
        if self.nature not in NATURES or not all(isinstance(text, str) for text in asdict(self).values()):
            raise ValueError(f"nature must be one of {', '.join(NATURES)}, and every other word a text")


@dataclass(frozen=True, kw_only=True)
class Extract:
    """One entry of the manifest: a table, the file that holds it, and its provenance."""

    name: str
    file: str
    sha256: str
    rows: int
    provenance: Provenance

    def __post_init__(self) -> None:
        if not (isinstance(self.name, str) and re.fullmatch(r"[a-z][a-z0-9_]*", self.name)):
            raise ValueError(f"{str(self.name)[:40]!r} is not the name of an extract")
        if not (isinstance(self.file, str) and re.fullmatch(r"(extracts|reference)/[a-z0-9_.]+\.parquet", self.file)):
            raise ValueError(f"{str(self.file)[:80]!r} is not a file of a release")
        if not isinstance(self.rows, int):
            raise ValueError("rows must be a number")


@dataclass(frozen=True, kw_only=True)
class Release:
    """A whole release, verified and in memory. `id` is the first twelve digits of the manifest's SHA-256."""

    id: str
    title: str
    published: date
    extracts: Mapping[str, Extract]
    tables: Mapping[str, pa.Table]

    def synthetic(self, names: tuple[str, ...]) -> bool:
        """Whether any of these extracts is synthetic."""
        return any(self.extracts[name].provenance.nature == "synthetic" for name in names)

    @property
    def any_synthetic(self) -> bool:
        """Whether any extract of the release is synthetic."""
        return self.synthetic(tuple(self.extracts))


def data_folder() -> Path:
    """The folder that holds the release: `BLMK_DATA` where it is set, else the project's own `data`."""
    return Path(os.environ.get("BLMK_DATA") or Path(__file__).resolve().parent.parent / "data")


def manifest_id(folder: Path) -> str:
    """The identity of the release a folder holds now: cheap enough to ask at every page view."""
    return hashlib.sha256(_manifest_bytes(folder)).hexdigest()[:12]


def open_release(folder: Path) -> Release:
    """Read a folder's manifest and every extract it names, verifying each file's content.

    Raises ReleaseError when the manifest or an extract is missing, unreadable, or not what the manifest says.
    """
    content = _manifest_bytes(folder)
    try:
        manifest = json.loads(content)
        if manifest["format"] != FORMAT:
            raise ReleaseError(f"{folder / MANIFEST} has format {manifest['format']}; this software reads {FORMAT}.")
        extracts = [
            Extract(**{**entry, "provenance": Provenance(**entry["provenance"])}) for entry in manifest["extracts"]
        ]
        title, published = str(manifest["title"]), date.fromisoformat(manifest["published"])
        if len({extract.name for extract in extracts}) < len(extracts):
            raise ValueError("an extract is named twice")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReleaseError(
            f"{folder / MANIFEST} is not a release's manifest ({type(error).__name__}: {error}). Publish again."
        ) from error
    return Release(
        id=hashlib.sha256(content).hexdigest()[:12],
        title=title,
        published=published,
        extracts={extract.name: extract for extract in extracts},
        tables={extract.name: _verified(folder, extract) for extract in extracts},
    )


def publish(folder: Path, title: str, published: date, tables: Mapping[str, tuple[pa.Table, Provenance]]) -> str:
    """Write tables as content-named extracts, then make them the release of this folder; return its id.

    Raises OSError when the folder cannot be written; the manifest that was there then still stands.
    """
    extracts = []
    for name, (table, provenance) in tables.items():
        content = encode(table, "parquet")
        digest = hashlib.sha256(content).hexdigest()
        room = "reference" if name in REFERENCE else "extracts"
        file = f"{room}/{name}.{digest[:12]}.parquet"
        (folder / room).mkdir(parents=True, exist_ok=True)
        write(folder / file, content)
        extracts.append(Extract(name=name, file=file, sha256=digest, rows=table.num_rows, provenance=provenance))
    manifest = {
        "format": FORMAT,
        "title": title,
        "published": published.isoformat(),
        "extracts": [asdict(extract) for extract in extracts],
    }
    write(folder / MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n")
    return manifest_id(folder)


def _manifest_bytes(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise ReleaseError(f"No release in {folder}: {MANIFEST} cannot be read ({error.strerror}).") from error


def _verified(folder: Path, extract: Extract) -> pa.Table:
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
    return table
