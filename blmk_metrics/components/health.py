"""Addresses that say whether the server answers, and whether it has figures to show."""

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from blmk_metrics.components.current_release import shown_now
from blmk_metrics.components.notices import NO_RELEASE, OLDER_RELEASE
from blmk_metrics.components.operator_log import written
from blmk_metrics.components.release_watch import Status
from blmk_metrics.components.routes import base_path

HEALTH, READINESS = (f"{base_path()}/{name}" for name in ("healthz", "readyz"))
HEADERS = {"Cache-Control": "no-store"}
TROUBLES = {Status.READY: "", Status.DEGRADED: OLDER_RELEASE, Status.UNAVAILABLE: NO_RELEASE}


async def healthy(_request: Request) -> Response:
    """That the process answers."""
    return PlainTextResponse("ok", headers=HEADERS)


def ready(_request: Request) -> Response:
    """Which release is shown, and what everybody may know of its trouble. Not a coroutine: a release may be opened."""
    shown = shown_now()
    content = {
        "status": shown.status,
        "release": shown.release_id,
        "trouble": TROUBLES[shown.status],
        "since": written(shown.since),
    }
    return JSONResponse(content, 503 if shown.status == Status.UNAVAILABLE else 200, HEADERS)


ROUTES = [Route(HEALTH, healthy), Route(READINESS, ready)]
