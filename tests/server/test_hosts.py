"""The dashboard answers under its own names alone, and so cannot be read through another site's."""

import pytest

from tests.server.visitors import STREAM, UPGRADE, ask

PATHS = ("/", "/overview", "/favicon.png", "/meeting", "/_stcore/health", "/_stcore/host-config", "/media/x.csv")
STRANGERS = ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "localhost@evil.example", "[::1]", "%")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("host", STRANGERS)
def test_another_name_is_refused_on_every_path(small_server, path, host):
    refused = ask(small_server.address, path, host=host)
    assert refused.status == 400
    assert refused.text == "This dashboard does not answer under the name in your address.\n"


@pytest.mark.parametrize("host", STRANGERS)
def test_another_name_is_refused_a_socket(small_server, host):
    assert ask(small_server.address, STREAM, host=host, headers=UPGRADE).status == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "127.0.0.1:8501"])
def test_a_name_of_its_own_is_not(small_server, host):
    assert ask(small_server.address, "/", host=host).status == 200
    assert ask(small_server.address, STREAM, host=host, headers=UPGRADE).status == 101


def test_health_is_answered_under_any_name_since_it_is_a_containers_address_that_is_checked(small_server):
    for path in ("/healthz", "/readyz"):
        assert ask(small_server.address, path, host="10.0.3.4:8501").status == 200
