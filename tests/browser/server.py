"""A real server of a Streamlit script, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def app_server(
    data: Path | None = None,
    script: Path = ROOT / "app.py",
    path: str = "",
    options: Sequence[str] = (),
    module: str = "streamlit",
    within: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    errors: Path | None = None,
) -> Iterator[tuple[str, int]]:
    """The address and the process of a server, over a release folder where one is given, under a path where one is,
    with further options of Streamlit's; stopped at the end. `module` is Streamlit's command, or stands in for it;
    `within` is a command that runs another, `errors` a file for what the server writes on standard error."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with ExitStack() as opened:
        server = subprocess.Popen(
            [
                *(*within, sys.executable, "-m", module, "run", str(script), "--server.headless", "true"),
                *("--server.port", str(port), "--server.address", "127.0.0.1", *options),
            ],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=opened.enter_context(errors.open("w")) if errors else subprocess.DEVNULL,
            env={**os.environ, **({"BLMK_DATA": str(data)} if data else {}), **(environment or {})},
        )
        try:
            address = f"{address}/{path}".rstrip("/") if path else address
            _wait_until_healthy(address)
            yield address, server.pid
        finally:
            server.terminate()
            server.wait(10)


def _wait_until_healthy(address: str) -> None:
    for _ in range(3000):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"no server at {address}")
