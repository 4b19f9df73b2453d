"""Reading a small TOML file that people edit: its entries, or one message of what is wrong, where, and what to do."""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blmk_metrics.errors import InputError

# A file that somebody writes by hand stays far below these.
LARGEST = 200_000
MOST = 300


@dataclass(frozen=True, kw_only=True)
class Field:
    """What an entry's key holds: `kind` is str, list (of texts), bool or object (whatever TOML has); texts have at most
    `longest` characters each."""

    kind: type = str
    needed: bool = True
    longest: int = 200


Entry = dict[str, Any]


def read_entries(path: Path, name: str, fields: Mapping[str, Field]) -> list[tuple[str, Entry]]:
    """The entries `[[name]]` of a file, each after the words that say where it is: `content/partners.toml, report 3`.

    Raises InputError when the file cannot be read, or an entry has not the keys that it should.
    """
    file = called(path)
    content = _content(path, file)
    if strange := sorted(set(content) - {name}):
        raise InputError(f"{file} has {strange[0][:40]!r}, which means nothing here; begin every entry with [[{name}]]")
    entries = content.get(name, [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise InputError(f"{file}: begin every entry with [[{name}]], in double brackets")
    if len(entries) > MOST:
        raise InputError(f"{file} has {len(entries)} entries, and at most {MOST} are read; shorten it")
    told = []
    for number, entry in enumerate(entries, 1):
        where = f"{file}, {name} {number}"
        if reason := _why_wrong(entry, fields):
            raise InputError(f"{where}: {reason}")
        told.append((where, entry))
    return told


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


def _why_wrong(entry: Entry, fields: Mapping[str, Field]) -> str:
    """Why an entry cannot be used; empty when it can."""
    if strange := sorted(set(entry) - set(fields)):
        return f"{strange[0][:40]!r} is no key of an entry; it has {', '.join(fields)}"
    for key, field in fields.items():
        if key not in entry:
            if field.needed:
                return f"{key} is missing; add it"
        elif reason := _why_not(entry[key], field):
            return f"{key} {reason}"
    return ""


def _why_not(held: Any, field: Field) -> str:
    if field.kind is list:
        if not isinstance(held, list) or not all(isinstance(each, str) for each in held):
            return 'must be a list of texts, as ["one", "two"]'
        return next((reason for each in held if (reason := _why_no_text(each, field.longest))), "")
    if field.kind is str:
        return _why_no_text(held, field.longest) if isinstance(held, str) else 'must be a text, in "quotes"'
    if not isinstance(held, field.kind):
        return "must be true or false"
    return ""


def _why_no_text(text: str, longest: int) -> str:
    if not text.strip():
        return "is empty; fill it in"
    if len(text) > longest:
        return f"has {len(text):,} characters, and at most {longest} are shown; shorten it"
    if any(unicodedata.category(each) in ("Cc", "Cf", "Zl", "Zp") for each in text):
        return "has a line break or a character that cannot be seen; write it in one line"
    return ""
