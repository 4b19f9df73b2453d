"""What a command costs in a process of its own."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from tests.browser.server import ROOT

# Modules are compiled once, as for whoever uses them: where surroundings forbid it, every run would be timed compiling.
COMPILED = {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "blmk-metrics-compiled")}


@dataclass(frozen=True)
class Run:
    """Seconds on the clock and of processors, the most memory in megabytes, and what was printed."""

    seconds: float
    busy: float
    megabytes: float
    output: str


def run(arguments: list[str], *, fails: bool = False) -> Run:
    """Run Python with some arguments, on the project's own code; `fails` where it is to end in an error."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | COMPILED
    begun = time.perf_counter()
    command = [sys.executable, *arguments]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, cwd=ROOT, env=environment, **pipes) as one:
        output = one.stdout.read().decode()
        # Of this child alone: getrusage would give the most of all children so far.
        _, status, used = os.wait4(one.pid, 0)
        one.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if bool(one.returncode) != fails:
        raise RuntimeError(f"{arguments} ended with {one.returncode}: {output}")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output)


def run_again(arguments: list[str]) -> Run:
    """Run `-m MODULE ARGUMENT...` as `run` does, but count only what it takes a second time within the process."""
    once = run(["-m", "tests.benchmarks.again", *arguments[1:]])
    seconds, busy = map(float, once.output.split()[-2:])
    return replace(once, seconds=seconds, busy=busy)
