"""The commands that tell what a folder serves, what waits to be served, and what differs."""

import argparse
from collections.abc import Callable
from pathlib import Path

from blmk_metrics.commands import next_step
from blmk_metrics.errors import InputError
from blmk_metrics.releases import (
    MANIFEST,
    Manifest,
    ReleaseError,
    read_manifest,
    shipped_folder,
)
from blmk_metrics.releases.differences import differences
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.releases.reading import CANDIDATE, HISTORY, current_id, history, is_checked, place_of

# A folder, and the manifest of one of its releases.
Side = tuple[Path, Path]


def add_inspection_commands(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the commands; `add` makes a command's parser."""
    add("status", _status, "say what is served, what waits, and what was before")
    command = add("diff", _diff, "say what differs between two releases")
    command.add_argument("before", nargs="?", help="a release's id; else the current, or the one before it")
    command.add_argument("after", nargs="?", help="a release's id; else the candidate if there is one, or the current")


def _status(options: argparse.Namespace) -> None:
    folder = options.data
    print(f"Folder {folder}")
    serving, waiting = _readable("Serving", folder / MANIFEST), _readable("Candidate", folder / CANDIDATE)
    serving_id = serving.id if serving is not None else ""
    if serving is not None:
        _print_release("Serving", serving)
    elif not (folder / MANIFEST).exists():
        print("Serving: nothing")
    if waiting is not None:
        state = "checked" if is_checked(folder, waiting.id) else "not checked"
        stale = "" if waiting.previous == serving_id else ", made from another release"
        _print_release(f"Candidate ({state}{stale})", waiting)
    earlier_by_id = {earlier.id: earlier for earlier in history(folder)}
    for earlier in earlier_by_id.values():
        if earlier.id != serving_id:
            print(f"Kept: {earlier.id}, {earlier.title}, {earlier.published.isoformat()}")
    for path in sorted((folder / HISTORY).glob("*.json")):
        if path.stem not in earlier_by_id:
            print(f"Spoilt: {path} is not the manifest of a release: there is no going back to it")
    inbox = sorted(path.name for path in (folder / "inbox").glob("*") if path.is_dir())
    if inbox:
        print(f"Inbox: {', '.join(inbox)}")
    if waiting is None:
        step = next_step(options, "ingest", ["FILE"])
    elif waiting.previous != serving_id:
        step = next_step(options, "ingest", ["--anew", "FILE"])
    else:
        step = next_step(options, "publish" if is_checked(folder, waiting.id) else "check")
    print(f"Next: {step}")


def _readable(called: str, path: Path) -> Manifest | None:
    """A manifest, where there is one that can be read; why it cannot is told."""
    try:
        return read_manifest(path) if path.exists() else None
    except ReleaseError as error:
        print(f"{called}: {error}")
        return None


def _print_release(called: str, manifest: Manifest) -> None:
    print(f"{called}: {manifest.id}, {manifest.title}, {manifest.published.isoformat()}")
    print(f"  {manifest.measures_from}")
    for extract in manifest.extracts:
        print(f"  {extract.provenance.nature:9} {extract.title}, {extract.rows:,} rows, {extract.provenance.source}")


def _diff(options: argparse.Namespace) -> None:
    folder = options.data
    before, after = _sides(folder, options)
    opened = [open_edition(*each) for each in (before, after)]
    found = differences(*opened)
    for each in found:
        print(each)
    ids = " and ".join(each.release.id for each in opened)
    count = f"{len(found)} difference{'s' * (len(found) > 1)}"
    print(f"{count} between {ids}." if found else f"{ids} say the same.")
    if after[1] == folder / CANDIDATE:
        print(f"Next: {next_step(options, 'publish')}")


def _sides(folder: Path, options: argparse.Namespace) -> tuple[Side, Side]:
    """The releases to compare: those named, else the release and its candidate, else the release before and it."""
    waiting = (folder / CANDIDATE).exists()
    after = folder, folder / (CANDIDATE if waiting else MANIFEST)
    if options.after:
        after = folder, place_of(folder, options.after)
    if options.before:
        before = folder, place_of(folder, options.before)
    elif waiting:
        # A folder's first candidate began as the release that ships.
        home = folder if current_id(folder) else shipped_folder()
        before = home, home / MANIFEST
    elif previous := read_manifest(folder / MANIFEST).previous:
        before = folder, place_of(folder, previous)
    else:
        raise ReleaseError(f"The release in {folder} is its first: there is nothing to compare it with.")
    if missing := [path.stem for _, path in (before, after) if not path.exists()]:
        raise InputError(f"{folder} has no release {missing[0]!r}; {next_step(options, 'status')} names those it has")
    return before, after
