"""Areas as the release knows them. Nothing in the code names one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from blmk_metrics.errors import InputError


@dataclass(frozen=True, kw_only=True)
class Area:
    """A country, a Place, or a footprint that adds Places up."""

    code: str
    name: str
    full_name: str
    type: str
    valid_from: date | None
    valid_to: date | None


def areas_of(rows: Iterable[Mapping[str, Any]]) -> dict[str, Area]:
    """Areas by their codes, in the order in which a release lists them, from the rows of its table of areas."""
    return {
        row["area_code"]: Area(
            code=row["area_code"],
            name=row["area_name"],
            full_name=row["full_name"],
            type=row["area_type"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
        )
        for row in sorted(rows, key=lambda row: row["position"])
    }


def choosable(areas: Iterable[Area]) -> dict[str, Area]:
    """The areas a reader may choose as theirs: footprints first, then Places; a country is only compared with."""
    offered = tuple(areas)
    return {area.code: area for kind in ("footprint", "place") for area in offered if area.type == kind}


def called(offered: Mapping[str, Area], text: str) -> str:
    """The code of the area among some that somebody calls so, by code or by name, in whichever case.

    Raises InputError, naming them all, when none is called so, or more than one.
    """
    named = [
        area.code
        for area in offered.values()
        if text.strip().casefold() in {name.casefold() for name in (area.code, area.name, area.full_name)}
    ]
    if len(named) == 1:
        return named[0]
    names = ", ".join(f"{area.code} ({area.name})" for area in offered.values())
    raise InputError(f"{'more than one area is called' if named else 'unknown area'} {text!r}; choose one of {names}")
