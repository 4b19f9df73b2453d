"""What the terms of the pages mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, with_config

from blmk_metrics.catalogue.faults import Fault
from blmk_metrics.catalogue.field_types import Flag, line, matching
from blmk_metrics.catalogue.type_words import quoted
from blmk_metrics.content.entry_files import read_entries
from blmk_metrics.errors import InputError
from blmk_metrics.resources import DATA

# A form becomes the text of a link, so it holds no markup: letters, digits and what stands within words.
Form = Annotated[
    str,
    line(60),
    AfterValidator(lambda text: " ".join(text.split())),
    matching(r"[^\W_][\w %.,'’-]*", "must be letters, digits and spaces", "take the marks out"),
]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class Term:
    """A term, its other forms, and its meaning. An `exact` term is found only as it is spelt: `Place`, not `place`."""

    term: Form
    meaning: Annotated[str, line(600)]
    also: tuple[Form, ...] = ()
    exact: Flag = False

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way in which the term is written."""
        return (self.term, *self.also)

    @property
    def anchor(self) -> str:
        """The name under which a link finds the term: `95-interval`."""
        return re.sub(r"[^0-9a-z]+", "-", self.term.lower()).strip("-")


def glossary_file() -> Path:
    """The file of terms that ships."""
    return DATA / "content" / "glossary.toml"


def read_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of a file, in alphabetical order; read again when the file changes.

    Raises InputError, naming file and entry, when one cannot be used.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise InputError(f"content/{path.name} cannot be read ({error.strerror}); restore it") from error
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> tuple[Term, ...]:
    return tuple(sorted(read_entries(path, "term", Term, rules=_doubled), key=lambda each: each.term.lower()))


def _doubled(terms: Sequence[tuple[str, Term]]) -> Iterator[Fault]:
    """Forms that two terms have, and terms that no link could tell apart."""
    owners: dict[str, str] = {}
    anchors = {""}
    for where, term in terms:
        for form in term.forms:
            if owner := owners.get(form.lower()):
                yield Fault(where, f"{quoted(form)} is already a form of {quoted(owner)}", "leave one out")
            owners[form.lower()] = term.term
        if term.anchor in anchors:
            yield Fault(where, f"no link can tell {quoted(term.term)} from the terms before it", "name it otherwise")
        anchors.add(term.anchor)
