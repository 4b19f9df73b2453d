"""One address downloaded to one file: tried again, and continued where it broke off."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import requests

from blmk_metrics import __version__
from blmk_metrics.fetching import ranges
from blmk_metrics.fetching.download_errors import FetchError, WrongAnswer
from blmk_metrics.fetching.safe_addresses import answer

# Whole bytes are asked for as they are, because a compressed answer cannot be continued.
HEADERS = {
    "User-Agent": f"blmk-metrics/{__version__} (+outcomes dashboard; contact in the project's README)",
    "Accept-Encoding": "identity",
}
TRIED_AGAIN = {408, 425, 429, 500, 502, 503, 504}
CHUNK = 16 * 1024
CONNECTING = 10

Report = Callable[[int, int | None], None]


@dataclass(frozen=True)
class Patience:
    """How often to try, how many seconds to wait (twice as many each time), how long a server may be silent."""

    tries: int = 5
    first_wait: float = 1
    longest_wait: float = 60
    silence: float = 30
    most_bytes: int = 2**30


PATIENCE = Patience()


class Interrupted(Exception):
    """A try that failed where the next may not; `wait` is how many seconds the server asks to be left alone."""

    def __init__(self, reason: str, wait: float = 0) -> None:
        super().__init__(reason)
        self.wait = wait


def download(address: str, part: Path, patience: Patience, deadline: float, report: Report) -> None:
    """Download an address to a part, whole. Raises FetchError; a part that can be continued is then kept."""
    with requests.Session() as session:
        session.headers.update(HEADERS)
        for tried in range(1, patience.tries + 1):
            try:
                _try(session, address, part, patience, deadline, report)
                return
            except Interrupted as error:
                wait = min(max(error.wait, patience.first_wait * 2 ** (tried - 1)), patience.longest_wait)
                if tried == patience.tries:
                    raise FetchError(f"{address}: {error}, after {tried} tries") from error
                if time.monotonic() + wait >= deadline:
                    raise FetchError(f"{address}: {error}; no time is left to try again") from error
                time.sleep(wait)
            except requests.RequestException as error:
                raise FetchError(f"{address}: {_cause(error)}") from error


def _try(
    session: requests.Session, address: str, part: Path, patience: Patience, deadline: float, report: Report
) -> None:
    (size, mark), total = ranges.had(part, address), None
    headers = {"Range": f"bytes={size}-", "If-Range": mark} if size else {}
    left = max(deadline - time.monotonic(), 0.001)
    try:
        with answer(session, address, headers, (min(CONNECTING, left), min(patience.silence, left))) as response:
            size, total = _opened(response, address, part, size, mark)
            with part.open("ab") as file:
                for chunk in response.iter_content(CHUNK):
                    size += len(chunk)
                    if max(size, total or 0) > patience.most_bytes:
                        raise WrongAnswer(f"{address}: the answer is larger than {patience.most_bytes:,} bytes")
                    if time.monotonic() >= deadline:
                        raise TimeoutError
                    file.write(chunk)
                    report(size, total)
    except requests.exceptions.SSLError:
        # A certificate that is wrong now is wrong in a minute.
        raise
    except requests.exceptions.ChunkedEncodingError as error:
        raise Interrupted(_broke_off(total)) from error
    except (requests.ConnectionError, requests.Timeout) as error:
        raise Interrupted(_cause(error)) from error
    if total is not None and size != total:
        raise Interrupted(_broke_off(total))


def _opened(response: requests.Response, address: str, part: Path, size: int, mark: str) -> tuple[int, int | None]:
    """Make the part ready for an answer's body: where the body begins, and how long the whole will be, if that is told.

    Raises Interrupted or FetchError when the answer is no success.
    """
    headers, status = response.headers, response.status_code
    outcome = f"the server answered {status} {response.reason or ''}".strip()
    if status in TRIED_AGAIN:
        raise Interrupted(outcome, _seconds_to_wait(headers.get("Retry-After", "")))
    length = headers.get("Content-Length", "")
    if status == 206 and size:
        span = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", headers.get("Content-Range", ""))
        changed = mark.startswith('"') and headers.get("ETag", mark) != mark
        if span is None or int(span[1]) != size or int(span[2]) < size or changed or headers.get("Content-Encoding"):
            ranges.discard(part)
            raise Interrupted("the rest is not of the same answer")
        return size, int(span[2])
    if status == 416 and size:
        ranges.discard(part)
        raise Interrupted(outcome)
    if status != 200:
        raise FetchError(f"{address}: {outcome}")
    if not length.isdecimal() and "chunked" not in headers.get("Transfer-Encoding", "").lower():
        raise FetchError(f"{address}: the server does not say where its answer ends, so nothing shows that it is whole")
    ranges.begin(part, address, headers)
    return 0, int(length) if length.isdecimal() and not headers.get("Content-Encoding") else None


def _seconds_to_wait(header: str) -> float:
    """Seconds of a Retry-After header, which may be a number or a date."""
    if header.isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return 0
    return max((until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds(), 0)


def _broke_off(total: int | None) -> str:
    return "the answer broke off" + (f" before its {total:,} bytes were there" if total is not None else "")


def _cause(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return f"the server's certificate is not to be trusted ({error})"
    if isinstance(error, requests.Timeout) or "Read timed out" in str(error):
        return "the server fell silent"
    if "NameResolutionError" in str(error):
        return "no such server can be found: is there a network?"
    return f"the download failed ({error})"
