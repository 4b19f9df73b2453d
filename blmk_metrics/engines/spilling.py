"""A folder for what does not fit in memory, removed after use: by the next run, where one was killed."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir, mkstemp

from blmk_metrics.engines import EngineError

PREFIX = "blmk-metrics-records-"


@contextmanager
def spill_folder() -> Iterator[Path]:
    """A folder in the system's place for temporary files (`TMPDIR`). What killed runs have left there goes first."""
    wanted = os.environ.get("TMPDIR")
    if wanted and Path(gettempdir()).resolve() != Path(wanted).resolve():
        raise EngineError(f"TMPDIR is {wanted}, where nothing can be written; records are spilt nowhere else")
    _remove_left()
    descriptor, name = mkstemp(prefix=PREFIX, suffix=".lock")
    lock, folder = Path(name), Path(name).with_suffix("")
    # The system gives the lock up when the process ends, however it ends: that tells a run from what is left of one.
    with open(descriptor, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            # In it are persons.
            folder.mkdir(mode=0o700)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)


def _remove_left() -> None:
    for lock in Path(gettempdir()).glob(f"{PREFIX}*.lock"):
        try:
            with lock.open("a") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
        except OSError:
            continue  # a run's own, or another user's
    # The lock is there before the folder and until after it: without one, a folder is nobody's any more.
    for folder in Path(gettempdir()).glob(f"{PREFIX}*"):
        if folder.suffix != ".lock" and not folder.with_suffix(".lock").exists():
            shutil.rmtree(folder, ignore_errors=True)
