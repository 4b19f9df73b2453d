"""How many connections and sockets a server takes, in all and of one client, by the descriptors that it may open."""

import os
import resource
import sys
from collections.abc import Mapping
from dataclasses import dataclass

SOCKETS, SOCKETS_OF_CLIENT = "BLMK_SOCKETS", "BLMK_SOCKETS_OF_CLIENT"
# More than the limits below need; where the hard limit is a billion, some programs look through them all.
ENOUGH = 65_536
# For the release's files, libraries, the processes that build reports, and connections that are about to be refused.
RESERVED = 128
# Streamlit gives each session a loop of three descriptors, and keeps 128 sessions whose readers have gone for a while.
KEPT = 3 * 128
OF_SOCKET = 4
# A connection that has a file open, from which it is answered.
OF_OTHER = 2
MOST_SOCKETS, MOST_OTHERS = 1_000, 3_000
# A meeting room or a library, all of whose readers come from one address.
READERS_OF_CLIENT = 50
# Beside its socket a browser opens six while a page loads, for five seconds.
CONNECTIONS_OF_READER = 8


@dataclass(frozen=True)
class Limits:
    """At most so many connections and, among them, sockets (of readers with a page open), in all and of one client."""

    connections: int
    connections_of_client: int
    sockets: int
    sockets_of_client: int


def raise_descriptors() -> int:
    """Let this process open as many descriptors as it is allowed to, within reason; return how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
    if soft == resource.RLIM_INFINITY or soft >= most:
        return most
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return most


def limits(descriptors: int, environment: Mapping[str, str] = os.environ) -> Limits:
    """The limits of a process with so many descriptors, where BLMK_SOCKETS or BLMK_SOCKETS_OF_CLIENT set no other.

    Ends the program, saying what to do, when the descriptors do not suffice.
    """
    free = descriptors - RESERVED - KEPT
    share = max(free // (OF_SOCKET + OF_OTHER), 0)
    others = min(MOST_OTHERS, share)
    sockets = _number(environment, SOCKETS) or min(MOST_SOCKETS, share)
    # Half, so that one client leaves room for the others whatever it does.
    of_client = _number(environment, SOCKETS_OF_CLIENT) or min(READERS_OF_CLIENT, -(-sockets // 2))
    connections_of_client = min(CONNECTIONS_OF_READER * of_client, (sockets + others) // 2)
    if not (0 < OF_SOCKET * sockets <= free - OF_OTHER * others and of_client <= connections_of_client):
        sys.exit(
            f"{descriptors} descriptors suffice for {share} sockets, not for {sockets} with {of_client} of one client: "
            f"raise the hard limit (ulimit -Hn), or set {SOCKETS} and {SOCKETS_OF_CLIENT} lower."
        )
    return Limits(sockets + others, connections_of_client, sockets, of_client)


def _number(environment: Mapping[str, str], name: str) -> int | None:
    text = environment.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= ENOUGH):
        sys.exit(f"{name}: {text[:80]!r} is no whole number from 1 to {ENOUGH}.")
    return int(text)
