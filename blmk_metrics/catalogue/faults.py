"""What is wrong with a file, in plain words: where, what, and how to mend it; all its faults in one message.

A declaration is a frozen dataclass that a pydantic `TypeAdapter` validates. Its own rules (`AfterValidator` and the
like) raise `Faulty`; what the types themselves refuse is worded in `type_words`, and pydantic's own words never appear.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from blmk_metrics.catalogue.field_names import field_choices, field_names
from blmk_metrics.catalogue.type_words import LONGEST, quoted, worded

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

MOST = 20
# The same in the singular.
UNCHANGED = ("series",)


class Faulty(ValueError):
    """What a rule finds wrong, and what to do. Of a field, `what` follows its name: `is empty`; of several fields
    together it is a sentence by itself, and `field` may name the one to mend."""

    def __init__(self, what: str, mend: str = "", *, field: str = "") -> None:
        super().__init__(what)
        self.what, self.mend, self.field = what, mend, field


@dataclass(frozen=True)
class Fault:
    """One fault of a file. `where` is the entry it is in, in words (`report 2`), and empty for the file as a whole;
    `what` begins with the field where it is of one."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        """The fault as a message ends: `report 2: date is missing; add it`."""
        return "; ".join(filter(None, (": ".join(filter(None, (self.where, self.what))), self.mend)))


class Refused(ValueError):
    """A value that is not as it is declared, with its faults; its text is a summary of them in one line."""

    def __init__(self, found: Sequence[Fault]) -> None:
        super().__init__(summary(found))
        self.faults = tuple(found)


def faults(error: "ValidationError", where: str = "", declaration: object = None) -> tuple[Fault, ...]:
    """Every fault that a validation found, each once, in the order of the declaration's fields.

    `where` says in which entry of the file the validated value is; `declaration` is the dataclass it was validated
    by, of which the nearest field is offered where another is there.
    """
    found = (_fault(each, where, declaration) for each in error.errors(include_url=False))
    return tuple(dict.fromkeys(found))


def listed(file: str, found: Sequence[Fault]) -> str:
    """One message of all faults of a file: in one line where there is one, else as a list."""
    if len(found) == 1:
        return f"{file}{', ' if found[0].where else ': '}{found[0]}"
    lines = [str(fault) for fault in found[:MOST]]
    if len(found) > MOST:
        lines.append(f"and {len(found) - MOST} more")
    return f"{file} has {len(found)} faults:" + "".join(f"\n- {line}" for line in lines)


def summary(found: Sequence[Fault]) -> str:
    """In one line, without mends, what is wrong with a file that no person writes: `title is missing; ...`."""
    more = f"; and {len(found) - 3} more" if len(found) > 3 else ""
    return "; ".join(": ".join(filter(None, (fault.where, fault.what))) for fault in found[:3]) + more


def _fault(error: "ErrorDetails", where: str, declaration: object) -> Fault:
    # A table's own key that is wrong is marked so.
    path = [step for step in error["loc"] if step != "[key]"]
    rule = error.get("ctx", {}).get("error")
    if error["type"] in ("unexpected_keyword_argument", "extra_forbidden"):
        name = str(path.pop())
        return Fault(_place(where, path), f"{quoted(name)} is not one of its fields", _offer(name, declaration, path))
    if isinstance(rule, Faulty):
        what, mend = rule.what, rule.mend
        path += [rule.field] if rule.field else []
    elif error["type"] == "string_type" and path and isinstance(path[-1], int):
        path.pop()
        what, mend = "must be a list of texts", 'write it as ["one", "two"]'
    else:
        what, mend = worded(error)
        if error["type"] == "missing" and (choices := field_choices(declaration, path)):
            mend = f"add it, as one of {', '.join(map(quoted, choices))}"
    return _of_field(where, path, what, mend, whole=isinstance(error["input"], (Mapping, list, tuple)))


def _of_field(where: str, path: list[str | int], what: str, mend: str, *, whole: bool) -> Fault:
    """A fault of the field that a path ends in; of the entry itself where it ends in a `whole` one."""
    if path and isinstance(path[-1], str):
        what = f"{_name(str(path.pop()))} {what}"
    elif len(path) > 1 and not whole:
        number, name = path.pop(), path.pop()
        what = f"{_one(name)} {int(number) + 1} {what}"
    return Fault(_place(where, path), what, mend)


def _offer(name: str, declaration: object, path: list[str | int]) -> str:
    names = field_names(declaration, path)
    if near := get_close_matches(name, names, 1):
        return f"write {near[0]}"
    return f"choose from {', '.join(names)}" if names else "take it out"


def _place(where: str, path: list[str | int]) -> str:
    """A path in words: `report 2, period`."""
    words = [where] if where else []
    for step in path:
        if isinstance(step, int):
            words[-1:] = [f"{_one(words[-1]) if words else 'entry'} {step + 1}"]
        else:
            words.append(_name(step))
    return ", ".join(words)


def _name(step: str) -> str:
    return step if step.isidentifier() and len(step) <= LONGEST else quoted(step)


def _one(name: str | int) -> str:
    """What one of a list is called: `extract` of `extracts`."""
    if name in UNCHANGED:
        return str(name)
    return re.sub("ies$", "y", str(name)).removesuffix("s")
