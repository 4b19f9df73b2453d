"""How much a server takes follows from the descriptors that it may open."""

import pytest

from blmk_metrics.components.limits import KEPT, OF_OTHER, OF_SOCKET, RESERVED, Limits, limits


@pytest.mark.parametrize("descriptors", [600, 1024, 4096, 20_000, 65_536])
def test_full_to_the_limits_a_server_has_descriptors_left_and_one_client_half_at_most(descriptors):
    found = limits(descriptors, {})
    others = found.connections - found.sockets
    assert OF_SOCKET * found.sockets + OF_OTHER * others + KEPT + RESERVED <= descriptors
    assert 0 < found.sockets_of_client <= (found.sockets + 1) // 2
    assert found.sockets_of_client <= found.connections_of_client <= found.connections // 2


def test_a_roomy_machine_has_fifty_readers_behind_one_address_and_a_thousand_in_all():
    assert limits(65_536, {}) == Limits(4_000, 400, 1_000, 50)


def test_the_environment_says_otherwise():
    found = limits(65_536, {"BLMK_SOCKETS": "2000", "BLMK_SOCKETS_OF_CLIENT": "300"})
    assert (found.sockets, found.sockets_of_client, found.connections_of_client) == (2000, 300, 2400)


@pytest.mark.parametrize(
    ("descriptors", "environment", "why"),
    [
        (256, {}, "256 descriptors suffice for 0 sockets"),
        (1024, {"BLMK_SOCKETS": "400"}, "suffice for 85 sockets, not for 400"),
        (1024, {"BLMK_SOCKETS_OF_CLIENT": "100"}, "with 100 of one client"),
        (1024, {"BLMK_SOCKETS": "many"}, "BLMK_SOCKETS: 'many' is no whole number"),
        (1024, {"BLMK_SOCKETS": "0"}, "BLMK_SOCKETS: '0' is no whole number"),
        (1024, {"BLMK_SOCKETS_OF_CLIENT": "-1"}, "BLMK_SOCKETS_OF_CLIENT: '-1' is no whole number"),
    ],
)
def test_what_cannot_be_ends_the_program_with_what_to_do(descriptors, environment, why):
    with pytest.raises(SystemExit, match=why):
        limits(descriptors, environment)
