"""A command within a process that has run it before: what it costs without Python's own start and all imports.

Run with: python -m tests.benchmarks.again MODULE ARGUMENT...
"""

import runpy
import sys
import time
from contextlib import redirect_stdout, suppress
from io import StringIO


def main(module: str, *arguments: str) -> None:
    """Run a module twice as `python -m` does; print the second run's seconds on the clock and of processors."""
    sys.argv = [module, *arguments]
    for _ in range(2):
        begun, busy = time.perf_counter(), time.process_time()
        # A command ends the process that it takes for its own.
        with redirect_stdout(StringIO()), suppress(SystemExit):
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        took = time.perf_counter() - begun, time.process_time() - busy
    print(*took)


if __name__ == "__main__":
    main(*sys.argv[1:])
