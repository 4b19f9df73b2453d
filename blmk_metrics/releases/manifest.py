"""What a release is made of: extracts named by their content, and the one manifest that makes them the truth."""

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from blmk_metrics.indicators import Indicator
from blmk_metrics.resources import DATA

MANIFEST = "manifest.json"
FORMAT = 1
PUBLISHED = "published_estimates"
# What every measure may need, whatever it counts: never a series of figures that a measure is made of.
REFERENCE = ("areas", "area_members", "boundaries", "european_standard_population", "published_figures")
NATURES = ("real", "synthetic", "schematic")


class ReleaseError(Exception):
    """A release that cannot be served or changed; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where an extract comes from. `nature` is `real`, `synthetic`, or `schematic` for outlines that only indicate.

    `quality` is, of counts made from person-level records, what was left out of them and how they were made.
    """

    nature: str
    source: str
    publisher: str
    licence: str
    retrieved: str
    note: str = ""
    quality: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        texts = (self.source, self.publisher, self.licence, self.retrieved, self.note)
        if self.nature not in NATURES or not all(isinstance(text, str) for text in texts):
            raise ValueError(f"nature must be one of {', '.join(NATURES)}, and every other word a text")
        if not isinstance(self.quality, dict):
            raise ValueError("quality must have names")


@dataclass(frozen=True, kw_only=True)
class Extract:
    """One entry of the manifest: a file of rows, the table they belong to, and where they come from.

    Several entries may make one table, each with its own source. `series` is the id of the measure whose published
    estimates the rows are, and empty for every other table.
    """

    name: str
    file: str
    sha256: str
    rows: int
    provenance: Provenance
    series: str = ""

    def __post_init__(self) -> None:
        if not (isinstance(self.name, str) and re.fullmatch(r"[a-z][a-z0-9_]*", self.name)):
            raise ValueError(f"{str(self.name)[:40]!r} is not the name of an extract")
        if not (isinstance(self.file, str) and re.fullmatch(r"(extracts|reference)/[a-z0-9_.]+\.parquet", self.file)):
            raise ValueError(f"{str(self.file)[:80]!r} is not a file of a release")
        if not isinstance(self.rows, int) or not isinstance(self.series, str):
            raise ValueError("rows must be a number, and series a text")

    @property
    def title(self) -> str:
        """What it is called: `published estimates of school readiness`."""
        return " of ".join(part.replace("_", " ") for part in (self.name, self.series) if part)

    def is_of(self, indicator: Indicator) -> bool:
        """Whether figures of this measure are made of these rows."""
        if self.name == PUBLISHED:
            return self.series == indicator.id
        return self.name in indicator.extracts and self.name not in REFERENCE


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """A release as it is written down. `id` is the first twelve digits of its SHA-256; `previous` the id before it."""

    id: str
    title: str
    published: date
    previous: str
    extracts: tuple[Extract, ...]


@dataclass(frozen=True, kw_only=True)
class Release(Manifest):
    """A whole release, verified and in memory: each table is all that its extracts hold."""

    tables: Mapping[str, pa.Table]

    def behind(self, indicator: Indicator) -> tuple[Extract, ...]:
        """The extracts that a measure's figures are made of."""
        return tuple(extract for extract in self.extracts if extract.is_of(indicator))

    def origin(self, indicator: Indicator) -> str:
        """The extracts behind a measure in words, each with its nature and source."""
        return "; ".join(
            f"{each.name}: {each.provenance.nature.upper()}, {each.provenance.source}"
            for each in self.behind(indicator)
        )

    def synthetic(self, indicator: Indicator) -> bool:
        """Whether any of a measure's figures is invented."""
        return any(extract.provenance.nature == "synthetic" for extract in self.behind(indicator))

    def nature(self, name: str) -> str:
        """Whether a table is real, synthetic or schematic; the least real of its extracts decides."""
        return max((each.provenance.nature for each in self.extracts if each.name == name), key=NATURES.index)


def data_folder() -> Path:
    """The folder that holds the release: `BLMK_DATA` where it is set, else the project's own `data`."""
    return Path(os.environ.get("BLMK_DATA") or shipped_folder())


def shipped_folder() -> Path:
    """The folder of the release that comes with the software."""
    return DATA


def identity(content: bytes) -> str:
    """The id of a manifest, from its bytes."""
    return hashlib.sha256(content).hexdigest()[:12]


def written(title: str, published: date, previous: str, extracts: Iterable[Extract]) -> bytes:
    """A manifest as it is stored."""
    manifest = {
        "format": FORMAT,
        "title": title,
        "published": published.isoformat(),
        "previous": previous,
        "extracts": [_entry(extract) for extract in extracts],
    }
    return json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n"


def _entry(extract: Extract) -> dict[str, Any]:
    entry = asdict(extract)
    # Left out where there is none: a manifest is known by its bytes.
    if not extract.provenance.quality:
        del entry["provenance"]["quality"]
    return entry


def parsed(content: bytes, path: Path) -> Manifest:
    """A stored manifest. Raises ReleaseError, naming `path`, where it is none."""
    try:
        manifest = json.loads(content)
        if manifest["format"] != FORMAT:
            raise ReleaseError(f"{path} has format {manifest['format']}; this software reads {FORMAT}.")
        extracts = tuple(
            Extract(**{**entry, "provenance": Provenance(**entry["provenance"])}) for entry in manifest["extracts"]
        )
        if len({extract.file for extract in extracts}) < len(extracts):
            raise ValueError("a file is named twice")
        return Manifest(
            id=identity(content),
            title=str(manifest["title"]),
            published=date.fromisoformat(manifest["published"]),
            previous=str(manifest.get("previous", "")),
            extracts=extracts,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReleaseError(
            f"{path} is not a release's manifest ({type(error).__name__}: {error}). Restore it; or begin a candidate "
            "anew with ingest --anew, or go back to another release with rollback --to."
        ) from error
