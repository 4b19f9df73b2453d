"""Where the rows of a file come from: what was said of it, else what was noted when it was fetched, else its kind."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from blmk_metrics.catalogue.faults import Refused
from blmk_metrics.catalogue.field_types import Day
from blmk_metrics.catalogue.strict_json import read_json
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.counted import quality
from blmk_metrics.layouts.parts import Part
from blmk_metrics.layouts.texts import decoded, shown
from blmk_metrics.releases import Provenance


@dataclass(frozen=True)
class _Note:
    """What is noted beside a fetched file of where it comes from."""

    url: str
    publisher: str
    licence: str
    retrieved: Day
    sha256: str


@dataclass(frozen=True)
class SourceNotes:
    """What the person who ingests says of files that do not say it themselves."""

    year: int | None = None
    source: str | None = None
    publisher: str | None = None
    licence: str | None = None
    retrieved: date | None = None
    synthetic: bool = False


def provenance(path: Path, part: Part, about: SourceNotes, today: date) -> Provenance:
    """Where a part of a file comes from. Raises InputError when what was noted on fetching is not of this file."""
    note = _noted(path)
    modified = min(date.fromtimestamp(path.stat().st_mtime), today)
    report = quality(path)
    # Counts of invented people stay invented, whatever is said of them.
    synthetic = about.synthetic or (bool(report) and report["settings"]["nature"] == "synthetic")
    return Provenance(
        nature="synthetic" if synthetic else "real",
        source=about.source or part.source,
        publisher=about.publisher or (note and note.publisher) or part.publisher,
        licence=about.licence or (note and note.licence) or part.licence,
        retrieved=(about.retrieved or (note.retrieved if note else modified)).isoformat(),
        note=f"From {note.url}" if note and note.url else f"From the file {shown(path.name, 200)}",
        quality=report,
    )


def _noted(path: Path) -> _Note | None:
    """What stands beside a fetched file of where it comes from; nothing beside any other."""
    beside = path.with_name(f"{path.name}.source.json")
    if not beside.exists():
        return None
    try:
        note = validated(_Note, read_json(decoded(beside)))
    except Refused as error:
        raise InputError(
            f"{beside} does not say where {path.name} comes from ({error}); fetch the source again"
        ) from error
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != note.sha256:
            raise InputError(f"{path} is not the file that was fetched; fetch it again, or remove {beside.name}")
    return note
