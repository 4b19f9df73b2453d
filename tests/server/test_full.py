"""A server that is full says so in a page, and answers everything that needs no socket."""

import json
from contextlib import ExitStack, closing

from tests.server.visitors import STREAM, UPGRADE, ask, eventually, logged, logged_of, silent_socket
from tests.sessions import session

PAGES = ("/", "/overview", "/index.html", "/figure?place=E06000032")
APART = ("/healthz", "/readyz", "/_stcore/health", "/_stcore/host-config", "/favicon.png", "/manifest.json")


def test_a_full_server_answers_pages_with_a_sentence_and_everything_else_as_ever(full_soon):
    address = full_soon.address
    script = next(each for each in ask(address, "/").text.split('"') if each.startswith("./static/js/"))
    with ExitStack() as opened:
        for source in ("127.0.0.2", "127.0.0.2", "127.0.0.3", "127.0.0.4"):
            reader = opened.enter_context(session(address, source))
            assert reader.view("place=E06000032")
        for path in PAGES:
            page = ask(address, path, "127.0.0.5")
            assert page.status == 503
            assert page.headers["Retry-After"] == "60"
            assert page.headers["X-Content-Type-Options"] == "nosniff"
            assert '<html lang="en-GB">' in page.text
            assert "<title>The dashboard is full</title>" in page.text
            assert "<h1>The dashboard is full</h1><p>As many pages" in page.text
            assert "src=" not in page.text
        for path in (*APART, script.removeprefix(".")):
            assert ask(address, path, "127.0.0.5").status == 200, path
        assert ask(address, STREAM, "127.0.0.5", headers=UPGRADE).status == 503
        # Whoever reads goes on reading.
        assert reader.view("place=E06000055")
    assert eventually(lambda: ask(address, "/", "127.0.0.5").status == 200)
    assert eventually(lambda: bool(logged_of(full_soon.log, "sockets refused")))
    assert logged_of(full_soon.log, "sockets refused") == [
        {"why": "4 are open in all", "times": 1, "latest": "127.0.0.5"}
    ]


def test_a_proxy_speaks_for_its_clients_and_nobody_else_does(full_soon):
    address = full_soon.address
    with ExitStack() as opened:

        def status(source: str, forwarded: str) -> int:
            found, visitor = silent_socket(address, source, **{"X-Forwarded-For": forwarded})
            opened.enter_context(closing(visitor))
            return found

        assert [status("127.0.0.9", "192.0.2.1") for _ in range(3)] == [101, 101, 503]
        # What the client itself wrote stands before what the proxy adds.
        assert status("127.0.0.9", "192.0.2.7, 192.0.2.1") == 503
        assert [status("127.0.0.1", f"192.0.2.{number}") for number in range(3)] == [101, 101, 503]


def test_every_line_of_the_log_is_an_object_with_time_level_event_and_detail(full_soon):
    assert ask(full_soon.address, "/readyz").status == 200
    status, visitor = silent_socket(full_soon.address, "127.0.0.2")
    with closing(visitor):
        assert status == 101
        # No message of Streamlit's: it warns.
        visitor.sendall(b"\x82\x82\x00\x00\x00\x00\xff\xff")
        assert eventually(lambda: any(each["event"].startswith("streamlit.") for each in logged(full_soon.log)))
    lines = logged(full_soon.log)
    assert {tuple(each) for each in lines} == {("time", "level", "event", "detail")}
    assert [each["event"] for each in lines[:2]] == ["started", "release"]
    assert json.loads(ask(full_soon.address, "/readyz").text)["release"] == lines[1]["detail"]["id"]
