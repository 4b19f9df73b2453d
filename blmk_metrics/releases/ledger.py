"""The ledger of a folder: every publication, in order, each with the hash of the entry before it.

A manifest that is in no entry was not published here, or has changed since, and is not shown.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from blmk_metrics.catalogue.faults import Refused
from blmk_metrics.catalogue.strict_json import read_json
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.releases.manifest import ReleaseError

LEDGER = "ledger.jsonl"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One publication, or a return to an earlier one: which manifest (`sha256` of its bytes), when, by whom, and why.

    `version` is that of this software; `before` the SHA-256 of the entry before it, empty for the first.
    """

    sha256: str
    time: str
    by: str
    reason: str
    version: str
    before: str

    @property
    def id(self) -> str:
        """The id of the release."""
        return self.sha256[:12]

    @property
    def line(self) -> bytes:
        """The entry as it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False).encode() + b"\n"


def ledger(folder: Path) -> tuple[Entry, ...]:
    """The entries of a folder's ledger, in order; none where it has no ledger.

    Raises ReleaseError, with the line, where an entry is none or does not follow from the one before it.
    """
    path = folder / LEDGER
    try:
        lines = path.read_bytes().splitlines(keepends=True)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise ReleaseError(f"{path} cannot be read ({error.strerror}).") from error
    entries, before = [], ""
    for number, line in enumerate(lines, start=1):
        try:
            entry = validated(Entry, read_json(line))
        except Refused as error:
            raise ReleaseError(f"{path}, line {number}, is not an entry of a ledger: {error}. Restore it.") from error
        if entry.before != before or entry.line != line:
            raise ReleaseError(f"{path}, line {number}, does not follow from the line before it. Restore the file.")
        before = hashlib.sha256(line).hexdigest()
        entries.append(entry)
    return tuple(entries)


def with_entries(folder: Path, manifests: Iterable[bytes], *, time: str, by: str, reason: str, version: str) -> bytes:
    """The content of a folder's ledger with the publication of some manifests, in order, after what it has."""
    lines = [each.line for each in ledger(folder)]
    for manifest in manifests:
        before = hashlib.sha256(lines[-1]).hexdigest() if lines else ""
        digest = hashlib.sha256(manifest).hexdigest()
        lines.append(Entry(sha256=digest, time=time, by=by, reason=reason, version=version, before=before).line)
    return b"".join(lines)


def is_published(folder: Path, manifest: bytes) -> bool:
    """Whether a manifest is one that was published in a folder."""
    return hashlib.sha256(manifest).hexdigest() in {each.sha256 for each in ledger(folder)}


def refuse_unpublished(folder: Path, manifest: bytes, path: Path) -> None:
    """Raise ReleaseError where a manifest is not one that was published in a folder."""
    if is_published(folder, manifest):
        return
    if not ledger(folder):
        raise ReleaseError(
            f"{folder} has no ledger of publications: it is older than they are, or {LEDGER} is gone. Restore the "
            "file, or begin one with python -m blmk_metrics publish --again."
        )
    raise ReleaseError(
        f"{path} is not a manifest that was published here: {folder / LEDGER} does not have it. Restore the file, or "
        "go back to another release with rollback --to."
    )
