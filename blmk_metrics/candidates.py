"""From files to a release: ingest into a candidate, check it, publish it, or go back to a release before it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from blmk_metrics.checks import open_checked
from blmk_metrics.errors import InputError
from blmk_metrics.indicators import INDICATORS
from blmk_metrics.ingest import Reading, read
from blmk_metrics.ingest.cells import folded
from blmk_metrics.ingest.parts import Known, Part
from blmk_metrics.ingest.texts import decoded, shown
from blmk_metrics.releases import MANIFEST, Extract, Provenance, ReleaseError, shipped_folder
from blmk_metrics.releases.publishing import (
    CANDIDATE,
    candidate,
    current_id,
    history,
    keep,
    locked,
    mark_checked,
    publish_candidate,
    put_candidate,
    roll_back,
    store,
)
from blmk_metrics.releases.reading import manifest_of, read_manifest, table_of

# Tables that several files may make up: a new file replaces what the earlier ones say of the same area and period.
KEYS = {
    "early_years_profile": ("academic_year", "area_code"),
    "preventable_deaths": ("year", "area_code"),
    "emergency_falls_admissions": ("financial_year", "area_code"),
    "annual_population_survey": ("period", "area_code"),
    "first_condition_onsets": ("year", "area_code"),
    "population": ("year", "area_code"),
    "small_areas": ("level",),
}
# What is noted beside a fetched file of where it comes from.
NOTED = ("url", "publisher", "licence", "retrieved")
# Tables that say which areas there are, and what they are called.
NAMING = ("areas", "area_names", "small_areas")


@dataclass(frozen=True)
class Told:
    """What the person who ingests says of files that do not say it themselves."""

    year: int | None = None
    source: str | None = None
    publisher: str | None = None
    licence: str | None = None
    retrieved: date | None = None


@dataclass(frozen=True)
class Ingested:
    """What an ingestion did: the candidate it made, what each file gave, what the new rows put out of the release."""

    candidate_id: str
    readings: tuple[Reading, ...]
    displaced: tuple[Extract, ...]


def ingest(folder: Path, paths: Iterable[Path], told: Told, today: date, *, anew: bool = False) -> Ingested:
    """Read files and add them to the folder's candidate, which begins as its release (the one that ships, if none).

    Raises InputError for the first file that cannot be used whole; then nothing is changed.
    """
    with locked(folder):
        base = read_manifest(folder / MANIFEST).id if current_id(folder) else ""
        standing = None if anew else candidate(folder)
        if standing and standing.previous != base:
            raise ReleaseError(
                f"The candidate in {folder} was made from release {standing.previous or 'none'}, but {base or 'none'} "
                "stands now. Ingest with --anew to begin again from it."
            )
        extracts = list(_beginning(folder, standing is not None))
        naming = _naming(folder, extracts)
        readings, displaced = [], []
        for path in paths:
            reading = read(path, known_areas(naming, told.year))
            readings.append(reading)
            for part in reading.parts:
                extracts, out = _with(folder, extracts, part, _provenance(path, part, told, today))
                displaced += out
            # A file may bring the very areas that the next is of.
            naming += [(part.name, part.table) for part in reading.parts if part.name in NAMING]
        extracts, out = without_displaced(extracts)
        return Ingested(
            put_candidate(folder, base, extracts, today), tuple(readings), tuple(dict.fromkeys([*displaced, *out]))
        )


def check(folder: Path) -> str:
    """Check the candidate as the app will, and note that it passed; return its id.

    Raises ReleaseError with what stands against it.
    """
    with locked(folder):
        made = candidate(folder)
        if made is None:
            raise ReleaseError(f"There is no candidate in {folder}. Ingest something first.")
        _, engine = open_checked(folder, folder / CANDIDATE)
        engine.close()
        mark_checked(folder, made.id)
        return made.id


def publish(folder: Path, title: str, today: date) -> str:
    """Publish the candidate that passed its checks; return the release's id. It is verified once more first."""
    with locked(folder):
        if candidate(folder) is not None:
            _, engine = open_checked(folder, folder / CANDIDATE)
            engine.close()
        return publish_candidate(folder, title, today)


