"""Commands of `python -m blmk_metrics`, each in a fork of a process that has imported everything and computed nothing.

A command may be killed at the k-th line it runs of the modules that write; several may be let go at one moment.
"""

import io
import json
import os
import pathlib
import resource
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRACED = tuple(str(ROOT / "blmk_metrics" / name) for name in ("releases/", "publishing/", "table_files.py"))
ROOMS = ("", "extracts", "reference", "answers", "history")


@dataclass(frozen=True)
class Outcome:
    """How a command ended; after a `kill_at` of 0, also how many lines it ran, and the last line of each state that
    its folder went through."""

    code: int = -signal.SIGKILL
    out: str = ""
    err: str = ""
    lines: int = 0
    moments: tuple[int, ...] = ()


class Driver:
    """The process that commands are forked from."""

    def __init__(self) -> None:
        alone = {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | alone
        )

    def run(self, folder: Path, *command: object, **how: int) -> Outcome:
        """Run one command."""
        return self.together(task(folder, *command, **how))[0]

    def together(self, *tasks: dict) -> list[Outcome]:
        """Run commands at the same time."""
        self._process.stdin.write(json.dumps(tasks) + "\n")
        self._process.stdin.flush()
        return [Outcome(**each) for each in json.loads(self._process.stdout.readline())]

    def close(self) -> None:
        """End the process."""
        with self._process as process:
            process.stdin.close()


def task(folder: Path, *command: object, kill_at: int | None = None, largest: int | None = None) -> dict:
    """One command on a folder; `largest` is the size beyond which no file can grow. What is published is not drawn."""
    words = list(map(str, command))
    words += ["--no-drawings"] if words[0] == "publish" else []
    return {"folder": str(folder), "command": words, "kill_at": kill_at, "largest": largest}


class _Tracer:
    def __init__(self, folder: Path, kill_at: int) -> None:
        self.folder, self.kill_at, self.lines, self.moments = folder, kill_at, 0, []
        self._state = None

    def __call__(self, frame, event, _):
        path, caller = frame.f_code.co_filename, frame.f_back
        if not path.startswith(TRACED):
            # What a line calls of the standard library to write with is several steps too.
            inside = path == pathlib.__file__ and caller and caller.f_trace is not None
            if not inside:
                return None
        if event == "line":
            self.lines += 1
            if self.lines == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            if not self.kill_at:
                self._look()
        return self

    def _look(self) -> None:
        found = [each for room in ROOMS if os.path.isdir(self.folder / room) for each in os.scandir(self.folder / room)]
        files = [(each.path, each.stat()) for each in found if each.is_file()]
        state = sorted((path, stat.st_ino, stat.st_size, stat.st_mtime_ns) for path, stat in files)
        if self._state not in (None, state):
            self.moments.append(self.lines - 1)
        self._state = state


def _child(job: dict, gate: int, report: int) -> None:
    from blmk_metrics.__main__ import main

    os.environ["BLMK_DATA"] = job["folder"]
    if job["largest"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["largest"],) * 2)
    tracer = _Tracer(Path(job["folder"]), job["kill_at"] or 0)
    os.read(gate, 1)
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        if job["kill_at"] is not None:
            sys.settrace(tracer)
        code = main(job["command"])
        sys.settrace(None)
    result = {"code": code, "out": out.getvalue(), "err": err.getvalue()}
    os.write(report, json.dumps({**result, "lines": tracer.lines, "moments": tracer.moments}).encode())


def _forked(tasks: list[dict]) -> list[dict]:
    gate, opening = os.pipe()
    children = []
    for job in tasks:
        reading, report = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(opening)
            try:
                _child(job, gate, report)
            except BaseException as error:
                os.write(report, json.dumps({"code": 1, "err": repr(error)}).encode())
            os._exit(0)
        os.close(report)
        children.append((pid, reading))
    os.close(gate)
    os.close(opening)
    outcomes = []
    for pid, reading in children:
        with os.fdopen(reading) as pipe:
            outcomes.append(json.loads(pipe.read() or "{}"))
        os.waitpid(pid, 0)
    return outcomes


if __name__ == "__main__":
    import blmk_metrics.__main__
    import blmk_metrics.publishing.candidates  # noqa: F401

    for line in sys.stdin:
        print(json.dumps(_forked(json.loads(line))), flush=True)
