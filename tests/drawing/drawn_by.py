"""A program that stands in for the one that draws and does what the specification of an order says; and processes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from blmk_metrics.drawing.drawing_process import DrawingProcess

# `pid` gives its number, `die` ends it, `hang` never answers, `large` is its last answer; `wait FILE` adds a line to
# FILE.begun and answers once there is FILE. Whatever else is given back.
PROGRAM = """
import json, os, sys, time
for line in sys.stdin:
    order = json.loads(line)
    does, _, path = order["specification"].partition(" ")
    if does == "die":
        os._exit(7)
    while does == "hang":
        time.sleep(1)
    if does == "wait":
        with open(path + ".begun", "a") as begun:
            begun.write("begun\\n")
    while does == "wait" and not os.path.exists(path):
        time.sleep(0.01)
    drawing = str(os.getpid()) if does in ("pid", "large") else order["specification"]
    print(json.dumps({"drawing": drawing, "spent": does == "large"}), flush=True)
"""
POINT = '{"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}'
# A pattern that takes longer with each letter, as long as no letter is another.
LONG = "test(regexp('(a+)+$'), '" + "a" * 50 + "b')"
HANGING = f'{{"transform": [{{"calculate": "{LONG}", "as": "b"}}], {POINT[1:]}'


@contextmanager
def drawing_process(folder: Path, **options: float) -> Iterator[Callable[[str], str]]:
    """A process that runs the stand-in: what it answers to a specification."""
    program = folder / "stand_in.py"
    program.write_text(PROGRAM)
    process = DrawingProcess(program, **options)
    try:
        yield lambda specification: process.draw(order(specification), "a chart").decode()
    finally:
        process.end()


def order(specification: str) -> dict[str, object]:
    """An order of an SVG."""
    return {"format": "svg", "specification": specification}


def children() -> set[int]:
    """The processes that this one has begun and that are not gone, those that have ended unnoticed among them."""
    return {int(pid) for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()}


def alive(pid: int) -> bool:
    """Whether a process runs."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def beside(setting: str) -> list[str]:
    """The processes that have a setting in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        # Any of them may end meanwhile.
        with suppress(OSError):
            found += [path.parent.name] * (setting.encode() in path.read_bytes().split(b"\0"))
    return found


def until(comes: Callable[[], object]) -> None:
    """Wait until something comes, at most as long as a busy machine may need."""
    for _ in range(3000):
        if comes():
            return
        time.sleep(0.02)
    raise TimeoutError("it does not come")
