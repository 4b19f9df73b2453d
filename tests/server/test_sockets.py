"""Which paths are pages, that need a socket: the others are answered when no more sockets can be had."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse

from blmk_metrics.components.limits import Limits
from blmk_metrics.components.sockets import Sockets


def _status(path: str, method: str = "GET") -> int:
    """How a server without room for any socket answers."""
    scope = {"type": "http", "method": method, "path": path, "headers": [], "client": ("192.0.2.1", 1)}
    sent = []

    async def send(message) -> None:
        sent.append(message)

    app = Sockets(PlainTextResponse("as ever"), Limits(0, 0, 0, 0))
    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(app(scope, None, send))).result()
    return sent[0]["status"]


@pytest.mark.parametrize("path", ["/", "/overview", "/school_readiness", "/a/b", "/index.html", "/figure"])
def test_a_page_is_refused(path):
    assert _status(path) == _status(path, "HEAD") == 503


@pytest.mark.parametrize(
    "path",
    [
        *("/healthz", "/readyz", "/meeting", "/static/js/index.js", "/static/x", "/favicon.png", "/manifest.json"),
        *("/_stcore/health", "/overview/_stcore/health", "/media/0123abcd", "/component/x/index.html"),
    ],
)
def test_everything_else_is_answered(path):
    assert _status(path) == 200


def test_what_is_sent_is_no_page():
    assert _status("/overview", "POST") == 200
