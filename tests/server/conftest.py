"""Real servers: one as small as a machine gives by default, and one that is soon full."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.server import app_server


@dataclass(frozen=True)
class Running:
    """A server that runs: where, as which process, and what it writes for its operator."""

    address: str
    pid: int
    log: Path


@pytest.fixture(scope="session")
def small_server(tmp_path_factory) -> Iterator[Running]:
    """A server that can open 1,024 descriptors and no more."""
    log = tmp_path_factory.mktemp("small") / "log"
    with app_server(module="tests.undrawn", within=("prlimit", "--nofile=1024:1024"), errors=log) as (address, pid):
        yield Running(address, pid, log)


@pytest.fixture
def full_soon(tmp_path) -> Iterator[Running]:
    """A server with room for four sockets, two of one client; a proxy of it runs at 127.0.0.9."""
    settings = {"BLMK_SOCKETS": "4", "BLMK_SOCKETS_OF_CLIENT": "2", "FORWARDED_ALLOW_IPS": "127.0.0.9"}
    log = tmp_path / "log"
    with app_server(module="tests.undrawn", environment=settings, errors=log) as (address, pid):
        yield Running(address, pid, log)
