"""What a folder's manifests say: its release, its candidate, its history, and the measures of each."""

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from blmk_metrics.catalogue.faults import Refused
from blmk_metrics.catalogue.in_force import catalogue_as_published, shipped_catalogue
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.strict_json import read_json
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.errors import InputError
from blmk_metrics.releases.ledger import ledger
from blmk_metrics.releases.manifest import (
    MANIFEST,
    AnswerFiles,
    Manifest,
    Release,
    ReleaseError,
    identity,
    parsed,
)

HISTORY = "history"
CANDIDATE = "candidate.json"
# Which candidate passed its checks, and the answers that were computed then.
CHECKED = "candidate.checked"
# How the id of a release is written.
ID = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Checked:
    """That a candidate passed its checks, the answers that were computed then, and why it may pass where it tells more
    beside an earlier release."""

    candidate: str
    answers: AnswerFiles
    accepted: str = ""


def manifest_id(folder: Path) -> str:
    """The identity of the release a folder holds now: cheap enough to ask at every page view."""
    return identity(manifest_bytes(folder / MANIFEST))


def manifest_of(folder: Path, release_id: str) -> Path:
    """Where the folder's history has the manifest of a release, or will have it once another is published.

    Whoever reads there is given that release, whatever is published meanwhile (`manifest_bytes`).
    """
    if not ID.fullmatch(release_id):
        raise ReleaseError(
            f"{folder} has no release {release_id[:40]!r}: an id is twelve of 0-9 and a-f. Those it has are listed by "
            "python -m blmk_metrics status."
        )
    return folder / HISTORY / f"{release_id}.json"


def place_of(folder: Path, release_id: str) -> Path:
    """Where the manifest of a release is now."""
    return folder / MANIFEST if release_id == current_id(folder) else manifest_of(folder, release_id)


def read_manifest(path: Path) -> Manifest:
    """A manifest alone, without its extracts. Raises ReleaseError when there is none that can be read."""
    return parsed(manifest_bytes(path), path)


def candidate(folder: Path) -> Manifest | None:
    """The candidate of a folder, if it has one."""
    return read_manifest(folder / CANDIDATE) if (folder / CANDIDATE).exists() else None


def checked_candidate(folder: Path, candidate_id: str) -> Checked | None:
    """What was noted of a candidate when it passed its checks; None where it has not, or has changed since."""
    try:
        checked = validated(Checked, read_json((folder / CHECKED).read_bytes()))
    except (FileNotFoundError, Refused):
        return None
    return checked if checked.candidate == candidate_id else None


def is_checked(folder: Path, candidate_id: str) -> bool:
    """Whether it was this very candidate that passed the checks."""
    return checked_candidate(folder, candidate_id) is not None


def current_id(folder: Path) -> str:
    """The id of the release a folder serves, or nothing where it has none."""
    return manifest_id(folder) if (folder / MANIFEST).exists() else ""


def history(folder: Path) -> list[Manifest]:
    """The releases that a folder has served before, the one that was served last first; none whose manifest is spoilt.

    The ledger has their order, whatever the clock said; of those that are older than it, the clock does.
    """
    order: dict[str, int] = {}
    with suppress(ReleaseError):
        served = [each.id for each in ledger(folder)]
        # That of the release that stands is no place in the history: if it was served before, an earlier one is.
        if served[-1:] == [current_id(folder)]:
            served.pop()
        order = {release_id: place for place, release_id in enumerate(served)}
    found = []
    for path in (folder / HISTORY).glob("*.json"):
        with suppress(ReleaseError):
            manifest = read_manifest(path)
            found.append((order.get(manifest.id, -1), path.stat().st_mtime, manifest))
    return [manifest for *_, manifest in sorted(found, key=lambda each: each[:2], reverse=True)]


def read_release(folder: Path, manifest: Path | None = None) -> Release:
    """A folder's release (or that of another of its manifests) with its measures; nothing else is opened.

    A candidate has the answers that it was checked with. Raises ReleaseError when the manifest or the catalogue is
    missing, unreadable, or not what was published.
    """
    path = manifest or folder / MANIFEST
    opened = read_manifest(path)
    if path == folder / CANDIDATE:
        checked = checked_candidate(folder, opened.id)
        opened = replace(opened, answers=checked.answers if checked else None)
    return Release(**vars(opened), catalogue=catalogue_of_release(folder, opened))


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
        if named and isinstance(error, FileNotFoundError):
            raise ReleaseError(
                f"{path.parents[1]} has no release {named}. Those it has are listed by python -m blmk_metrics status."
            ) from error
        raise ReleaseError(f"No release in {path.parent}: {path.name} cannot be read ({error.strerror}).") from error
    if named and identity(content) != named:
        raise ReleaseError(f"{path} is not the manifest of release {named} any more. Restore the file.")
    return content
