"""Releases that were published before releases had answers, or whose answers are spoilt, published again with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

from blmk_metrics.publishing.checked_answers import answers_when_checked
from blmk_metrics.publishing.extract_tables import named, open_tables
from blmk_metrics.publishing.storing import Signature, keep, locked, put_release, sign, sign_each, store_catalogue
from blmk_metrics.releases.finished_answers import open_answers
from blmk_metrics.releases.ledger import is_published, ledger, refuse_unpublished
from blmk_metrics.releases.manifest import MANIFEST, AnswerFiles, Manifest, Release, ReleaseError, identity, written
from blmk_metrics.releases.reading import (
    current_id,
    history,
    manifest_bytes,
    manifest_of,
    place_of,
    read_manifest,
    read_release,
)


@dataclass(frozen=True, kw_only=True)
class Again:
    """A release published again: its id before and now, the same where only files were restored; or why it was not."""

    before: str
    now: str = ""
    refused: str = ""


def publish_again(folder: Path, signature: Signature) -> list[Again]:
    """Give answers to the folder's release and those of its history that have none, or spoilt ones; and begin the
    folder's ledger, where it has none.

    What a release says stays: its title, day, extracts, measures. Its id changes with its manifest, and figures printed
    from the id before are found in it. Killed at any moment, it can be run again. Raises ReleaseError when the folder
    has no release.
    """
    with locked(folder):
        serving = read_manifest(folder / MANIFEST)
        releases = {each.id: each for each in (*reversed(history(folder)), serving)}
        if begun := not ledger(folder):
            # All in one step: what the ledger does not have once it is begun was not published here.
            manifests = (manifest_bytes(place_of(folder, release_id)) for release_id in releases)
            sign_each(folder, manifests, signature)
        ids: dict[str, str] = {}
        done = []
        for each in _after_what_it_follows(releases):
            path = place_of(folder, each.id)
            if refused := _unpublished(folder, path):
                done.append(Again(before=each.id, refused=refused))
            elif not _is_whole(folder, each) or ids.get(each.previous, each.previous) != each.previous:
                done.append(_again(folder, each, ids, signature))
                ids[each.id] = done[-1].now or each.id
                if done[-1].refused:
                    # It keeps its place in the order of the ledger, which those after it enter anew.
                    sign(folder, manifest_bytes(path), signature)
            elif begun:
                done.append(Again(before=each.id, now=each.id))
        # What they said is in the new ones, whole; the latest first, so that what is left has what it follows.
        for before, now in reversed(ids.items()):
            if before != now:
                manifest_of(folder, before).unlink(missing_ok=True)
        return done


def _after_what_it_follows(releases: Mapping[str, Manifest]) -> Iterable[Manifest]:
    """Releases by id, each after those that it names."""
    follows = {each.id: [*dict.fromkeys((each.previous, *each.earlier))] for each in releases.values()}
    return [releases[each] for each in TopologicalSorter(follows).static_order() if each in releases]


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


def _again(folder: Path, manifest: Manifest, ids: Mapping[str, str], signature: Signature) -> Again:
    path = place_of(folder, manifest.id)
    try:
        release = read_release(folder, path)
        answers = _answers_of(folder, path, release)
    except ReleaseError as error:
        return Again(before=manifest.id, refused=str(error))
    content = _with_answers(folder, release, answers, ids)
    now = identity(content)
    if now != manifest.id and path == folder / MANIFEST:
        put_release(folder, content, signature)
    elif now != manifest.id:
        if not is_published(folder, content):
            sign(folder, content, signature)
        if now != current_id(folder):
            keep(folder, str(manifest_of(folder, now).relative_to(folder)), content)
    return Again(before=manifest.id, now=now)


def _answers_of(folder: Path, path: Path, release: Release) -> AnswerFiles:
    """The answers that a release has, where they are whole; else they are computed."""
    if release.answers and _is_whole(folder, release):
        return release.answers
    tables = open_tables(folder, path).tables
    return answers_when_checked(folder, named(folder, release), release.catalogue, tables)


def _with_answers(folder: Path, release: Release, answers: AnswerFiles, ids: Mapping[str, str]) -> bytes:
    """The manifest of a release with answers, that follows those whose `ids` changed; as it was, where nothing did."""
    catalogue = release.catalogue_file or store_catalogue(folder, release.catalogue)
    previous, earlier = ids.get(release.previous, release.previous), release.earlier
    content = written(release.title, release.published, previous, release.extracts, catalogue, earlier, answers)
    if identity(content) == release.id:
        return content
    earlier = tuple(dict.fromkeys((release.id, *(ids.get(each, each) for each in earlier), *earlier)))
    return written(release.title, release.published, previous, release.extracts, catalogue, earlier, answers)
