"""Changing what a folder serves: candidates, publication, rollback. One writer at a time, and nothing is ever lost.

Extracts are immutable files named by their content, so that writing one disturbs nobody. A candidate is a manifest
beside the published one. Publishing replaces `manifest.json` in one step, after the manifest that was there has been
kept in `history`; a crash at any point leaves the old release whole, or the new one.
"""

import errno
import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from getpass import getuser
from pathlib import Path

import pyarrow as pa

from blmk_metrics import __version__
from blmk_metrics.catalogue.measure_catalogue import Catalogue, as_bytes
from blmk_metrics.publishing.extract_tables import NATURE
from blmk_metrics.releases.ledger import LEDGER, ledger, with_entries
from blmk_metrics.releases.manifest import (
    MANIFEST,
    REFERENCE,
    AnswerFiles,
    CatalogueFile,
    Extract,
    Provenance,
    ReleaseError,
    identity,
    written,
)
from blmk_metrics.releases.reading import (
    CANDIDATE,
    CHECKED,
    HISTORY,
    candidate,
    checked_candidate,
    current_id,
    history,
    manifest_bytes,
    manifest_id,
    manifest_of,
    read_manifest,
)
from blmk_metrics.table_files import encode, write, written_beside

LOCK = "lock"


def _user() -> str:
    """The system's user; by number where it has no name, as in a container."""
    try:
        return getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


@dataclass(frozen=True)
class Signature:
    """Who publishes, why, and when."""

    by: str = field(default_factory=_user)
    reason: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


# How many releases back figures in print are found by their ids.
MOST_EARLIER = 50
# What `table_files.write` calls a file of a release until it is whole: by its own name and the writer's process.
LEFT = re.compile(
    r"\.(manifest\.json|ledger\.jsonl|candidate\.(json|checked)|[0-9a-f]{12}\.json|[a-z0-9_.]+\.[0-9a-f]{12}\.(parquet|json))\.\d+"
)


def store(folder: Path, name: str, table: pa.Table, provenance: Provenance, series: str = "") -> Extract:
    """Write a table as an extract, under the name of its content. It belongs to no release until one names it."""
    # Whether it is invented goes with the file, wherever that goes.
    marked = {**(table.schema.metadata or {}), NATURE: provenance.nature.encode()}
    content = encode(table.replace_schema_metadata(marked), "parquet")
    digest = hashlib.sha256(content).hexdigest()
    room = "reference" if name in REFERENCE else "extracts"
    file = f"{room}/{name}.{digest[:12]}.parquet"
    keep(folder, file, content)
    return Extract(name=name, file=file, sha256=digest, rows=table.num_rows, provenance=provenance, series=series)


def store_catalogue(folder: Path, catalogue: Catalogue) -> CatalogueFile:
    """Write a catalogue under the name of its content."""
    content = as_bytes(catalogue)
    digest = hashlib.sha256(content).hexdigest()
    file = f"reference/catalogue.{digest[:12]}.json"
    keep(folder, file, content)
    return CatalogueFile(file=file, sha256=digest)


def keep(folder: Path, file: str, content: bytes) -> None:
    """Write a file of a release, unless the same bytes are there already."""
    path = folder / file
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    write(path, content)


def put_candidate(folder: Path, base: str, extracts: Iterable[Extract], catalogue: Catalogue, today: date) -> str:
    """Make extracts, of a catalogue's measures, the candidate in place of the release `base`; return its id."""
    content = written("Candidate", today, base, extracts, store_catalogue(folder, catalogue))
    write(folder / CANDIDATE, content)
    return identity(content)


def mark_checked(folder: Path, candidate_id: str, answers: AnswerFiles, accepted: str = "") -> None:
    """Note that a candidate passed its checks, the answers that were computed then, and what was accepted why."""
    note = {"candidate": candidate_id, "answers": asdict(answers), "accepted": accepted}
    write(folder / CHECKED, json.dumps(note, indent=2).encode() + b"\n")


