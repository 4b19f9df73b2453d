"""Who is at the other end of a connection, which proxies may speak for others, and how much each has open."""

import os
import sys
from collections import Counter
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

# uvicorn's own name for it. Without it uvicorn trusts whoever is on this machine; here nobody is trusted.
PROXIES = "FORWARDED_ALLOW_IPS"


def plain(host: str) -> str:
    """An address of IPv4 as IPv4 writes it, also where a socket of IPv6 took it; any other as it is."""
    address = _address(host)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped) if mapped else host


def client_of(host: str) -> str:
    """Whom an address belongs to: of IPv6 everybody has a network of 64 bits, and as many addresses as they like."""
    address = _address(plain(host))
    return str(IPv6Network((int(address) >> 64 << 64, 64))) if isinstance(address, IPv6Address) else plain(host)


class Proxies:
    """The proxies whose word is taken for whom they speak for."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        """Read FORWARDED_ALLOW_IPS: addresses and networks with commas between them. Ends the program when one is
        neither."""
        self.names = [each for each in map(str.strip, environment.get(PROXIES, "").split(",")) if each]
        self._networks: list[IPv4Network | IPv6Network] = []
        for each in self.names:
            try:
                self._networks.append(ip_network(each))
            except ValueError:
                sys.exit(f"{PROXIES}: {each[:80]!r} is no address and no network; name each proxy, as 10.0.0.5.")

    def __contains__(self, host: str) -> bool:
        address = _address(host)
        return address is not None and any(address in each for each in self._networks)


class Tally:
    """How many are open, in all and of each client."""

    def __init__(self, most: int, most_of_client: int) -> None:
        self._most, self._most_of_client = most, most_of_client
        self._open: Counter[str] = Counter()
        self._all = 0

    def refusal(self, client: str, speaks_for_others: bool = False) -> str:
        """Why no more can be opened for a client; empty when one can."""
        if self._all >= self._most:
            return f"{self._most} are open in all"
        if self._open[client] >= self._most_of_client and not speaks_for_others:
            return f"{self._most_of_client} of one client are open"
        return ""

    def add(self, client: str) -> None:
        """Count one more."""
        self._open[client] += 1
        self._all += 1

    def remove(self, client: str) -> None:
        """Count one less."""
        self._all -= 1
        self._open[client] -= 1
        if not self._open[client]:
            del self._open[client]


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(host)
    except ValueError:
        # A proxy may write what it likes.
        return None
