"""Who counts as one client, and which proxies speak for others."""

import pytest

from blmk_metrics.components.clients import Proxies, Tally, client_of, plain


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::ffff", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nobody: knows", "nobody: knows"),
    ],
)
def test_a_client_is_an_address_of_ipv4_or_a_network_of_ipv6(host, client):
    assert client_of(host) == client


def test_an_address_of_ipv4_is_the_same_on_a_socket_of_ipv6():
    assert plain("::ffff:192.0.2.1") == "192.0.2.1"
    assert plain("2001:db8::1") == "2001:db8::1"


def test_proxies_are_those_that_are_named_and_nobody_where_none_is():
    proxies = Proxies({"FORWARDED_ALLOW_IPS": " 10.0.0.5, 10.1.0.0/16,"})
    assert proxies.names == ["10.0.0.5", "10.1.0.0/16"]
    assert [each in proxies for each in ("10.0.0.5", "10.1.2.3", "10.0.0.6", "::1", "?")] == [
        *(True, True),
        *(False, False, False),
    ]
    assert "127.0.0.1" not in Proxies({})


@pytest.mark.parametrize("named", ["*", "proxy.example", "10.0.0.5/8", "10.0.0.5 10.0.0.6"])
def test_what_is_no_address_is_no_proxy_and_ends_the_program(named):
    with pytest.raises(SystemExit, match="FORWARDED_ALLOW_IPS"):
        Proxies({"FORWARDED_ALLOW_IPS": named})


def test_a_tally_is_full_in_all_or_for_one_client_until_one_goes():
    tally = Tally(3, 2)
    for client in ("a", "a"):
        assert tally.refusal(client) == ""
        tally.add(client)
    assert tally.refusal("a") == "2 of one client are open"
    assert tally.refusal("a", speaks_for_others=True) == ""
    assert tally.refusal("b") == ""
    tally.add("b")
    assert tally.refusal("c") == tally.refusal("a", speaks_for_others=True) == "3 are open in all"
    tally.remove("a")
    assert tally.refusal("a") == ""
