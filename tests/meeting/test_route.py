"""The meeting's address answers without a session, whatever it is asked."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from html import escape
from threading import Event

import pytest
from starlette.requests import Request

from blmk_metrics.components import meeting_route
from blmk_metrics.components.meeting_route import answer, draw_ahead, meeting_in_address
from blmk_metrics.components.notices import NO_RELEASE
from blmk_metrics.drawing.drawing_process import DrawingError
from blmk_metrics.meeting import Drawings
from blmk_metrics.releases import ReleaseError


@pytest.fixture(autouse=True)
def shipped_release(edition, drawings, monkeypatch):
    """The release that ships, whose charts take no time."""
    monkeypatch.setattr(meeting_route, "edition_now", lambda: edition)
    monkeypatch.setattr(meeting_route, "DRAWINGS", drawings)


def _get(query: str = "", encoding: str = ""):
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/meeting",
        "query_string": query.encode(),
        "headers": [(b"accept-encoding", encoding.encode())],
    }
    response = answer(Request(scope))

    async def whole() -> bytes:
        if hasattr(response, "body_iterator"):
            return b"".join([piece async for piece in response.body_iterator])
        return response.body

    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        return response, pool.submit(lambda: asyncio.run(whole())).result()


def test_a_browser_that_can_gets_the_document_compressed():
    plain, body = _get()
    packed, small = _get(encoding="gzip, br")
    assert plain.status_code == packed.status_code == 200
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small) == body
    assert len(small) < 1_000_000


@pytest.mark.parametrize("encoding", ["", "br", "gzip;q=0", "br, gzip; Q = 0.000", "identity, x-gzip"])
def test_a_browser_that_takes_no_gzip_gets_none(encoding):
    assert "Content-Encoding" not in _get(encoding=encoding)[0].headers


@pytest.mark.parametrize("encoding", ["gzip", "GZIP;q=0.5", "br;q=0, gzip;q=0.001"])
def test_a_browser_that_takes_gzip_however_reluctantly_gets_it(encoding):
    assert _get(encoding=encoding)[0].headers["Content-Encoding"] == "gzip"


def test_its_policy_lets_nothing_in_and_only_the_documents_own_script_run():
    response, _ = _get()
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "query",
    [
        "agenda=%3Cscript%3Ealert(1)%3C/script%3E",
        "agenda=" + "x.y," * 10_000,
        "place=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "agenda=%00%FF&place=%F0%9F%92%A9",
        "agenda=../../etc/passwd",
    ],
)
def test_hostile_parameters_give_the_document_with_one_notice(query):
    response, body = _get(query)
    assert response.status_code == 200
    assert body.count(b'class="notice"') == 1
    assert body.count(b"<script>") == 1
    assert b"alert(1)" not in body
    assert body.endswith(b"</html>\n")


def test_unknown_parameters_change_nothing():
    assert _get("colour=red")[1] == _get()[1]


def test_without_a_release_it_says_so_and_is_unavailable(monkeypatch):
    def nothing():
        raise ReleaseError("There is no release in <folder>.")

    monkeypatch.setattr(meeting_route, "edition_now", nothing)
    response, body = _get()
    assert response.status_code == 503
    assert NO_RELEASE.encode() in body
    assert b"folder" not in body


@pytest.mark.usefixtures("drawings_folder")
def test_a_chart_that_cannot_be_drawn_is_told_in_words_and_the_document_is_whole(edition, monkeypatch, caplog):
    def fail(figure):
        if figure.id == failing.id:
            raise DrawingError(f"figure {figure.id} cannot be drawn")
        return "<svg/>"

    failing = meeting_in_address(edition, {}).figures[1]
    monkeypatch.setattr("blmk_metrics.meeting.drawings.drawing", fail)
    monkeypatch.setattr(meeting_route, "DRAWINGS", meeting_route.ServerDrawings())
    response, body = _get()
    assert response.status_code == 200
    assert body.endswith(b"</html>\n")
    assert body.count(b'<p class="nothing">') == 1
    assert f'<p class="nothing">{escape(failing.text_alternative)}</p>' in body.decode()
    (line,) = [each.detail for each in caplog.records if each.message == "drawing failed"]
    assert line == {"figure": failing.id, "why": f"figure {failing.id} cannot be drawn"}


def test_a_server_draws_every_chart_of_its_release_before_anybody_opens_a_meeting(edition, monkeypatch):
    drawn, whole = [], Event()
    charts = {each.id for each in meeting_in_address(edition, {}).figures if not each.empty}

    class Noting(Drawings):
        """Instead of charts, notes of which were drawn."""

        def of(self, figure):
            drawn.append(figure.id)
            if charts <= set(drawn):
                whole.set()
            return ""

    monkeypatch.setattr(meeting_route, "DRAWINGS", Noting())
    monkeypatch.setattr(meeting_route, "SECONDS", 0.01)

    async def serving() -> bool:
        async with draw_ahead(None):
            return await asyncio.to_thread(whole.wait, 60)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: asyncio.run(serving())).result()
    assert set(drawn) == charts
