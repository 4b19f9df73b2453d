"""Where connections are accepted: each is guarded, and what goes wrong there is counted."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

from blmk_metrics.components.clients import Proxies, Tally
from blmk_metrics.components.connections import SECONDS, STATE, Connection
from blmk_metrics.components.limits import Limits
from blmk_metrics.components.operator_log import begin, count, log, write_counts

# Taken from the queue in one go, before any can be refused: well below the descriptors that are kept free.
AT_ONCE = 32
# How asyncio's message begins where no descriptor is left; it writes one for each that it would have taken.
SHORTAGE = "socket.accept()"


@asynccontextmanager
async def guarded(limits: Limits, proxies: Proxies) -> AsyncIterator[None]:
    """While the server runs, guard the connections that it accepts from here on, and write the operator's log."""
    begin()
    log("started", **asdict(limits), proxies=proxies.names)
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(_note_shortage)
    _guard(loop, Tally(limits.connections, limits.connections_of_client), proxies)
    writing = asyncio.create_task(write_counts())
    yield
    writing.cancel()
    log("stopped")


def _guard(loop: asyncio.AbstractEventLoop, tally: Tally, proxies: Proxies) -> None:
    """Put a connection of ours between this loop and what listens on it next.

    Streamlit makes uvicorn's server and takes no protocol for it: this is the one place that every connection passes.
    """
    create_server = loop.create_server

    async def create_guarded(make_protocol: Callable[[], Any], *parts: Any, **options: Any) -> Any:
        settings = {"backlog": AT_ONCE, "ssl_handshake_timeout": SECONDS if options.get("ssl") else None}
        server = await create_server(
            lambda: Connection(make_protocol, tally, proxies), *parts, **{**options, **settings}
        )
        # Taken a few at a time, as many may queue as uvicorn wants.
        if (listening := options.get("sock")) is not None:
            listening.listen(options.get("backlog", AT_ONCE))
        return server

    loop.create_server = create_guarded  # type: ignore[assignment, method-assign]  # of one loop


def _note_shortage(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Count connections that could not be accepted; anything else is as it would be."""
    if context["message"].startswith(SHORTAGE):
        count("accept failed", str(context["exception"].strerror))
    else:
        loop.default_exception_handler(context)


class Peers:
    """ASGI middleware: whoever asks is whoever is connected, whatever a header says; outermost but for headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection: Connection | None = scope.get("state", {}).get(STATE)
        if connection is None:
            await self._app(scope, receive, send)
            return
        with connection.request():
            await self._app({**scope, "client": connection.address}, receive, send)
