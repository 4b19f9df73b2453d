"""Whether what came is what was wanted: a server that fails often says so in a page with status 200."""

import json
from contextlib import suppress
from pathlib import Path

from blmk_metrics import layouts
from blmk_metrics.errors import InputError, YearNeeded
from blmk_metrics.fetching.download_errors import WrongAnswer
from blmk_metrics.layouts.parts import Reference


def refuse_page(path: Path, address: str) -> None:
    """Raise WrongAnswer when a file is empty or a web page."""
    with path.open("rb") as file:
        opening = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not opening:
        raise WrongAnswer(f"{address}: the answer is empty")
    if opening.startswith(b"<"):
        raise WrongAnswer(f"{address}: the answer is a web page, not data")


def refuse_wrong(path: Path, address: str, reference: Reference, *, is_json: bool) -> None:
    """Raise WrongAnswer when a file is cut off, or is not of a kind and of areas that are known."""
    if is_json:
        _refuse_json(path, address)
    try:
        # What year a file is of, a person says when it is ingested.
        with suppress(YearNeeded):
            layouts.read(path, reference)
    except InputError as error:
        raise WrongAnswer(f"{address}: {error}") from error


def _refuse_json(path: Path, address: str) -> None:
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise WrongAnswer(f"{address}: the answer is no whole JSON ({error})") from error
    if not isinstance(content, dict) or not content.get("features"):
        reason = content.get("error") if isinstance(content, dict) else None
        raise WrongAnswer(
            f"{address}: the answer has no features" + (f" ({json.dumps(reason)[:200]})" if reason else "")
        )
    # ArcGIS cuts long answers without failing.
    if content.get("exceededTransferLimit") or (content.get("properties") or {}).get("exceededTransferLimit"):
        raise WrongAnswer(f"{address}: the server cut the answer at its limit; ask for fewer areas")
