"""The sockets by which pages are shown: so many at a time, and none that nobody reads from."""

import asyncio

from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from blmk_metrics.components.clients import Tally, client_of
from blmk_metrics.components.connections import SECONDS, STATE
from blmk_metrics.components.health import ROUTES as HEALTH
from blmk_metrics.components.limits import Limits
from blmk_metrics.components.meeting_route import ROUTES as MEETING
from blmk_metrics.components.operator_log import count
from blmk_metrics.components.routes import base_path

REFUSED = 1008
# Streamlit's protocols of a socket: its own name, a token, and for a reader who was here before, the session's id.
NEW = 2
HEADERS = {"Retry-After": "60", "Cache-Control": "no-store"}
FULL = "As many pages of this dashboard are open as there is room for: please close some, or try again in a minute."
PAGE = (
    '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>The dashboard is full</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    f"<body><main><h1>The dashboard is full</h1><p>{FULL}</p></main></body></html>\n"
)
# Streamlit answers every other path with the document of a page, which then opens a socket.
FILES = {"_stcore", "auth", "component", "media", "oauth2callback", "static"}


class Sockets:
    """ASGI middleware that counts sockets, refuses those beyond the limits and their pages, and ends silent ones."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self._app = app
        self._tally = Tally(limits.sockets, limits.sockets_of_client)
        self._apart = {each.path for each in (*HEALTH, *MEETING)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = client_of(scope["client"][0]) if scope.get("client") else ""
        if scope["type"] == "websocket":
            await self._socket(client, scope, receive, send)
        elif scope["type"] == "http" and self._is_page(scope) and self._tally.refusal(client):
            await HTMLResponse(PAGE, 503, HEADERS)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _socket(self, client: str, scope: Scope, receive: Receive, send: Send) -> None:
        if why := self._tally.refusal(client):
            count("sockets refused", why, client)
            await PlainTextResponse(FULL, 503, HEADERS)(scope, receive, send)
            return
        self._tally.add(client)
        try:
            await self._app(scope, _checked(scope, receive, send), send)
        finally:
            self._tally.remove(client)

    def _is_page(self, scope: Scope) -> bool:
        path = scope["path"]
        if scope["method"] not in ("GET", "HEAD") or path in self._apart:
            return False
        *folders, name = path.removeprefix(base_path()).split("/")
        return not FILES & {*folders, name} and ("." not in name or name.endswith(".html"))


def _goes_on(scope: Scope) -> bool:
    """Whether a socket goes on with a session: after a break the browser of somebody who only reads says nothing."""
    return len(scope["subprotocols"]) > NEW


def _checked(scope: Scope, receive: Receive, send: Send) -> Receive:
    """What a socket receives; its end when a new one says nothing soon after it was accepted, or not in bytes."""
    patience = None if _goes_on(scope) else SECONDS

    async def ended(why: str) -> Message:
        await send({"type": "websocket.close", "code": REFUSED, "reason": why})
        # Whoever says nothing need not answer that either.
        if (connection := scope.get("state", {}).get(STATE)) is not None:
            connection.close()
        return {"type": "websocket.disconnect", "code": REFUSED}

    async def received() -> Message:
        nonlocal patience
        try:
            async with asyncio.timeout(patience):
                message = await receive()
        except TimeoutError:
            return await ended("nothing was asked for")
        if message["type"] == "websocket.receive":
            patience = None
            if message.get("bytes") is None:
                return await ended("no text is understood")
        return message

    return received
