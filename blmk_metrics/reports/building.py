"""A report built in a process of its own, so that whoever waits for it keeps nobody else waiting."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO

from blmk_metrics.errors import InputError
from blmk_metrics.reports.formats import FORMATS
from blmk_metrics.resources import PROJECT

STEP = re.compile(r"(\d+)/(\d+) (.*)")
MESSAGE = "blmk_metrics: "
# How often somebody who waits is told that it goes on, and how long anybody waits, in seconds.
BEAT = 0.5
LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Order:
    """A report that is asked for: of which area of which release, in which format, in whose template."""

    folder: Path
    release_id: str
    area_code: str
    format: str
    template: bytes | None = field(default=None, repr=False)
    template_name: str = ""


@dataclass(frozen=True)
class Step:
    """How far a report is: parts done, parts in all, and what is being done."""

    done: int
    parts: int
    what: str


class Building:
    """A report that is being built."""

    def __init__(self, process: subprocess.Popen[str], output: Path) -> None:
        self._process = process
        self._output = output
        self._message = ""

    def steps(self) -> Iterator[Step]:
        """How far it is: at every step, and again at every beat until the next. Ends when the process has."""
        lines: Queue[str | None] = Queue()
        Thread(target=_read, args=(self._process.stderr, lines), daemon=True).start()
        last, begun = Step(0, 1, "reading the release"), time.monotonic()
        while True:
            yield last
            if time.monotonic() - begun > LONGEST:
                raise InputError(f"the report was not ready after {LONGEST} seconds: try again when less is going on")
            try:
                line = lines.get(timeout=BEAT)
            except Empty:
                continue
            if line is None:
                return
            if found := STEP.fullmatch(line):
                last = Step(int(found[1]), int(found[2]), found[3])
            elif line.startswith(MESSAGE):
                self._message = line.removeprefix(MESSAGE)

    def content(self) -> bytes:
        """The report. Raises InputError with what the command said, where there is none."""
        code = self._process.wait(LONGEST)
        if code or not self._output.exists():
            raise InputError(self._message or f"the report could not be built (it ended with {code})")
        return self._output.read_bytes()


@contextmanager
def building(order: Order) -> Iterator[Building]:
    """Begin to build a report; afterwards, however it went, neither the process nor any file of it is left."""
    with TemporaryDirectory(prefix="report-") as temporary:
        output = Path(temporary) / f"report.{FORMATS[order.format].ending}"
        command = [sys.executable, "-m", "blmk_metrics", "report", "--place", order.area_code]
        command += ["--format", order.format, "--release", order.release_id, "--data", str(order.folder.resolve())]
        if order.template is not None:
            template = Path(temporary) / "template.docx"
            template.write_bytes(order.template)
            command += ["--template", str(template)]
        process = subprocess.Popen(
            [*command, "-o", str(output)],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        with process:
            try:
                yield Building(process, output)
            except InputError as error:
                # Whoever gave the template knows it by its own name.
                raise InputError(str(error).replace(f"{temporary}/template.docx", order.template_name)) from error
            finally:
                process.kill()


def _read(stream: IO[str], lines: "Queue[str | None]") -> None:
    try:
        for line in stream:
            lines.put(line.rstrip("\n"))
    except ValueError:
        # Closed by whoever no longer waits.
        pass
    lines.put(None)
