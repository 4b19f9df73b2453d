"""The files that a command and all that it starts open, as the system is asked for them."""

import re
import time
from pathlib import Path

OPENED = re.compile(r'^\d+ +(?:open|openat|openat2)\((?:[^",]*, )?"([^"]*)".*= (-?\d+)')


def traced(command: list[str], log: Path) -> list[str]:
    """A command under a tracer that notes in a log what is opened."""
    # As a grandchild of its own (-D), the tracer leaves the command's process to be stopped as ever.
    tracer = ["strace", "-D", "-f", "--seccomp-bpf", "-s", "4096", "-e", "trace=open,openat,openat2,execve"]
    return [*tracer, "-o", str(log), *command]


def opened_files(log: Path, working_folder: Path) -> set[Path]:
    """Every file that was opened, once the tracer has written its last line."""
    return {path for path in _asked_for(log, working_folder, only_found=True) if path.is_file()}


def tried_to_open(log: Path, working_folder: Path) -> set[Path]:
    """Every file and folder that was opened, or would have been if it were there."""
    return _asked_for(log, working_folder, only_found=False)


def _asked_for(log: Path, working_folder: Path, *, only_found: bool) -> set[Path]:
    for _ in range(100):
        lines = log.read_text(errors="replace").splitlines()
        if lines and "+++" in lines[-1]:
            break
        time.sleep(0.1)
    asked = [found for line in lines if (found := OPENED.match(line))]
    return {Path(working_folder, each[1]).resolve() for each in asked if int(each[2]) >= 0 or not only_found}
