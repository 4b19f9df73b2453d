"""What is in the memory of another process: numbers, in every form that a program keeps them in, and texts."""

import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

PIECE = 1 << 24
# Of a program or a library, what cannot be written to.
PROGRAM = re.compile(r" r-[-x]p .*(\.so(\.[\d.]+)?|/python[\d.]*)$|\[(vvar|vvar_vclock|vsyscall)\]$")
# Longer than anything that is looked for.
OVERLAP = 64


def found_in_memory(pid: int, numbers: Iterable[int], texts: Iterable[str] = ()) -> set[int | str]:
    """Those of some numbers and texts that stand anywhere in the memory of a process."""
    patterns = {form: number for number in numbers for form in forms(number)}
    patterns |= {text.encode(encoding): text for text in texts for encoding in ("utf-8", "utf-32-le")}
    found: set[int | str] = set()
    for piece in _pieces(pid):
        found |= {what for form, what in patterns.items() if what not in found and form in piece}
    return found


def forms(number: int) -> tuple[bytes, ...]:
    """A number as an integer and as a double of eight bytes, and written with digits, with commas or without."""
    return (struct.pack("<q", number), struct.pack("<d", number), f"{number}".encode(), f"{number:,}".encode())


def _pieces(pid: int) -> Iterator[bytes]:
    """All that a process can read of its own memory, in pieces that overlap; but not the programs that it runs."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            region = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if region is None or PROGRAM.search(line):
                continue
            at, end = (int(each, 16) for each in region.groups())
            while at < end:
                memory.seek(at)
                try:
                    piece = memory.read(min(PIECE, end - at))
                except OSError:
                    break  # a page that is gone, or of a device
                yield piece
                at += max(len(piece) - OVERLAP, 1) if len(piece) == PIECE else len(piece) or PIECE