def rollback(folder: Path, release_id: str | None) -> str:
    """Serve an earlier release again: the one before the current, or any of the folder's history; return its id."""
    with locked(folder):
        wanted = release_id or read_manifest(folder / MANIFEST).previous
        if not wanted:
            raise ReleaseError(f"The release in {folder} is its first: there is none to go back to.")
        path = manifest_of(folder, wanted)
        if wanted == current_id(folder):
            raise ReleaseError(f"Release {wanted} is the one served already. Nothing was changed.")
        if not path.exists():
            held = ", ".join(each.id for each in history(folder)) or "none"
            raise ReleaseError(f"{folder} has no release {wanted!r} in its history. It has: {held}.")
        _, engine = open_checked(folder, path)
        engine.close()
        return roll_back(folder, wanted)


def known_to(folder: Path) -> tuple[Known, list[str]]:
    """What files are matched against in a folder, and the codes that its sources are asked for."""
    home = folder if current_id(folder) else shipped_folder()
    naming = _naming(home, read_manifest(home / MANIFEST).extracts)
    rows = [row for name, table in naming if name == "areas" for row in table.to_pylist()]
    return known_areas(naming), [row["area_code"] for row in rows if row["area_type"] != "footprint"]


def known_areas(naming: Iterable[tuple[str, pa.Table]], year: int | None = None) -> Known:
    """What files are matched against: codes, names and source names of a release's areas, and its neighbourhoods."""
    areas: dict[str, str] = {}
    for name, table in naming:
        for row in table.drop_columns("geometry" if name == "small_areas" else []).to_pylist():
            if name == "areas":
                areas |= {folded(row[called]): row["area_code"] for called in ("area_code", "area_name", "full_name")}
            elif name == "area_names":
                areas[folded(row["name"])] = row["area_code"]
            else:
                areas[folded(row["small_area_code"])] = row["small_area_code"]
    return Known(areas, year=year)


def _naming(folder: Path, extracts: Iterable[Extract]) -> list[tuple[str, pa.Table]]:
    return [(each.name, table_of(folder, each)) for each in extracts if each.name in NAMING]


def without_displaced(extracts: list[Extract]) -> tuple[list[Extract], list[Extract]]:
    """Real beats synthetic: once a measure has any real series, its synthetic extracts are out. Gives the two lists."""
    real = [
        indicator
        for indicator in INDICATORS
        if any(each.is_of(indicator) and each.provenance.nature == "real" for each in extracts)
    ]
    out = [
        each
        for each in extracts
        if each.provenance.nature == "synthetic" and any(each.is_of(indicator) for indicator in real)
    ]
    return [each for each in extracts if each not in out], out


def _beginning(folder: Path, continued: bool) -> tuple[Extract, ...]:
    """The extracts that a candidate begins with. A folder without a release is given the one that ships."""
    if continued:
        return read_manifest(folder / CANDIDATE).extracts
    if current_id(folder):
        return read_manifest(folder / MANIFEST).extracts
    shipped = shipped_folder()
    extracts = read_manifest(shipped / MANIFEST).extracts
    for extract in extracts:
        keep(folder, extract.file, (shipped / extract.file).read_bytes())
    return extracts


def _with(
    folder: Path, extracts: list[Extract], part: Part, provenance: Provenance
) -> tuple[list[Extract], list[Extract]]:
    """Extracts with one part among them, and those it put out: a published series is replaced whole, since two
    releases of one are never spliced; of tables of several files, what the part says anew; any other table, whole."""
    stay, out = [], []
    for extract in extracts:
        if extract.name != part.name or extract.series != part.series:
            stay.append(extract)
            continue
        rest = _rest(folder, extract, part)
        if rest is not None and len(rest):
            stay.append(store(folder, extract.name, rest, extract.provenance))
        else:
            out.append(extract)
    added = store(folder, part.name, part.table, provenance, part.series)
    return [*(each for each in stay if each.file != added.file), added], out


def _rest(folder: Path, extract: Extract, part: Part) -> pa.Table | None:
    """The rows of an extract that a new part leaves in place."""
    if part.name not in KEYS or extract.provenance.nature != "real":
        return None
    keys = list(KEYS[part.name])
    replaced = part.table.select(keys).group_by(keys).aggregate([])
    return table_of(folder, extract).join(replaced, keys, join_type="left anti")


def _provenance(path: Path, part: Part, told: Told, today: date) -> Provenance:
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
