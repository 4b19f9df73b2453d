"""A file's fields as they are written, before anything is sure of them: each is read only where it is of its type."""

import math
from collections.abc import Iterator, Mapping
from typing import Any


class RawFields:
    """A section of a file. What is missing or of another type than expected reads as nothing, so that a rule between
    two fields can be checked whatever is wrong with a third."""

    def __init__(self, written: object) -> None:
        self.written: Mapping[str, Any] = written if isinstance(written, Mapping) else {}

    def __contains__(self, name: str) -> bool:
        return name in self.written

    def text(self, name: str) -> str:
        """A text; empty where there is none."""
        value = self.written.get(name)
        return value if isinstance(value, str) else ""

    def number(self, name: str) -> float | None:
        """A number; None where there is none."""
        return _number(self.written.get(name))

    def whole(self, name: str, otherwise: int) -> int | None:
        """A whole number, another where the field is left out, and None where it is something else."""
        value = self.written.get(name, otherwise)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts in a list, or the keys of a table."""
        value = self.written.get(name)
        items = value if isinstance(value, (list, tuple, Mapping)) else ()
        return tuple(each for each in items if isinstance(each, str))

    def bounds(self, name: str) -> tuple[float, float] | None:
        """A list of two numbers."""
        value = self.written.get(name)
        numbers = [_number(each) for each in value] if isinstance(value, (list, tuple)) else []
        if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
            return None
        return numbers[0], numbers[1]

    def section(self, name: str) -> "RawFields":
        """A section within this one; an empty one where there is none."""
        return RawFields(self.written.get(name))

    def sections(self, name: str) -> Iterator[tuple[int, "RawFields"]]:
        """Each section of a list of them, numbered from 1 as a reader counts; what is no section is passed over."""
        value = self.written.get(name)
        for number, each in enumerate(value if isinstance(value, (list, tuple)) else (), 1):
            if isinstance(each, Mapping):
                yield number, RawFields(each)


def _number(value: object) -> float | None:
    """A number that can be compared: neither true or false, nor TOML's nan or inf."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return value
