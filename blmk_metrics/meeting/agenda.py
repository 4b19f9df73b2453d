"""What a meeting goes through: questions in order, each answered by one figure. The area is chosen apart from it."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from blmk_metrics.catalogue.cuts import CUTS
from blmk_metrics.catalogue.faults import Refused
from blmk_metrics.catalogue.strict_json import read_json
from blmk_metrics.catalogue.type_words import quoted
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.errors import InputError
from blmk_metrics.figures import KINDS, questions_of
from blmk_metrics.releases.edition import Edition

FORMAT = 1
LONGEST = 40


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question: a measure, the kind of figure that answers it, and by what it is cut where it is.

    `about` is the measure in words."""

    measure: str
    figure: str
    by: str = ""
    about: str = field(default="", compare=False)

    @property
    def code(self) -> str:
        """The item in an address: `falls_admissions.groups.sex`."""
        return ".".join(part for part in (self.measure, self.figure, self.by) if part)

    @property
    def name(self) -> str:
        """The item in words: `Falls admissions, by sex`."""
        how = KINDS[self.figure].words.format(by=CUTS[self.by].words if self.by in CUTS else self.by)
        return f"{self.about}, {how}"


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """Items that an edition has an answer to, in order, and what of those asked for was left out, and why."""

    items: tuple[Item, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _File:
    """An agenda as it is saved."""

    agenda_format: int
    items: tuple[Item, ...]


def offered(edition: Edition) -> tuple[Item, ...]:
    """Every item that an edition has an answer to, in the order in which its pages tell them."""
    anywhere = next(iter(edition.choosable()))
    return tuple(
        Item(measure=measure.id, figure=question.kind, by=question.cut, about=measure.short_name)
        for measure in edition.measures()
        for question in questions_of(edition, measure.id, anywhere)
    )


def default_agenda(edition: Edition) -> Agenda:
    """Each measure over time, then by its first breakdown where it has one."""
    by_measure: dict[str, list[Item]] = {}
    for item in offered(edition):
        by_measure.setdefault(item.measure, []).append(item)
    firsts = (
        next((item for item in items if item.figure == kind), None)
        for items in by_measure.values()
        for kind in ("trend", "groups")
    )
    return Agenda(items=tuple(item for item in firsts if item))


def agenda_of(edition: Edition, codes: str) -> Agenda:
    """The agenda that an address asks for; the default one where it asks for none, or for nothing that there is."""
    # Nothing longer can be an agenda: what an address says beyond that is not even looked at.
    parts = [each.strip() for each in codes[:20_000].split(",") if each.strip()]
    return _agenda_of_codes(edition, parts) if parts else default_agenda(edition)


def agenda_of_file(edition: Edition, content: bytes, name: str) -> Agenda:
    """The agenda that a file holds. Raises InputError, naming the file, where it is none."""
    try:
        stored = read_json(content)
        if isinstance(stored, dict) and stored.get("agenda_format", FORMAT) != FORMAT:
            raise InputError(
                f"{name} has agenda format {quoted(stored['agenda_format'])}; this software reads {FORMAT}"
            )
        items = validated(_File, stored).items
    except Refused as error:
        raise InputError(
            f"{name} is not an agenda of a meeting: {error}; give a file that the Meeting page saved"
        ) from error
    if not items:
        raise InputError(f"{name} is an agenda without items; add one on the Meeting page and save it again")
    return _agenda_of_codes(edition, [item.code for item in items])


def as_file(items: Iterable[Item]) -> bytes:
    """Items as the file that `agenda_of_file` reads."""
    entries = [
        {"measure": item.measure, "figure": item.figure, **({"by": item.by} if item.by else {})} for item in items
    ]
    return json.dumps({"agenda_format": FORMAT, "items": entries}, indent=2).encode() + b"\n"


def as_address(items: Iterable[Item]) -> str:
    """Items as the parameter that `agenda_of` reads."""
    return ",".join(item.code for item in items)


def _agenda_of_codes(edition: Edition, codes: Sequence[str]) -> Agenda:
    """Items by their codes, once each and no more than LONGEST; what is left out is told."""
    by_code = {item.code: item for item in offered(edition)}
    wanted = dict.fromkeys(codes)
    items = [by_code[code] for code in wanted if code in by_code]
    strange = [code for code in wanted if code not in by_code]
    notices = []
    if strange:
        named = ", ".join(f"“{re.sub(r'[^A-Za-z0-9_.-]', '?', code[:60])}”" for code in strange[:3])
        more = f" and {len(strange) - 3:,} more" if len(strange) > 3 else ""
        notices.append(f"Left out, since this release has no answer to them: {named}{more}.")
    if len(items) > LONGEST:
        notices.append(f"The agenda has {len(items):,} items; the first {LONGEST} are shown.")
    if len(wanted) < len(codes):
        notices.append("What was asked twice is asked once.")
    if not items:
        notices.append("Nothing of the agenda is known here, so this is the usual one.")
        return Agenda(items=default_agenda(edition).items, notices=tuple(notices))
    return Agenda(items=tuple(items[:LONGEST]), notices=tuple(notices))
