"""Where a download may go: over HTTPS, or to this machine itself."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import requests

from blmk_metrics.fetching.download_errors import FetchError

# A mirror or a test's server on the same machine: what is said to it crosses no wire.
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
HOPS = 5


def is_loopback(address: str) -> bool:
    """Whether an address is of this machine."""
    return urlsplit(address).hostname in LOOPBACK


def why_refused(address: str) -> str:
    """Why nothing may be asked of an address; nothing when it may."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return f"{address!r} is no address"
    if not host or not address.isascii() or any(character <= " " for character in address):
        return f"{address!r} is no address"
    if parts.username is not None or parts.password is not None:
        return "carries a password, which would be written beside the file"
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
        return f"is {parts.scheme}://{host}, but only https:// is safe"
    return ""


def answer(
    session: requests.Session, address: str, headers: Mapping[str, str], timeout: tuple[float, float]
) -> requests.Response:
    """The answer at the end of an address's redirects, its body not read yet.

    Raises FetchError when a redirect leads where nothing may be asked, or there is no end.
    """
    if reason := why_refused(address):
        raise FetchError(f"{address}: the address {reason}")
    at = address
    for _ in range(HOPS + 1):
        response = session.get(at, headers=headers, timeout=timeout, stream=True, allow_redirects=False)
        if not response.is_redirect:
            return response
        response.close()
        target = urljoin(at, response.headers["Location"])
        if reason := why_refused(target):
            raise FetchError(f"{address}: the redirect {reason}")
        if is_loopback(target) and not is_loopback(at):
            raise FetchError(f"{address}: the redirect leads back to this machine ({target})")
        at = target
    raise FetchError(f"{address}: redirected more than {HOPS} times")
