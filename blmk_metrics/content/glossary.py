"""What the terms of the pages mean."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from blmk_metrics.content.reading import Field, read_entries
from blmk_metrics.errors import InputError
from blmk_metrics.resources import DATA

FIELDS = {
    "term": Field(longest=60),
    "also": Field(kind=list, needed=False, longest=60),
    "exact": Field(kind=bool, needed=False),
    "meaning": Field(longest=600),
}
# Letters, digits and what stands within words: a form becomes the text of a link, so it holds no markup.
FORM = re.compile(r"[^\W_][\w %.,'’-]*")


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term, its other forms, and its meaning. An `exact` term is found only as it is spelt: `Place`, not `place`."""

    term: str
    meaning: str
    also: tuple[str, ...] = ()
    exact: bool = False

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
        told = path.stat()
    except OSError as error:
        raise InputError(f"content/{path.name} cannot be read ({error.strerror}); restore it") from error
    return _read(path, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, _changed: int, _size: int) -> tuple[Term, ...]:
    terms: list[Term] = []
    held: dict[str, str] = {}
    for where, entry in read_entries(path, "term", FIELDS):
        also = tuple(" ".join(each.split()) for each in entry.get("also", ()))
        term = Term(**{**entry, "term": " ".join(entry["term"].split()), "also": also})
        for form in term.forms:
            if not FORM.fullmatch(form):
                raise InputError(f"{where}: {form[:40]!r} must be letters, digits and spaces; take the marks out")
            if form.lower() in held:
                raise InputError(f"{where}: {form[:40]!r} is already a form of {held[form.lower()]!r}; leave one out")
            held[form.lower()] = term.term
        if not term.anchor or term.anchor in {each.anchor for each in terms}:
            raise InputError(f"{where}: no link can tell {term.term!r} from the terms before it; name it otherwise")
        terms.append(term)
    return tuple(sorted(terms, key=lambda each: each.term.lower()))
