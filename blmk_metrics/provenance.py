"""Where the rows of a file come from: what was said of it, else what was noted when it was fetched, else its kind."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from blmk_metrics.errors import InputError
from blmk_metrics.ingest.parts import Part
from blmk_metrics.ingest.texts import decoded, shown
from blmk_metrics.releases import Provenance

# What is noted beside a fetched file of where it comes from.
NOTED = ("url", "publisher", "licence", "retrieved")


@dataclass(frozen=True)
class Told:
    """What the person who ingests says of files that do not say it themselves."""

    year: int | None = None
    source: str | None = None
    publisher: str | None = None
    licence: str | None = None
    retrieved: date | None = None


def provenance(path: Path, part: Part, told: Told, today: date) -> Provenance:
    """Where a part comes from: what was said on ingestion, else what was noted when it was fetched, else its kind."""
    noted = {}
    sidecar = path.with_name(f"{path.name}.source.json")
    if sidecar.exists():
        try:
            noted = json.loads(decoded(sidecar))
        except (ValueError, RecursionError) as error:
            raise InputError(f"{sidecar} cannot be read ({error}); fetch the source again") from error
        told_of = [noted.get(each, "") for each in NOTED] if isinstance(noted, dict) else [None]
        if not all(isinstance(each, str) for each in told_of):
            raise InputError(f"{sidecar} does not tell of a source in words; fetch the source again")
    modified = min(date.fromtimestamp(path.stat().st_mtime), today)
    retrieved = told.retrieved or modified
    return Provenance(
        nature="real",
        source=told.source or part.source,
        publisher=told.publisher or noted.get("publisher") or part.publisher,
        licence=told.licence or noted.get("licence") or part.licence,
        retrieved=noted.get("retrieved", retrieved.isoformat()) if told.retrieved is None else retrieved.isoformat(),
        note=f"From {noted['url']}" if noted.get("url") else f"From the file {shown(path.name, 200)}",
    )
