"""Response headers that Streamlit does not send by itself, and which other sites may show a figure in their pages."""

import os
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

EMBEDDED_BY = "BLMK_EMBEDDED_BY"
# The one page that other sites may be allowed to frame: it shows a figure, and nothing on it can be chosen.
FRAMED = "/figure"
ORIGIN = re.compile(r"https?://[A-Za-z0-9.*-]+(:\d{1,5})?")
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

    Sites that BLMK_EMBEDDED_BY names, as origins with spaces between them, may frame the page of one figure. Raises
    ValueError when it names something else.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._embedding = embedding_sites(os.environ.get(EMBEDDED_BY, ""))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        framed_by = self._embedding if scope.get("path") == FRAMED else ""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Content-Security-Policy", f"{CONTENT}{framed_by}")
            await send(message)

        await self._app(scope, receive, send_with_headers)


def embedding_sites(named: str) -> str:
    """What follows `frame-ancestors 'self'` for the sites of BLMK_EMBEDDED_BY. Raises ValueError naming one that is
    not an origin."""
    for each in named.split():
        if not ORIGIN.fullmatch(each):
            raise ValueError(
                f"{EMBEDDED_BY}: {each[:80]!r} is not a site's origin; write it as https://www.example.gov.uk"
            )
    return "".join(f" {each}" for each in named.split())
