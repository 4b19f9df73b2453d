"""One client cannot stop the server for others, whatever it opens; what nobody uses is closed."""

import resource
from contextlib import ExitStack, closing
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from tests.browser.server import app_server
from tests.server.visitors import (
    STREAM,
    UPGRADE,
    ask,
    ends,
    eventually,
    logged,
    logged_of,
    silent_connection,
    silent_socket,
)
from tests.sessions import session

ATTACKER, READERS = "127.0.0.2", [f"127.0.1.{number}" for number in range(1, 11)]
WITH_SESSION = "streamlit, PLACEHOLDER_AUTH_TOKEN, an-earlier-session"


@pytest.mark.parametrize(
    ("number", "opened"),
    [
        # More than there are descriptors, of which a socket takes four.
        (1200, silent_connection),
        (400, lambda *of: silent_socket(*of)[1]),
        (400, lambda *of: silent_socket(*of, WITH_SESSION)[1]),
    ],
    ids=["connections", "sockets", "sockets with a session"],
)
def test_beside_silent_ones_of_one_client_ten_of_ten_readers_get_page_and_socket(small_server, number, opened):
    with ExitStack() as silent:
        for _ in range(number):
            silent.enter_context(closing(opened(small_server.address, ATTACKER)))
        for source in READERS:
            assert ask(small_server.address, "/", source).status == 200
            with session(small_server.address, source) as reader:
                assert reader.view("place=E06000032")
    assert not logged_of(small_server.log, "accept failed")


def test_whoever_comes_and_goes_leaves_room_for_others(small_server):
    """Streamlit keeps a session for a while when its reader has gone, and three descriptors with it."""
    for _ in range(400):
        silent_socket(small_server.address, ATTACKER)[1].close()
    with session(small_server.address, READERS[0]) as reader:
        assert reader.view("place=E06000032")
    assert not logged_of(small_server.log, "accept failed")


def test_a_client_with_as_many_sockets_as_it_may_have_is_refused_page_and_socket_until_it_closes_one(small_server):
    address, source = small_server.address, "127.0.0.3"
    most = logged_of(small_server.log, "started")[0]["sockets_of_client"]
    assert most > 40
    with ExitStack() as opened:
        sockets = []
        for _ in range(most):
            status, visitor = silent_socket(address, source)
            sockets.append(opened.enter_context(closing(visitor)))
            assert status == 101
        refused = ask(address, STREAM, source, headers=UPGRADE)
        assert refused.status == 503
        assert refused.headers["Retry-After"] == "60"
        assert ask(address, "/", source).status == 503
        assert ask(address, "/", "127.0.0.4").status == 200
        sockets[0].close()
        assert eventually(lambda: ask(address, "/", source).status == 200)


def test_whoever_says_nothing_is_closed_and_whoever_goes_on_with_a_session_is_not(small_server):
    address = small_server.address
    with ExitStack() as opened:
        silent = [silent_connection(address, "127.0.0.5"), silent_socket(address, "127.0.0.5")[1]]
        # The beginning of a request is none.
        silent.append(silent_connection(address, "127.0.0.5"))
        silent[-1].sendall(b"GET / HTTP/1.1\r\nHost: ")
        # After a break in the network a browser says nothing, but names its session.
        _, back = silent_socket(address, "127.0.0.5", WITH_SESSION)
        for each in (*silent, back):
            opened.enter_context(closing(each))
        with session(address, "127.0.0.5") as reader:
            reader.view("place=E06000032")
            assert all(ends(each) for each in silent)
            assert reader.view("place=E06000055")
        back.settimeout(0.5)
        with pytest.raises(TimeoutError):
            ends(back)


def test_text_ends_a_socket_that_is_to_speak_in_bytes(small_server):
    status, visitor = silent_socket(small_server.address, "127.0.0.6", WITH_SESSION)
    with closing(visitor):
        assert status == 101
        visitor.sendall(b"\x81\x84\x00\x00\x00\x00text")
        assert ends(visitor)


def test_the_server_opens_as_many_descriptors_as_it_may_and_sizes_its_limits_by_them(tmp_path):
    log = tmp_path / "log"
    with app_server(module="tests.undrawn", within=("prlimit", "--nofile=1024:2048"), errors=log) as (_, pid):
        assert resource.prlimit(pid, resource.RLIMIT_NOFILE) == (2048, 2048)
        (started,) = logged_of(log, "started")
        assert started["sockets"] == 256
        assert started["sockets_of_client"] == 50


def test_connections_that_cannot_be_accepted_are_logged_once_a_second(tmp_path):
    log = tmp_path / "log"
    with app_server(module="tests.undrawn", errors=log) as (address, pid), ExitStack() as opened:
        # Beyond what is open now the server may open nothing.
        most = max(int(each.name) for each in Path(f"/proc/{pid}/fd").iterdir()) + 1
        before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (most, before[1]))
        for _ in range(20):
            opened.enter_context(closing(silent_connection(address, "127.0.0.7")))
        assert eventually(lambda: len(logged_of(log, "accept failed")) >= 3)
        resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
        assert ask(address, "/").status == 200
    failed = logged_of(log, "accept failed")
    assert {each["why"] for each in failed} == {"Too many open files"}
    assert sum(each["times"] for each in failed) > 2 * len(failed)
    moments = [datetime.fromisoformat(each["time"]) for each in logged(log) if each["event"] == "accept failed"]
    assert all((after - first).total_seconds() >= 0.99 for first, after in pairwise(moments))