def publish_candidate(folder: Path, title: str, today: date, signature: Signature) -> str:
    """Make the candidate the release; return its id. The caller holds the lock and has checked it.

    Raises ReleaseError when it is not the candidate that passed, or was made from another release than stands now.
    """
    begun = candidate(folder)
    current = current_id(folder)
    before = read_manifest(folder / MANIFEST) if current else None
    if begun is None:
        current = f"release {before.id}, {before.title}," if before else "nothing"
        raise ReleaseError(f"There is no candidate in {folder}; {current} is served. Ingest something first.")
    if before and (before.extracts, before.catalogue_file) == (begun.extracts, begun.catalogue_file):
        discard(folder)
        raise ReleaseError(f"The candidate is what release {current} holds already. Nothing was changed.")
    if begun.previous != current:
        raise ReleaseError(
            f"The candidate was made from release {begun.previous or 'none'}, but {current or 'none'} stands in "
            f"{folder} now. Ingest again with --anew."
        )
    checked = checked_candidate(folder, begun.id)
    if checked is None:
        raise ReleaseError(f"Candidate {begun.id} is not one that passed its checks, or changed since. Check it again.")
    # Whoever has a figure of the release before in print finds it by its id in this one.
    followed = (before.id, *before.earlier, *(each.id for each in history(folder))) if before else ()
    earlier = tuple(dict.fromkeys(followed))[:MOST_EARLIER]
    content = written(title, today, current, begun.extracts, begun.catalogue_file, earlier, checked.answers)
    reasons = [signature.reason, f"accepted: {checked.accepted}" if checked.accepted else ""]
    signature = replace(signature, reason="; ".join(filter(None, reasons)))
    published = put_release(folder, content, signature)
    discard(folder)
    return published


def roll_back(folder: Path, release_id: str, signature: Signature) -> str:
    """Make an earlier release of the folder's history the release again; return its id. The caller holds the lock."""
    return put_release(folder, manifest_bytes(manifest_of(folder, release_id)), signature)


def discard(folder: Path) -> None:
    """Forget the candidate. Its extracts stay: they harm nobody."""
    for name in (CHECKED, CANDIDATE):
        (folder / name).unlink(missing_ok=True)


@contextmanager
def locked(folder: Path, *, new: bool = False) -> Iterator[None]:
    """Hold a folder for writing; make it where it may be `new`. Raises ReleaseError when somebody else holds it."""
    if new:
        folder.mkdir(parents=True, exist_ok=True)
    elif not folder.is_dir():
        raise ReleaseError(f"There is no folder {folder}. Ingest something first, or name another with --data.")
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EWOULDBLOCK, errno.EACCES):
                raise
            raise ReleaseError(f"Another command is changing {folder} now. Try again when it is done.") from error
        # What a killed writer left half written. Nobody else is writing: the lock is ours.
        for room in ("", "extracts", "reference", "answers", HISTORY):
            for left in (folder / room).glob(".*"):
                if LEFT.fullmatch(left.name):
                    left.unlink(missing_ok=True)
        yield


def put_release(folder: Path, content: bytes, signature: Signature) -> str:
    """Keep the manifest that stands, then put another in its place in one step; return its id.

    The ledger has the new one first: a crash in between leaves the old release whole.
    """
    if current_id(folder) not in ("", identity(content)):
        kept = f"{HISTORY}/{manifest_id(folder)}.json"
        keep(folder, kept, (folder / MANIFEST).read_bytes())
    # Whatever a full disk refuses, it refuses before the ledger says that the release was published.
    with written_beside(folder / MANIFEST, content):
        sign(folder, content, signature)
    return identity(content)


def sign(folder: Path, manifest: bytes, signature: Signature) -> None:
    """Enter the publication of a manifest in the folder's ledger, unless it was the last."""
    if [each.id for each in ledger(folder)][-1:] != [identity(manifest)]:
        sign_each(folder, [manifest], signature)


def sign_each(folder: Path, manifests: Iterable[bytes], signature: Signature) -> None:
    """Enter the publications of manifests in the folder's ledger, in order, in one step."""
    time = signature.at.isoformat(timespec="seconds")
    by, reason = signature.by, signature.reason
    write(folder / LEDGER, with_entries(folder, manifests, time=time, by=by, reason=reason, version=__version__))
