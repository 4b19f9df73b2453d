"""The address of a meeting: one document for one request, made without a session."""

import logging
import re
import time
import zlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from threading import Event, Thread

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from blmk_metrics.components.current_release import edition_now
from blmk_metrics.components.notices import NO_RELEASE
from blmk_metrics.components.operator_log import log
from blmk_metrics.components.routes import base_path
from blmk_metrics.drawing.drawing_process import DrawingError
from blmk_metrics.figures import MeasureFigure
from blmk_metrics.meeting import Drawings, Meeting, agenda_of, document, drawn_ahead, meeting_of, unserved
from blmk_metrics.meeting.document import POLICY
from blmk_metrics.releases import ReleaseError
from blmk_metrics.releases.edition import Edition

PATH = "/meeting"
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'self'",
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
}
ZERO = re.compile(r"q\s*=\s*0(\.0*)?")
# The first readers of a fresh server come first; and so often a new release is looked for.
SECONDS = 60.0


class ServerDrawings(Drawings):
    """Charts of a running server: where one cannot be drawn, its screen has it in words, and the others go on."""

    def of(self, figure: MeasureFigure) -> str:
        """A figure's chart; empty where it cannot be drawn, and why goes into the operator's log."""
        try:
            return super().of(figure)
        except DrawingError as error:
            log("drawing failed", logging.ERROR, figure=figure.id, why=str(error))
            return ""


DRAWINGS = ServerDrawings()


def meeting_in_address(edition: Edition, parameters: Mapping[str, str]) -> Meeting:
    """The meeting that an address asks for, whatever it says."""
    agenda = agenda_of(edition, parameters.get("agenda", ""))
    return meeting_of(edition, agenda, parameters.get("place", ""))


@asynccontextmanager
async def draw_ahead(_app: object) -> AsyncIterator[dict[str, object]]:
    """While the server runs, draw the charts of the release it serves, in the background: none is waited for."""
    stopped = Event()
    Thread(target=_draw_each_release, args=(stopped,), name="meeting", daemon=True).start()
    yield {}
    stopped.set()


class _Stopped(Exception):
    """The server ends."""


def _draw_each_release(stopped: Event) -> None:
    drawn = ""
    while not stopped.wait(SECONDS):
        # Why a release cannot be shown is in the operator's log.
        with suppress(ReleaseError, _Stopped):
            edition = edition_now()
            if edition.release.id != drawn:
                drawn = edition.release.id
                drawn_ahead(edition, _unhurried(stopped), DRAWINGS)


def _unhurried(stopped: Event) -> Callable[[int, int, str], None]:
    """Between one chart and the next, wait as long as the one took: as much for everybody else. Raises _Stopped."""
    began = time.monotonic()

    def note(_done: int, _all: int, _what: str) -> None:
        nonlocal began
        if stopped.wait(time.monotonic() - began):
            raise _Stopped
        began = time.monotonic()

    return note


def answer(request: Request) -> Response:
    """The document, or one clear sentence. Not a coroutine, so that it runs in a thread beside the others."""
    try:
        meeting = meeting_in_address(edition_now(), request.query_params)
    except ReleaseError:
        return HTMLResponse(unserved(NO_RELEASE), 503, HEADERS)
    pieces: Iterator[bytes] = (piece.encode() for piece in document(meeting, DRAWINGS))
    headers = dict(HEADERS)
    if _takes_gzip(request.headers.get("accept-encoding", "")):
        pieces, headers["Content-Encoding"] = _compressed(pieces), "gzip"
    return StreamingResponse(pieces, 200, headers, "text/html; charset=utf-8")


def _takes_gzip(accepted: str) -> bool:
    """Whether a browser that accepts these encodings takes gzip: named, and not with a quality of zero."""
    codings = ([part.strip() for part in each.lower().split(";")] for each in accepted.split(","))
    return any(name == "gzip" and not any(ZERO.fullmatch(part) for part in parts) for name, *parts in codings)


def _compressed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces as one gzip stream, each sent as soon as it is there."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    for piece in pieces:
        yield packer.compress(piece) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()


ROUTES = [Route(f"{base_path()}{PATH}", answer, methods=["GET"])]
