"""Which release is shown, whether it is the one published last, and since when: for those who look after a server."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock

from blmk_metrics.components.operator_log import log, note_trouble

SUBJECT = "the published release"


class Status(StrEnum):
    """What a server can show, as its readiness says it."""

    READY = "ready"
    DEGRADED = "degraded"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True)
class Shown:
    """The release that is shown (empty where none can be), and since when that has been so."""

    release_id: str
    status: Status
    since: datetime


_shown: Shown | None = None
_lock = Lock()


def note_shown(release_id: str, trouble: str) -> Shown:
    """Note which release was settled on, and why it is not the one published last; a change of either is logged."""
    global _shown
    status = Status.READY if not trouble else Status.DEGRADED if release_id else Status.UNAVAILABLE
    with _lock:
        before = _shown
        if before is not None and (before.release_id, before.status) == (release_id, status):
            found = before
        else:
            found = _shown = Shown(release_id, status, datetime.now(UTC))
            if release_id and (before is None or before.release_id != release_id):
                log("release", id=release_id, status=status)
    note_trouble(SUBJECT, trouble)
    return found
