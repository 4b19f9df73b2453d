"""Pages in Debian's Chromium, visited in a process of its own, and what the browser received over its websocket."""

import base64
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# A page in the browser with nothing else open, long enough for a server under a tracer.
PATIENCE = 600


def visited(address: str, note: Path, *paths: str) -> dict[str, list[bytes]]:
    """The frames that each page received, in order. `note` is a file to hand them over in."""
    # A process has room for one browser, and the browser tests have theirs.
    subprocess.run(
        [sys.executable, "-m", "tests.disclosure.visiting", address, str(note), *paths],
        cwd=ROOT,
        check=True,
        timeout=PATIENCE,
    )
    pages = json.loads(note.read_text())
    return {path: [base64.b64decode(frame) for frame in frames] for path, frames in pages.items()}


def _visit(address: str, note: str, *paths: str) -> None:
    from tests.browser.chromium import chromium
    from tests.browser.conftest import Visit

    received: dict[str, list[str]] = {}
    with chromium() as browser:
        for path in paths:
            page = browser.new_page()
            frames = received[path] = []
            page.on("websocket", lambda socket, frames=frames: socket.on("framereceived", lambda f: _keep(frames, f)))
            Visit(page, address).open(path)
            page.close()
    Path(note).write_text(json.dumps(received))


def _keep(frames: list[str], frame: bytes | str) -> None:
    frames.append(base64.b64encode(frame.encode() if isinstance(frame, str) else frame).decode())


if __name__ == "__main__":
    _visit(*sys.argv[1:])
