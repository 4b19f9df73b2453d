"""The names under which the dashboard answers: those of `server.allowedHosts`, on every address."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from blmk_metrics.components.health import HEALTH, READINESS

REFUSED = "This dashboard does not answer under the name in your address.\n"
# A container's health is asked after by its IP address; what they say is for everybody.
EXCEPTED = (HEALTH, READINESS)


class TrustedHosts:
    """ASGI middleware that refuses every other name: another site could have its own name lead here, and read.

    By Streamlit's reading of its own setting, which Streamlit applies to sockets alone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if (
            scope["type"] == "lifespan"
            or scope["path"] in EXCEPTED
            or is_host_allowed(Headers(scope=scope).get("host"))
        ):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse(REFUSED, 400)(scope, receive, send)
