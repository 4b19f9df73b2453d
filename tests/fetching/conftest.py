"""What tests of fetching share: a server, and a run of fetching from it that loses no time."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from rich.progress import Progress

from blmk_metrics import layouts
from blmk_metrics.fetching import Fetched, Patience, Source, fetch
from blmk_metrics.layouts.parts import Reference
from tests.fetching.server import Server
from tests.fetching.texts import AREAS

TODAY = date(2026, 11, 21)
REFERENCE = Reference(areas={code.casefold(): code for code in AREAS})
QUICK = Patience(tries=3, first_wait=0.01, longest_wait=0.1, silence=0.5)


def source_of(url: str, name: str = "mortality", layout: str = "fingertips") -> Source:
    """A source at an address."""
    return Source(name, f"The {name}", layout, url, "A publisher", "Open Government Licence v3.0")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that has no answers yet."""
    server = Server()
    yield server
    server.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that a run of today fills."""
    return tmp_path / "inbox" / "2026-11-21"


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Fetched]:
    """Fetch sources into the inbox."""

    def run(*sources: Source, limit: float = 10, **how: object) -> Fetched:
        how = {"patience": QUICK, **how}
        progress = Progress(disable=True)
        inbox = tmp_path / "inbox"
        return fetch(sources, inbox, REFERENCE, list(AREAS), today=TODAY, limit_seconds=limit, progress=progress, **how)

    return run


@pytest.fixture
def anything_is_read(monkeypatch) -> None:
    """Take every file for one of a known kind, where a test is about how it comes."""
    monkeypatch.setattr(layouts, "read", lambda path, reference: (path, reference))


def own_names(folder: Path) -> list[str]:
    """The files that stand in a folder under their own names."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".part")


def parts_in(folder: Path) -> list[str]:
    """The files that are not whole yet."""
    return sorted(path.name for path in folder.iterdir() if path.suffix == ".part")
