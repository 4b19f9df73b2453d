"""The address of outlines: what a chart refers to, so that a browser takes them once."""

import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from blmk_metrics.components.folder import folder
from blmk_metrics.components.routes import base_path

# By the hash of its content a file never changes.
NAME = re.compile(r"outlines[a-z0-9_.]*\.([0-9a-f]{12})\.json")
HEADERS = {"Cache-Control": "public, max-age=31536000, immutable"}


def outlines_address(name: str) -> str:
    """The address of a file of outlines, by its name."""
    return f"{base_path()}/outlines/{name}"


def answer(request: Request) -> Response:
    """A file of outlines that a release of this server's folder has."""
    name = NAME.fullmatch(request.path_params["name"])
    if name is not None:
        try:
            content = (folder() / "answers" / name[0]).read_bytes()
        except OSError:
            content = b""
        if hashlib.sha256(content).hexdigest().startswith(name[1]):
            return Response(content, 200, HEADERS, "application/geo+json")
    return Response("There are no such outlines.", 404, media_type="text/plain")


ROUTES = [Route(outlines_address("{name}"), answer, methods=["GET"])]
