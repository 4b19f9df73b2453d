"""The folder of a day's downloads: a file has its own name there only when it is whole and was found good."""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from blmk_metrics.fetching.download_errors import FetchError
from blmk_metrics.fetching.sources import Source
from blmk_metrics.table_files import write


@contextmanager
def opened(folder: Path) -> Iterator[None]:
    """Have a folder to oneself, made if need be. Raises FetchError when another process fetches into it."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            # The lock ends with the process, however that ends.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FetchError(f"{folder}: another fetch is at work there; wait for it to end") from error
        yield
    finally:
        os.close(descriptor)


def beside(path: Path) -> Path:
    """The file that says where a file comes from."""
    return path.with_name(f"{path.name}.source.json")


def holds(path: Path, address: str) -> bool:
    """Whether a file is there whole, and is what this address gave."""
    try:
        notes = json.loads(beside(path).read_bytes())
        return (notes["url"], notes["bytes"], notes["sha256"]) == (address, path.stat().st_size, digest(path))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def place(part: Path, path: Path, source: Source, address: str, today: date) -> None:
    """Give a whole part its own name, and say beside it where it comes from."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    account = {
        "url": address,
        "publisher": source.publisher,
        "licence": source.licence,
        "title": source.title,
        "retrieved": today.isoformat(),
        "sha256": digest(part),
        "bytes": part.stat().st_size,
    }
    # First the account: no file ever stands without one.
    write(beside(path), (json.dumps(account, indent=1, ensure_ascii=False) + "\n").encode())
    part.replace(path)
    forget(path)


def forget(path: Path) -> None:
    """Remove what is left of a file's parts."""
    for part in path.parent.glob(f"{path.name}.*part"):
        part.unlink()


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
