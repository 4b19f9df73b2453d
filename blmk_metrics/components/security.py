"""Response headers that Streamlit does not send by itself, and which other sites may show a figure in their pages."""

import os
import re
import sys

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from blmk_metrics.components.routes import base_path

EMBEDDED_BY = "BLMK_EMBEDDED_BY"
# The one page that other sites may be allowed to frame: it shows a figure, and nothing on it can be chosen.
FRAMED = "/figure"
ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9]+([.-][a-z0-9]+)+(:\d{1,5})?", re.IGNORECASE)
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
# Streamlit evaluates chart expressions and styles in the page; everything else stays on this origin.
CONTENT = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)


class SecurityHeaders:
    """ASGI middleware that adds the headers to every response that does not bring stricter ones of its own.

    `framed_by` are the sites that may frame the page of one figure: see `embedding_sites`.
    """

    def __init__(self, app: ASGIApp, framed_by: str) -> None:
        self._app = app
        self._framed = f"{base_path()}{FRAMED}"
        self._framed_by = framed_by

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        framed_by = self._framed_by if scope.get("path") == self._framed else ""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Content-Security-Policy", f"{CONTENT}{framed_by}")
            await send(message)

        await self._app(scope, receive, send_with_headers)


def embedding_sites() -> str:
    """What follows `frame-ancestors 'self'` for the sites that BLMK_EMBEDDED_BY names, with spaces between them.

    Ends the program, naming it, when one is not the origin of a site.
    """
    named = [each.rstrip("/") for each in os.environ.get(EMBEDDED_BY, "").split()]
    for each in named:
        if not ORIGIN.fullmatch(each):
            sys.exit(
                f"{EMBEDDED_BY}: {each[:80]!r} is not the origin of a site; write it as https://www.example.gov.uk"
            )
    return "".join(f" {each}" for each in named)
