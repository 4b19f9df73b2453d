"""Releases that were published before releases had answers, or whose answers are spoilt, published again with them."""

from dataclasses import dataclass
from pathlib import Path

from blmk_metrics.publishing.checked_answers import answers_when_checked
from blmk_metrics.publishing.extract_tables import named, open_tables
from blmk_metrics.publishing.storing import Signature, keep, locked, put_release, sign, store_catalogue
from blmk_metrics.releases.finished_answers import open_answers
from blmk_metrics.releases.ledger import ledger, refuse_unpublished
from blmk_metrics.releases.manifest import MANIFEST, Manifest, ReleaseError, identity, written
from blmk_metrics.releases.reading import history, manifest_bytes, manifest_of, place_of, read_manifest


@dataclass(frozen=True, kw_only=True)
class Again:
    """A release published again: its id before and now, the same where only files were restored; or why it was not."""

    before: str
    now: str = ""
    refused: str = ""


def publish_again(folder: Path, signature: Signature) -> list[Again]:
    """Give answers to the folder's release and those of its history that have none, or spoilt ones, the oldest first;
    and begin the folder's ledger, where it has none.

    What a release says stays: its title, day, extracts, measures. Its id changes with its manifest, and figures printed
    from the id before are found in it. Raises ReleaseError when the folder has no release.
    """
    with locked(folder):
        serving = read_manifest(folder / MANIFEST)
        before = [each for each in reversed(history(folder)) if each.id != serving.id]
        begun = not ledger(folder)
        ids: dict[str, str] = {}
        done = []
        for each in [*before, serving]:
            path = place_of(folder, each.id)
            if not begun and (refused := _unpublished(folder, path)):
                done.append(Again(before=each.id, refused=refused))
            elif not _is_whole(folder, each):
                done.append(_again(folder, each, ids, signature))
                ids[each.id] = done[-1].now or each.id
            elif begun:
                sign(folder, manifest_bytes(path), signature)
                done.append(Again(before=each.id, now=each.id))
        return done


def _unpublished(folder: Path, path: Path) -> str:
    try:
        refuse_unpublished(folder, manifest_bytes(path), path)
    except ReleaseError as error:
        return str(error)
    return ""


def _is_whole(folder: Path, manifest: Manifest) -> bool:
    try:
        open_answers(folder, manifest).close()
    except ReleaseError:
        return False
    return True


def _again(folder: Path, manifest: Manifest, ids: dict[str, str], signature: Signature) -> Again:
    path = place_of(folder, manifest.id)
    try:
        release = open_tables(folder, path)
        answers = answers_when_checked(folder, named(folder, release), release.catalogue, release.tables)
    except ReleaseError as error:
        return Again(before=manifest.id, refused=str(error))
    catalogue = manifest.catalogue_file or store_catalogue(folder, release.catalogue)
    previous = ids.get(manifest.previous, manifest.previous)
    earlier = manifest.earlier
    content = written(manifest.title, manifest.published, previous, manifest.extracts, catalogue, earlier, answers)
    if identity(content) != manifest.id:
        earlier = tuple(dict.fromkeys((manifest.id, *(ids.get(each, each) for each in earlier), *earlier)))
        content = written(manifest.title, manifest.published, previous, manifest.extracts, catalogue, earlier, answers)
    if path == folder / MANIFEST:
        put_release(folder, content, signature)
        # What it said is in the new one, whole.
        if identity(content) != manifest.id:
            manifest_of(folder, manifest.id).unlink()
    elif identity(content) != manifest.id:
        sign(folder, content, signature)
        now = manifest_of(folder, identity(content))
        keep(folder, str(now.relative_to(folder)), content)
        path.unlink()
    return Again(before=manifest.id, now=identity(content))
