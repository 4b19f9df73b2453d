"""What partners report doing: facts from their own documents, beside the measure that they are reported under."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationInfo, with_config

from blmk_metrics.catalogue.faults import Faulty
from blmk_metrics.catalogue.field_types import line
from blmk_metrics.catalogue.type_words import quoted
from blmk_metrics.content.entry_files import read_entries
from blmk_metrics.resources import DATA

FILE = Path("content") / "partners.toml"
MONTH = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# How a date is written out, by how many of its parts there are.
FORMS = {1: "{0.year}", 2: "{0:%B} {0.year}", 3: "{0.day} {0:%B} {0.year}"}


def _chosen(code: str, info: ValidationInfo) -> str:
    """A code that is among those of its field's kind, where it is known which there are."""
    offered = (info.context or {}).get(info.field_name)
    if offered is not None and code not in offered:
        raise Faulty(f"{quoted(code)} is not known", f"choose one of {', '.join(offered)}")
    return code


def _dated(value: object) -> str:
    """A document's date in words, as exactly as it is written: `2023`, `April 2025`, `20 May 2021`."""
    found = MONTH.fullmatch(str(value)) if isinstance(value, (str, date)) else None
    parts = [int(part) for part in found.groups() if part] if found else []
    try:
        return FORMS[len(parts)].format(date(*parts, *[1] * (3 - len(parts))))
    except (KeyError, ValueError) as error:
        raise Faulty(
            f'must be the document\'s, as "2025", "2025-04" or "2025-04-30", not {quoted(value)}', "write it so"
        ) from error


Code = Annotated[str, line(200), AfterValidator(_chosen)]
Line = Annotated[str, line(200), AfterValidator(str.strip)]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class Report:
    """One thing that partners report. `measure` is a measure's id; without `areas` it is of every area. `dated` is
    the document's date in words."""

    measure: Code
    areas: tuple[Code, ...] = ()
    text: Annotated[str, line(400), AfterValidator(str.strip)]
    document: Line
    section: Line
    dated: Annotated[str, Field(validation_alias="date"), BeforeValidator(_dated)]


def partners_file(folder: Path) -> Path:
    """The file of reports to show with a release's folder: the folder's own where it has one, else that which ships."""
    own = folder / FILE
    return own if own.exists() else DATA / FILE


def read_reports(path: Path, measures: Collection[str], areas: Collection[str] | None) -> tuple[Report, ...]:
    """The reports of a file, in its order. Without `areas`, areas that a release does not know are let pass.

    Raises InputError with every fault of the file, naming the entry of each.
    """
    return read_entries(path, "report", Report, {"measure": measures, "areas": areas})


def reports_for(reports: Iterable[Report], measure: str, codes: Collection[str]) -> tuple[Report, ...]:
    """The reports under a measure that concern any of some areas, as a Place and the footprints it belongs to."""
    return tuple(
        each for each in reports if each.measure == measure and (not each.areas or set(each.areas) & set(codes))
    )
