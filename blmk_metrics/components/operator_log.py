"""What an operator must know, on standard error: one JSON object a line, with its time, level, event and detail."""

import asyncio
import json
import logging
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Never

LOGGER = logging.getLogger("blmk_metrics")
# Whose own lines become lines of JSON too, once the server has begun.
LIBRARIES = ("asyncio", "streamlit", "uvicorn", "websockets")
# Whatever somebody repeats is written once in so many seconds, with how often it was.
SECONDS = 1.0
# What uvicorn says of each socket that is refused with an answer, though the answer is all there is to complete.
UNTRUE = "ASGI callable returned without completing handshake."


@dataclass(frozen=True)
class Trouble:
    """What is wrong with something, and since when that is known."""

    detail: str
    since: datetime


_troubles: dict[str, Trouble] = {}
_lock = Lock()
_counts: Counter[tuple[str, str]] = Counter()
_latest: dict[tuple[str, str], str] = {}


def log(event: str, level: int = logging.INFO, **detail: object) -> None:
    """Write that something happened."""
    LOGGER.log(level, event, extra={"detail": detail})


def note_trouble(subject: str, detail: str) -> datetime | None:
    """Note what is wrong with something, or with an empty detail that nothing is; return since when it is.

    Written when it begins, when it changes, and when it ends: not each time that somebody meets it.
    """
    with _lock:
        before = _troubles.pop(subject, None)
        if not detail:
            if before is not None:
                log("trouble ended", of=subject, since=written(before.since))
            return None
        now = before or Trouble(detail, datetime.now(UTC))
        _troubles[subject] = Trouble(detail, now.since)
        if before is None or before.detail != detail:
            log("trouble", logging.ERROR, of=subject, why=detail, since=written(now.since))
        return now.since


def count(event: str, why: str, of: str = "") -> None:
    """Count what may come in floods, for `write_counts`; `of` is what it was about, of which the latest is written.

    Only for the thread of the server's loop.
    """
    _counts[event, why] += 1
    _latest[event, why] = of


async def write_counts() -> Never:
    """Once a second, write how often each counted event happened since the second before, where it did."""
    while True:
        await asyncio.sleep(SECONDS)
        for (event, why), times in _counts.items():
            log(event, logging.WARNING, why=why, times=times, latest=_latest[event, why])
        _counts.clear()
        _latest.clear()


def begin() -> None:
    """Write lines from now on: this program's, and those of the libraries that it runs on."""
    own = logging.StreamHandler(sys.stderr)
    own.setFormatter(_Line())
    LOGGER.handlers, LOGGER.propagate = [own], False
    LOGGER.setLevel(logging.INFO)
    others = logging.StreamHandler(sys.stderr)
    others.setFormatter(_Line())
    others.setLevel(logging.WARNING)
    others.addFilter(_Seldom())
    # Streamlit gives each of its loggers a handler of its own.
    for name in {*LIBRARIES, *logging.root.manager.loggerDict}:
        if name.partition(".")[0] in LIBRARIES:
            logger = logging.getLogger(name)
            logger.propagate = logger.propagate and name not in LIBRARIES
            logger.handlers = [] if logger.propagate else [others]


def written(moment: datetime) -> str:
    """A moment as lines and answers have it."""
    return moment.isoformat(timespec="seconds")


class _Line(logging.Formatter):
    """A record as one line of JSON; a library's has its message as detail, and what was raised."""

    def format(self, record: logging.LogRecord) -> str:
        detail = getattr(record, "detail", None)
        event = record.getMessage()
        if detail is None:
            detail, event = {"message": event}, record.name
            if record.exc_info:
                detail["raised"] = self.formatException(record.exc_info)
            if unwritten := getattr(record, "unwritten", 0):
                detail["unwritten"] = unwritten
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname.lower(), "event": event, "detail": detail}
        return json.dumps(line, default=str)


class _Seldom(logging.Filter):
    """Lets one record in a second through from each line of code, and says on it how many were left unwritten."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[tuple[str, int], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.msg == UNTRUE:
            return False
        line, now = (record.pathname, record.lineno), time.monotonic()
        then, unwritten = self._seen.get(line, (-SECONDS, 0))
        if now - then < SECONDS:
            self._seen[line] = then, unwritten + 1
            return False
        self._seen[line] = now, 0
        record.unwritten = unwritten
        return True
