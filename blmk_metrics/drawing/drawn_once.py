"""Each drawing made once: by whoever wants it first, in whichever process, and kept for all others."""

import hashlib
import json
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

from blmk_metrics.drawing.drawing_files import drawing_files
from blmk_metrics.resources import FONTS

ROOM = Path(__file__).parent
LIBRARY = "vl-convert-python"
_LOCK = Lock()
_TURNS: WeakValueDictionary[str, Lock] = WeakValueDictionary()


def drawn_once(name: str, draw: Callable[[], bytes]) -> bytes:
    """The drawing that is kept under a name of `name_of`; where there is none, what `draw` makes, which is kept."""
    files = drawing_files()
    content = files.read(name)
    if content is None:
        with _turn(name):
            # Whoever had to wait finds it drawn.
            content = files.read(name)
            if content is None:
                content = draw()
                files.write(name, content)
    return content


def name_of(*parts: object) -> str:
    """A name for what is drawn of these parts, each as JSON has it, by the code that draws: no other drawing has it."""
    return hashlib.sha256(json.dumps([_code(), *parts]).encode()).hexdigest()


def digest_of(*files: Path) -> str:
    """What changes with the content of any of these files."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _code() -> str:
    return f"{version(LIBRARY)} {digest_of(*sorted(ROOM.glob('*.py')), *sorted(FONTS.glob('*.ttf')))}"


def _turn(name: str) -> Lock:
    """The lock of one name, for as long as anybody waits for it or has it."""
    with _LOCK:
        return _TURNS.setdefault(name, Lock())
