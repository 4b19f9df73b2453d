"""Drawings kept as files in one folder of limited size, which processes share and which outlasts them."""

import hashlib
import os
import re
import stat
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

# In bytes, of all files: those used longest ago give way.
LIMIT = 64_000_000
NAME = re.compile(r"[0-9a-f]{64}(\..*)?")
SEAL = 32


class DrawingFiles:
    """Drawings by name. What cannot be kept or read is as if it had not been kept: no error is raised."""

    def __init__(self, folder: Path, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        # What was there before is weighed with the first that is added.
        self._unweighed = limit

    def read(self, name: str) -> bytes | None:
        """A drawing as it was kept; None where there is none, or not whole."""
        path = self._folder / name
        try:
            stored = path.read_bytes() if _own(self._folder) else b""
        except OSError:
            return None
        content = stored[SEAL:]
        if stored[:SEAL] != _seal(name, content):
            return None
        with suppress(OSError):
            os.utime(path)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Keep a drawing, whole or not at all."""
        stored = _seal(name, content) + content
        # No room, or no right to write: it is drawn again when it is wanted again.
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _own(self._folder) and len(stored) <= self._limit:
                self._put(name, stored)

    def _put(self, name: str, stored: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix=f"{name}.", delete=False) as file:
            beside = Path(file.name)
            try:
                file.write(stored)
                file.flush()
                beside.replace(self._folder / name)
            except OSError:
                beside.unlink()
                raise
        # Other processes write as well, so that each looks at the whole now and then.
        self._unweighed += len(stored)
        if self._unweighed > self._limit // 64:
            self._unweighed = 0
            self._make_room()

    def _make_room(self) -> None:
        """Where there is too much, remove what was used longest ago, until an eighth of the limit is free."""
        with os.scandir(self._folder) as entries:
            files = [(each.stat(follow_symlinks=False), Path(each)) for each in entries if NAME.fullmatch(each.name)]
        excess = sum(found.st_size for found, _ in files) - self._limit
        if excess <= 0:
            return
        excess += self._limit // 8
        for found, path in sorted(files, key=lambda each: each[0].st_mtime_ns):
            if excess <= 0:
                return
            path.unlink(missing_ok=True)
            excess -= found.st_size


def drawing_files() -> DrawingFiles:
    """The folder that the environment variable BLMK_DRAWINGS names, else one of this user's among temporary files."""
    return _at(os.environ.get("BLMK_DRAWINGS") or f"{tempfile.gettempdir()}/blmk-drawings-{os.getuid()}")


@cache
def _at(folder: str) -> DrawingFiles:
    return DrawingFiles(Path(folder))


def _own(folder: Path) -> bool:
    """Whether a folder is one, no link to one, and only this user writes in it: nobody else chooses what is shown."""
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def _seal(name: str, content: bytes) -> bytes:
    return hashlib.sha256(name.encode() + content).digest()
