"""What a command costs in a process of its own."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass

from tests.browser.server import ROOT


@dataclass(frozen=True)
class Run:
    """Seconds on the clock and of processors, the most memory in megabytes, and what was printed."""

    seconds: float
    busy: float
    megabytes: float
    said: str


def run(arguments: list[str], *, fails: bool = False) -> Run:
    """Run Python with some arguments, on the project's own code; `fails` where it is to end in an error."""
    begun = time.perf_counter()
    command = [sys.executable, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as one:
        said = one.stdout.read().decode()
        # Of this child alone: getrusage would give the most of all children so far.
        _, status, used = os.wait4(one.pid, 0)
        one.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if bool(one.returncode) != fails:
        raise RuntimeError(f"{arguments} ended with {one.returncode}: {said}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, said)
