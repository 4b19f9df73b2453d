"""Reading a small TOML file that people edit: its entries, or one message of all that is wrong with it."""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from blmk_metrics.catalogue.faults import Fault, Refused, listed
from blmk_metrics.catalogue.type_words import quoted
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.errors import InputError

Entry = TypeVar("Entry")
# A file that somebody writes by hand stays far below these.
LARGEST = 200_000
MOST = 300


def read_entries(
    path: Path,
    name: str,
    declaration: type[Entry],
    context: Mapping[str, object] | None = None,
    rules: Callable[[Sequence[tuple[str, Entry]]], Iterable[Fault]] = lambda _: (),
) -> tuple[Entry, ...]:
    """The entries `[[name]]` of a file, in its order.

    `rules` find what is wrong between entries, each after the words that say where it is (`report 3`); `context` is
    what the declaration's own rules ask. Raises InputError with every fault of the file.
    """
    file = called(path)
    content = _content(path, file)
    if strange := sorted(set(content) - {name}):
        raise InputError(
            f"{file} has {quoted(strange[0])}, which means nothing here; begin every entry with [[{name}]]"
        )
    raw = content.get(name, [])
    if not isinstance(raw, list) or not all(isinstance(each, dict) for each in raw):
        raise InputError(f"{file}: begin every entry with [[{name}]], in double brackets")
    if len(raw) > MOST:
        raise InputError(f"{file} has {len(raw)} entries, and at most {MOST} are read; shorten it")
    sound: list[tuple[str, Entry]] = []
    found: list[Fault] = []
    for number, entry in enumerate(raw, 1):
        where = f"{name} {number}"
        try:
            sound.append((where, validated(declaration, entry, where, context)))
        except Refused as error:
            found += error.faults
    # What is wrong between sound entries is named beside what is wrong in a faulty one.
    if found := [*found, *rules(sound)]:
        raise InputError(listed(file, found))
    return tuple(entry for _, entry in sound)


def called(path: Path) -> str:
    """What a file is called in a message that the public may see: without the folders it lies in."""
    return f"{path.parent.name}/{path.name}"


def _content(path: Path, file: str) -> dict[str, Any]:
    try:
        with path.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{file} cannot be read ({error.strerror}); restore it") from error
    if len(raw) > LARGEST:
        raise InputError(f"{file} is larger than {LARGEST:,} bytes; shorten it")
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8 text (byte {error.start:,}); save it as UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{file} is not TOML that can be read ({str(error)[:120]}); mend that line") from error
