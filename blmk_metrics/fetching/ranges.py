"""Files that are not whole yet: each ends in `.part`, and may have a mark beside it by which it can be continued."""

import json
from collections.abc import Mapping
from pathlib import Path

from blmk_metrics.table_files import write


def _mark(part: Path) -> Path:
    return part.with_suffix(".mark.part")


def had(part: Path, address: str) -> tuple[int, str]:
    """How many bytes of an address a part has, and the mark that the server must know them by.

    None and no mark when it cannot be continued: nothing says that the bytes are of what the server has now.
    """
    try:
        mark = json.loads(_mark(part).read_bytes())
        size = part.stat().st_size
    except (OSError, ValueError):
        return 0, ""
    if size == 0 or not isinstance(mark, dict) or mark.get("address") != address:
        return 0, ""
    return size, str(mark.get("mark", ""))


def begin(part: Path, address: str, headers: Mapping[str, str]) -> None:
    """Begin a part afresh, with the mark of what the server is about to send."""
    # A new mark must never stand beside old bytes, whenever this is cut off.
    _mark(part).unlink(missing_ok=True)
    part.write_bytes(b"")
    mark = headers.get("ETag", "")
    if not mark or mark.startswith("W/"):
        mark = headers.get("Last-Modified", "")
    if mark and not headers.get("Content-Encoding"):
        write(_mark(part), json.dumps({"address": address, "mark": mark}).encode())


def discard(part: Path) -> None:
    """Remove a part and its mark."""
    _mark(part).unlink(missing_ok=True)
    part.unlink(missing_ok=True)
