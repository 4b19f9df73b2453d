"""Areas as the release knows them. Nothing in the code names one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from blmk_metrics.errors import InputError
from blmk_metrics.releases import Release


@dataclass(frozen=True, kw_only=True)
class Area:
    """A country, a Place, or a footprint that adds Places up."""

    code: str
    name: str
    full_name: str
    type: str
    valid_from: date | None
    valid_to: date | None


def areas(release: Release) -> dict[str, Area]:
    """Every area of the release by its code, in the order in which the release lists them."""
    rows = release.tables["areas"].sort_by("position").to_pylist()
    return {
        row["area_code"]: Area(
            code=row["area_code"],
            name=row["area_name"],
            full_name=row["full_name"],
            type=row["area_type"],
            valid_from=row["valid_from"],
            valid_to=row["valid_to"],
        )
        for row in rows
    }


def choosable(release: Release) -> dict[str, Area]:
    """The areas a reader may choose as theirs: footprints first, then Places; a country is only compared with."""
    all_areas = areas(release).values()
    return {area.code: area for kind in ("footprint", "place") for area in all_areas if area.type == kind}


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


def member_codes(release: Release, code: str) -> tuple[str, ...]:
    """The areas that an area is made of: a footprint's members in the release's order, or the area itself."""
    rows = release.tables["area_members"].to_pylist()
    return tuple(row["member_code"] for row in rows if row["footprint_code"] == code) or (code,)
