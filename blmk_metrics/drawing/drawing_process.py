"""Drawings for this process, made in another: the library that draws keeps every thread of its own process waiting."""

import atexit
import base64
import json
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Timer

from blmk_metrics.drawing.worker_process import TooLate, WorkerProcess
from blmk_metrics.errors import InputError

WORKER = Path(__file__).with_name("worker.py")
# Seconds that one drawing may take, and for which the process waits for another.
LIMIT, IDLE = 20.0, 60.0
TRIES = 2


class DrawingError(InputError):
    """A drawing that could not be made; the message says why, and what to do."""


class DrawingProcess:
    """A process that draws for all threads of this one, one drawing at a time.

    It begins with the first drawing, and again with the next one after it has ended: it does so after `idle` seconds
    without any, when one takes more than `limit` seconds, and together with this process. `program` answers orders as
    worker.py does.
    """

    def __init__(self, program: Path = WORKER, limit: float = LIMIT, idle: float = IDLE) -> None:
        self._program = program
        self._limit = limit
        self._idle = idle
        self._lock = Lock()
        self._worker: WorkerProcess | None = None
        self._timer = Timer(idle, self.end)
        self._tries = TRIES

    def draw(self, order: Mapping[str, object], label: str) -> bytes:
        """The drawing that an order of worker.py asks for; `label` is what a message calls it.

        Raises DrawingError when it cannot be drawn, takes too long, or the process ends at each try.
        """
        line = json.dumps(order).encode() + b"\n"
        with self._lock:
            self._timer.cancel()
            try:
                answer = self._answer(line, label)
            finally:
                self._timer = self._end_later()
        if "error" in answer:
            raise DrawingError(f"{label} cannot be drawn: {answer['error']}; tell whoever looks after the dashboard")
        drawing = str(answer["drawing"]).encode()
        return drawing if order["format"] == "svg" else base64.b64decode(drawing)

    def end(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._end()

    def kill(self) -> None:
        """End the process for good, though a thread may be waiting for it: this one ends as well."""
        self._tries = 0
        if self._worker is not None:
            self._worker.kill()

    def _answer(self, line: bytes, label: str) -> dict[str, object]:
        code = 0
        tries = 0
        while tries < self._tries:
            tries += 1
            worker = self._running(label)
            try:
                answer = worker.answer(line)
            except TooLate as error:
                self._end()
                raise DrawingError(
                    f"{label} was not drawn within {self._limit:g} seconds, and was given up; "
                    "try again when less is going on"
                ) from error
            except BaseException:
                # Its answer is still to come, and would be taken for that to the next order.
                self._end()
                raise
            if answer is None or answer.get("spent"):
                code = self._end()
            if answer is not None:
                return answer
        raise DrawingError(
            f"{label} cannot be drawn: the process that draws it ended {tries} times (with {code}); "
            "free some memory and try again, or tell whoever looks after the dashboard"
        )

    def _running(self, label: str) -> WorkerProcess:
        if self._worker is not None and self._worker.ended:
            self._end()
        if self._worker is None:
            try:
                self._worker = WorkerProcess(self._program, self._limit)
            except OSError as error:
                raise DrawingError(
                    f"{label} cannot be drawn: no process can be begun to draw it ({error.strerror}); "
                    "free some memory and try again"
                ) from error
        return self._worker

    def _end(self) -> int:
        worker, self._worker = self._worker, None
        return 0 if worker is None else worker.end()

    def _end_later(self) -> Timer:
        """A timer that ends the process, unless something is drawn before."""

        def end_idle() -> None:
            with self._lock:
                # A drawing may have been made while this waited for its turn, and has a timer of its own.
                if self._timer is timer:
                    self._end()

        timer = Timer(self._idle, end_idle)
        timer.daemon = True
        timer.start()
        return timer


PROCESS = DrawingProcess()
atexit.register(PROCESS.kill)
