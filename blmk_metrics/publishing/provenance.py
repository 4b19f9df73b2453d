"""Where the rows of a file come from: what was said of it, else what was noted when it was fetched, else its kind."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from blmk_metrics.errors import InputError
from blmk_metrics.layouts.counted import quality
from blmk_metrics.layouts.parts import Part
from blmk_metrics.layouts.texts import decoded, shown
from blmk_metrics.releases import Provenance

# What is noted beside a fetched file of where it comes from.
NOTED = ("url", "publisher", "licence", "retrieved", "sha256")


@dataclass(frozen=True)
class Told:
    """What the person who ingests says of files that do not say it themselves."""

    year: int | None = None
    source: str | None = None
    publisher: str | None = None
    licence: str | None = None
    retrieved: date | None = None


def provenance(path: Path, part: Part, told: Told, today: date) -> Provenance:
    """Where a part of a file comes from. Raises InputError when what was noted on fetching is not of this file."""
    noted = _noted(path)
    modified = min(date.fromtimestamp(path.stat().st_mtime), today)
    retrieved = told.retrieved.isoformat() if told.retrieved else noted.get("retrieved") or modified.isoformat()
    said = quality(path)
    return Provenance(
        # Counts of invented people stay invented.
        nature=said["settings"]["nature"] if said else "real",
        source=told.source or part.source,
        publisher=told.publisher or noted.get("publisher") or part.publisher,
        licence=told.licence or noted.get("licence") or part.licence,
        retrieved=retrieved,
        note=f"From {noted['url']}" if noted.get("url") else f"From the file {shown(path.name, 200)}",
        quality=said,
    )


def _noted(path: Path) -> dict[str, str]:
    """What stands beside a fetched file of where it comes from; nothing beside any other."""
    beside = path.with_name(f"{path.name}.source.json")
    if not beside.exists():
        return {}
    try:
        noted = json.loads(decoded(beside))
        date.fromisoformat(noted["retrieved"])
        told = {name: noted[name] for name in NOTED}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(f"{beside} does not tell where {path.name} comes from; fetch the source again") from error
    if not all(isinstance(text, str) for text in told.values()):
        raise InputError(f"{beside} does not tell where {path.name} comes from; fetch the source again")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != told["sha256"]:
            raise InputError(f"{path} is not the file that was fetched; fetch it again, or remove {beside.name}")
    return told
