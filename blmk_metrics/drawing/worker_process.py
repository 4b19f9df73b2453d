"""One process that runs the program that draws, from its start to its end."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from math import ceil
from pathlib import Path
from threading import Event, Timer

from blmk_metrics.resources import FONTS

# Seconds after which the process ends itself, where nobody has ended it: whoever began it may be gone.
GRACE = 10
# The C library gives back at once what a drawing took, which makes the process 20 megabytes smaller.
FRUGAL = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "131072"}


class TooLate(Exception):
    """An answer that did not come within its limit."""


class WorkerProcess:
    """A process that answers orders as worker.py does, each within `limit` seconds. It ends with this one.

    Raises OSError when it cannot be begun.
    """

    def __init__(self, program: Path, limit: float) -> None:
        self._limit = limit
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(program), str(FONTS), str(ceil(limit) + GRACE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **FRUGAL},
            # An interruption at the keyboard is for this process, which then ends that one.
            process_group=0,
        )

    @property
    def ended(self) -> bool:
        """Whether it has ended, by whatever cause."""
        return self._process.poll() is not None

    def answer(self, line: bytes) -> dict[str, object] | None:
        """Its answer to an order; None where it ends instead. Raises TooLate after the limit, having ended it."""
        late = Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        watch = Timer(self._limit, stop)
        watch.daemon = True
        watch.start()
        try:
            answer = self._exchanged(line)
        finally:
            watch.cancel()
        if answer.endswith(b"\n"):
            found: dict[str, object] = json.loads(answer)
            return found
        if late.is_set():
            raise TooLate
        return None

    def end(self) -> int:
        """End it, wait until it has, and return with what it ended."""
        self._process.kill()
        # What it has not read cannot be written any more.
        with suppress(BrokenPipeError), self._process:
            pass
        return self._process.returncode

    def kill(self) -> None:
        """End it though another thread may be waiting for its answer."""
        self._process.kill()
        self._process.wait()

    def _exchanged(self, line: bytes) -> bytes:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return b""
        try:
            stdin.write(line)
            stdin.flush()
        except BrokenPipeError:
            return b""
        return stdout.readline()
