"""What partners report doing: facts from their own documents, beside the measure that they are reported under."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from blmk_metrics.content.reading import Field, read_entries
from blmk_metrics.errors import InputError
from blmk_metrics.resources import DATA

FILE = Path("content") / "partners.toml"
FIELDS = {
    "measure": Field(),
    "areas": Field(kind=list, needed=False),
    "text": Field(longest=400),
    "document": Field(),
    "section": Field(),
    "date": Field(kind=object),
}
MONTH = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# What fills in for a month or a day that is not said, and how a date is then told.
FORMS = {1: "{0.year}", 2: "{0:%B} {0.year}", 3: "{0.day} {0:%B} {0.year}"}


@dataclass(frozen=True, kw_only=True)
class Report:
    """One thing that partners report. `measure` is an indicator's id; without `areas` it is of every area. `dated` is
    the document's date in words."""

    measure: str
    areas: tuple[str, ...]
    text: str
    document: str
    section: str
    dated: str


def partners_file(folder: Path) -> Path:
    """The file of reports to show with a release's folder: the folder's own where it has one, else that which ships."""
    own = folder / FILE
    return own if own.exists() else DATA / FILE


def read_reports(path: Path, measures: Collection[str], areas: Collection[str] | None) -> tuple[Report, ...]:
    """The reports of a file, in its order. Without `areas`, areas that a release does not know are let pass.

    Raises InputError, naming file and entry, when one cannot be shown.
    """
    return tuple(_report(where, entry, measures, areas) for where, entry in read_entries(path, "report", FIELDS))


def reports_for(reports: Iterable[Report], measure: str, codes: Collection[str]) -> tuple[Report, ...]:
    """The reports under a measure that concern any of some areas, as a Place and the footprints it belongs to."""
    return tuple(
        each for each in reports if each.measure == measure and (not each.areas or set(each.areas) & set(codes))
    )


def _report(where: str, entry: dict[str, Any], measures: Collection[str], areas: Collection[str] | None) -> Report:
    if entry["measure"] not in measures:
        raise InputError(
            f"{where}: measure {entry['measure'][:40]!r} is not known; choose one of {', '.join(measures)}"
        )
    codes = tuple(entry.get("areas", ()))
    if areas is not None and (unknown := [each for each in codes if each not in areas]):
        raise InputError(f"{where}: area {unknown[0][:40]!r} is not known; choose one of {', '.join(areas)}")
    return Report(
        measure=entry["measure"],
        areas=codes,
        text=entry["text"].strip(),
        document=entry["document"].strip(),
        section=entry["section"].strip(),
        dated=_dated(where, entry["date"]),
    )


def _dated(where: str, held: Any) -> str:
    """A document's date in words, as exactly as it is given: `2023`, `April 2025`, `20 May 2021`."""
    found = MONTH.fullmatch(str(held)) if isinstance(held, (str, date)) else None
    parts = [int(part) for part in found.groups() if part] if found else []
    try:
        return FORMS[len(parts)].format(date(*parts, *[1] * (3 - len(parts))))
    except (KeyError, ValueError) as error:
        raise InputError(
            f'{where}: date must be the document\'s, as "2025", "2025-04" or "2025-04-30", not {str(held)[:40]!r}'
        ) from error
