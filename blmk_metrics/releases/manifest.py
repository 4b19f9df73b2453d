"""What a release is made of: extracts named by their content, and the one manifest that makes them the truth."""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, ConfigDict, with_config

from blmk_metrics.catalogue.faults import Fault, Faulty, Refused
from blmk_metrics.catalogue.field_types import Day, Whole, matching
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.strict_json import read_json
from blmk_metrics.catalogue.terms import PUBLISHED
from blmk_metrics.catalogue.type_words import quoted
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.resources import DATA

MANIFEST = "manifest.json"
FORMAT = 1
# What every measure may need, whatever it counts: never a series of figures that a measure is made of.
REFERENCE = ("areas", "area_members", "boundaries", "european_standard_population", "published_figures")
Nature = Literal["real", "synthetic", "schematic"]
# From the most real to the least.
NATURES: tuple[Nature, ...] = get_args(Nature)


class ReleaseError(Exception):
    """A release that cannot be served or changed; the message says what is wrong, where, and what to do."""


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where an extract comes from. `nature` is `real`, `synthetic`, or `schematic` for outlines that only indicate.

    `quality` is, of counts made from person-level records, what was left out of them and how they were made.
    """

    nature: Nature
    source: str
    publisher: str
    licence: str
    retrieved: str
    note: str = ""
    quality: dict[str, Any] = field(default_factory=dict, hash=False)


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class Extract:
    """One entry of the manifest: a file of rows, the table they belong to, and where they come from.

    Several entries may make one table, each with its own source. `series` is the id of the measure whose published
    estimates the rows are, and empty for every other table.
    """

    name: Annotated[str, matching("[a-z][a-z0-9_]*", "is not the name of an extract")]
    file: Annotated[str, matching(r"(extracts|reference)/[a-z0-9_.]+\.parquet", "is not a file of a release")]
    sha256: str
    rows: Whole
    provenance: Provenance
    series: str = ""

    @property
    def title(self) -> str:
        """What it is called: `published estimates of school readiness`."""
        return " of ".join(part.replace("_", " ") for part in (self.name, self.series) if part)

    def is_of(self, measure: Measure) -> bool:
        """Whether figures of this measure are made of these rows."""
        if self.name == PUBLISHED:
            return self.series == measure.id
        return self.name in measure.extracts and self.name not in REFERENCE


def _once(extracts: tuple[Extract, ...]) -> tuple[Extract, ...]:
    files = [extract.file for extract in extracts]
    if twice := next((file for file in files if files.count(file) > 1), ""):
        raise Faulty(f"has the file {quoted(twice, 80)} named twice")
    return extracts


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class CatalogueFile:
    """Where a release has the measures in force when it was published."""

    file: Annotated[str, matching(r"reference/catalogue\.[0-9a-f]{12}\.json", "is not the file of a catalogue")]
    sha256: str


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class AnswerFile:
    """One file of finished answers: what it holds, such as `figures/school_readiness`, and where it is."""

    name: str
    file: Annotated[str, matching(r"answers/[a-z0-9_.]+\.[0-9a-f]{12}\.(parquet|json)", "is not a file of answers")]
    sha256: str


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class AnswerFiles:
    """The finished answers of a release. `made_by` has what made them: the SHA-256 of the SQL that ran, under `sql`,
    and the versions of the libraries that ran it, by their names."""

    made_by: dict[str, str] = field(hash=False)
    files: tuple[AnswerFile, ...]


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """A release as it is written down. `id` is the first twelve digits of its SHA-256; `previous` the id before it.

    `earlier` are ids of releases that it follows: figures printed from them are found by their ids in this one.
    `catalogue_file` None: published before releases had one, and read with the measures that ship. `answers` None: it
    has not been published with finished answers, so that nothing of it can be shown.
    """

    id: str
    title: str
    published: Day
    previous: str
    extracts: Annotated[tuple[Extract, ...], AfterValidator(_once)]
    earlier: tuple[Annotated[str, matching("[0-9a-f]{12}", "is not the id of a release")], ...] = ()
    catalogue_file: CatalogueFile | None = None
    answers: AnswerFiles | None = None

    @property
    def measures_from(self) -> str:
        """Where its measures are declared, in a sentence."""
        if self.catalogue_file is None:
            return "It was published before releases carried their measures, and is read with those that ship today."
        return f"Its measures are those it was published with, in the file {self.catalogue_file.file}."


@dataclass(frozen=True, kw_only=True)
class Release(Manifest):
    """A release and its measures."""

    catalogue: Catalogue

    def behind(self, measure: Measure) -> tuple[Extract, ...]:
        """The extracts that a measure's figures are made of."""
        return tuple(extract for extract in self.extracts if extract.is_of(measure))

    def origin(self, measure: Measure) -> str:
        """The extracts behind a measure in words, each with its nature and source."""
        return "; ".join(
            f"{each.name}: {each.provenance.nature.upper()}, {each.provenance.source}" for each in self.behind(measure)
        )

    def synthetic(self, measure: Measure) -> bool:
        """Whether any of a measure's figures is invented."""
        return any(extract.provenance.nature == "synthetic" for extract in self.behind(measure))

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


def written(
    title: str,
    published: date,
    previous: str,
    extracts: Iterable[Extract],
    catalogue_file: CatalogueFile | None = None,
    earlier: Sequence[str] = (),
    answers: AnswerFiles | None = None,
) -> bytes:
    """A manifest as it is stored. What it lacks is left out: a manifest is known by its bytes."""
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "title": title,
        "published": published.isoformat(),
        "previous": previous,
        **({"earlier": list(earlier)} if earlier else {}),
        **({"catalogue": asdict(catalogue_file)} if catalogue_file else {}),
        "extracts": [_entry(extract) for extract in extracts],
        **({"answers": asdict(answers)} if answers else {}),
    }
    return json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n"


def _entry(extract: Extract) -> dict[str, Any]:
    entry = asdict(extract)
    if not extract.provenance.quality:
        del entry["provenance"]["quality"]
    return entry


def parsed(content: bytes, path: Path) -> Manifest:
    """A stored manifest. Raises ReleaseError, naming `path` and every fault, where it is none."""
    try:
        stored = read_json(content)
        if not isinstance(stored, dict) or "format" not in stored:
            raise Refused([Fault("", "it has no format", "")])
        if stored["format"] != FORMAT:
            raise ReleaseError(f"{path} has format {quoted(stored['format'])}; this software reads {FORMAT}.")
        stored = {"previous": "", **stored, "id": identity(content)}
        return validated(Manifest, {**stored, "catalogue_file": stored.pop("catalogue", None)})
    except Refused as error:
        raise ReleaseError(
            f"{path} is not a release's manifest: {error}. Restore it; or begin a candidate anew with ingest "
            "--anew, or go back to another release with rollback --to."
        ) from error
