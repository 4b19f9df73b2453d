"""Official sources downloaded into a dated inbox, whole and found good, or not at all."""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from blmk_metrics.fetching import inbox as inboxes
from blmk_metrics.fetching.download_errors import FetchError, WrongAnswer
from blmk_metrics.fetching.pages import download_pages
from blmk_metrics.fetching.progress import Progress, bars, reporting
from blmk_metrics.fetching.sources import JSON_LAYOUT, Source, read_sources
from blmk_metrics.fetching.transfer import PATIENCE, Patience, Report, download
from blmk_metrics.fetching.validity import refuse_page, refuse_wrong
from blmk_metrics.layouts.parts import Reference

__all__ = ["FetchError", "Fetched", "Kept", "Patience", "Source", "bars", "fetch", "read_sources"]

LIMIT_IN_ALL = 3600


@dataclass(frozen=True)
class Kept:
    """A source's file in the inbox; `before` when an earlier run of the day had fetched it."""

    source: Source
    path: Path
    before: bool = False


@dataclass(frozen=True)
class Fetched:
    """What a run of fetching kept, and what failed, each failure naming its source, the address and the reason."""

    kept: tuple[Kept, ...]
    failures: tuple[FetchError, ...]

    def refuse_failures(self) -> None:
        """Raise FetchError listing what failed and what was kept, when anything failed."""
        if self.failures:
            kept = ", ".join(str(each.path) for each in self.kept) or "nothing"
            failed = "".join(f"\n- {failure}" for failure in self.failures)
            raise FetchError(f"{len(self.failures)} of the sources could not be fetched:{failed}\nKept: {kept}")


def fetch(
    sources: Iterable[Source],
    inbox: Path,
    reference: Reference,
    areas: Iterable[str],
    *,
    today: date,
    limit_seconds: float,
    progress: Progress,
    limit_in_all: float = LIMIT_IN_ALL,
    patience: Patience = PATIENCE,
) -> Fetched:
    """Fetch sources one after another into `inbox/<today>`; one that fails does not stop the others.

    `limit_seconds` is for each source. A source whose file is there already, whole and from the same address, is not
    asked for again.
    """
    folder, areas, end = inbox / today.isoformat(), list(areas), time.monotonic() + limit_in_all
    kept: list[Kept] = []
    failures: list[FetchError] = []
    with inboxes.opened(folder):
        for source in sources:
            address, path = source.address(areas), folder / source.file
            if inboxes.holds(path, address):
                kept.append(Kept(source, path, before=True))
                continue
            task = progress.add_task(source.title, total=None)
            deadline = min(time.monotonic() + limit_seconds, end)
            try:
                part = _downloaded(address, path, patience, deadline, reporting(progress, task))
                refuse_wrong(part, address, reference, is_json=source.layout == JSON_LAYOUT)
                inboxes.place(part, path, source, address, today)
                kept.append(Kept(source, path))
            except FetchError as error:
                if isinstance(error, WrongAnswer):
                    inboxes.forget(path)
                failures.append(FetchError(f"{source.name}: {error}"))
            except TimeoutError:
                limit = f"{limit_in_all:g} seconds for all" if deadline == end else f"{limit_seconds:g} seconds"
                failures.append(FetchError(f"{source.name}: {address}: it would take longer than {limit}"))
            except OSError as error:
                failures.append(FetchError(f"{source.name}: {address}: {path} cannot be written ({error.strerror})"))
            finally:
                progress.stop_task(task)
    return Fetched(tuple(kept), tuple(failures))


def _downloaded(address: str, path: Path, patience: Patience, deadline: float, report: Report) -> Path:
    part = path.with_name(f"{path.name}.part")

    def one(address: str, part: Path) -> None:
        download(address, part, patience, deadline, report)
        refuse_page(part, address)

    return _within(deadline, lambda: download_pages(address, part, one))


def _within(deadline: float, task: Callable[[], Path]) -> Path:
    """What a task gives. Raises TimeoutError at the deadline, and leaves the task to end by itself.

    No limit of a socket would do: it begins anew with every byte that a server trickles, be it of a header.
    """
    if (left := deadline - time.monotonic()) <= 0:
        raise TimeoutError
    outcome: Future[Path] = Future()

    def run() -> None:
        try:
            outcome.set_result(task())
        except BaseException as error:
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
    return outcome.result(timeout=left)
