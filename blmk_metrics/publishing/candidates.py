"""From files to a release: ingest into a candidate, check it, publish it, or go back to a release before it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from blmk_metrics.catalogue.in_force import catalogue_in
from blmk_metrics.catalogue.measure_catalogue import as_bytes
from blmk_metrics.layouts import Reading, read
from blmk_metrics.lineage import LINEAGE
from blmk_metrics.lineage.stored_stages import changed_sql
from blmk_metrics.publishing.answer_files import made_by
from blmk_metrics.publishing.area_names import named_by, naming_of, reference_from
from blmk_metrics.publishing.checked_answers import answers_when_checked
from blmk_metrics.publishing.extract_tables import named, open_tables
from blmk_metrics.publishing.merging import joined, without_displaced
from blmk_metrics.publishing.provenance import SourceNotes, provenance
from blmk_metrics.publishing.releases_before import disclosed_together
from blmk_metrics.publishing.storing import (
    Signature,
    keep,
    locked,
    mark_checked,
    publish_candidate,
    put_candidate,
    roll_back,
)
from blmk_metrics.releases import MANIFEST, Extract, Manifest, Release, ReleaseError, shipped_folder
from blmk_metrics.releases.edition import Edition, open_edition
from blmk_metrics.releases.finished_answers import open_answers
from blmk_metrics.releases.reading import (
    CANDIDATE,
    candidate,
    current_id,
    history,
    is_checked,
    manifest_of,
    read_manifest,
)


@dataclass(frozen=True)
class Ingested:
    """What an ingestion did: the candidate it made, what each file gave, what the new rows put out of the release."""

    candidate_id: str
    readings: tuple[Reading, ...]
    displaced: tuple[Extract, ...]


def ingest(folder: Path, paths: Iterable[Path], about: SourceNotes, today: date, *, anew: bool = False) -> Ingested:
    """Read files and add them to the folder's candidate, which begins as its release (the one that ships, if none).

    Raises InputError for the first file that cannot be used whole; then nothing is changed.
    """
    with locked(folder, new=True):
        base = read_manifest(folder / MANIFEST).id if current_id(folder) else ""
        begun = None if anew else candidate(folder)
        if begun and begun.previous != base:
            raise ReleaseError(
                f"The candidate in {folder} was made from release {begun.previous or 'none'}, but {base or 'none'} "
                "stands now. Ingest with --anew to begin again from it."
            )
        home = folder if base or begun else shipped_folder()
        extracts = list(begun.extracts if begun else read_manifest(home / MANIFEST).extracts)
        # Every file is read before anything is written, so that one that is refused leaves nothing behind.
        catalogue = catalogue_in(folder)
        naming = naming_of(home, extracts)
        readings, parts = [], []
        for path in paths:
            readings.append(read(path, reference_from(naming, catalogue, about.year)))
            parts += [(part, provenance(path, part, about, today)) for part in readings[-1].parts]
            # A file may bring the very areas that the next is of.
            naming += named_by(readings[-1].parts)
        if home != folder:
            for extract in extracts:
                keep(folder, extract.file, (home / extract.file).read_bytes())
        displaced = []
        for part, source in parts:
            extracts, out = joined(folder, extracts, part, source, catalogue)
            displaced += out
        extracts, out = without_displaced(extracts, catalogue)
        candidate_id = put_candidate(folder, base, extracts, catalogue, today)
        return Ingested(candidate_id, tuple(readings), tuple(dict.fromkeys([*displaced, *out])))


def check(folder: Path, accepted: str = "") -> str:
    """Compute the answers of the candidate, check them, and note that it passed; return its id.

    `accepted` is the reason for which it may pass though it tells, beside a release before it, what neither does alone.
    Raises ReleaseError with what stands against it.
    """
    with locked(folder):
        begun = candidate(folder)
        if begun is None:
            raise ReleaseError(f"There is no candidate in {folder}. Ingest something first.")
        _refuse_changed_catalogue(folder, begun)
        path = folder / CANDIDATE
        release = open_tables(folder, path)
        answers = answers_when_checked(folder, named(folder, release, path), release.catalogue, release.tables)
        edition = Edition(release, open_answers(folder, replace(release, answers=answers)))
        found = disclosed_together(folder, release, edition)
        edition.answers.close()
        if found and not accepted:
            some = ". ".join(found[:3]) + (f". And {len(found) - 3} more" if len(found) > 3 else "")
            raise ReleaseError(
                f"{named(folder, release, path)} and the releases before it tell together what none tells alone. "
                f"{some}. Mend the counts and ingest them again; or, if it may be known, check with --accept REASON."
            )
        mark_checked(folder, begun.id, answers, accepted if found else "")
        return begun.id


def publish(folder: Path, title: str, today: date, signature: Signature | None = None) -> str:
    """Publish the candidate that passed its checks, with the answers computed then; return the release's id.

    All its files are verified once more first.
    """
    with locked(folder):
        if (begun := candidate(folder)) is not None and is_checked(folder, begun.id):
            _refuse_changed_catalogue(folder, begun)
            release = open_tables(folder, folder / CANDIDATE)
            _refuse_changed_software(folder, release)
        return publish_candidate(folder, title, today, signature or Signature())


def rollback(folder: Path, release_id: str | None, signature: Signature | None = None) -> str:
    """Serve an earlier release again: the one before the current, or any of the folder's history; return its id."""
    with locked(folder):
        wanted = read_manifest(folder / MANIFEST).previous if release_id is None else release_id
        if not wanted and release_id is None:
            raise ReleaseError(f"The release in {folder} is its first: there is none to go back to.")
        path = manifest_of(folder, wanted)
        if wanted == current_id(folder):
            raise ReleaseError(f"Release {wanted} is the one served already. Nothing was changed.")
        if not path.exists():
            earlier = ", ".join(each.id for each in history(folder)) or "none"
            raise ReleaseError(f"{folder} has no release {wanted!r} in its history. It has: {earlier}.")
        open_edition(folder, path).answers.close()
        return roll_back(folder, wanted, signature or Signature())


def _refuse_changed_software(folder: Path, release: Release) -> None:
    """Raise ReleaseError where a candidate's answers are spoilt, or were made by other software than runs now."""
    opened = open_answers(folder, release)
    changed = changed_sql(opened.document(LINEAGE))
    opened.close()
    if changed or (release.answers and release.answers.made_by != made_by(release.answers.made_by["sql"])):
        what = ", ".join(changed) or "a library"
        raise ReleaseError(f"Candidate {release.id} was checked with other software ({what} changed). Check it again.")


def _refuse_changed_catalogue(folder: Path, begun: Manifest) -> None:
    """Raise ReleaseError where the measures in force are others than when the candidate was made, so that what is
    published is what their files say; InputError where a file cannot be read."""
    if (
        begun.catalogue_file
        and begun.catalogue_file.sha256 != hashlib.sha256(as_bytes(catalogue_in(folder))).hexdigest()
    ):
        raise ReleaseError(
            f"The files of measures changed after candidate {begun.id} was made. Ingest again, so that it has them."
        )
