"""What files are matched against: the areas that a release knows, by every name that a source may use."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from blmk_metrics.catalogue.in_force import catalogue_in
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.layouts.cells import folded
from blmk_metrics.layouts.parts import Part, Reference
from blmk_metrics.publishing.extract_tables import table_of
from blmk_metrics.releases import MANIFEST, Extract, read_manifest, shipped_folder
from blmk_metrics.releases.reading import current_id

# Tables that say which areas there are, and what they are called.
NAMING = ("areas", "area_names", "small_areas")
Naming = list[tuple[str, pa.Table]]


def reference_of(folder: Path) -> tuple[Reference, list[str]]:
    """What files are matched against in a folder, and the codes that its sources are asked for."""
    home = folder if current_id(folder) else shipped_folder()
    naming = naming_of(home, read_manifest(home / MANIFEST).extracts)
    rows = [row for name, table in naming if name == "areas" for row in table.to_pylist()]
    return reference_from(naming, catalogue_in(folder)), [
        row["area_code"] for row in rows if row["area_type"] != "footprint"
    ]


def naming_of(folder: Path, extracts: Iterable[Extract]) -> Naming:
    """The tables of some extracts that name areas, each with its own name."""
    return [(each.name, table_of(folder, each)) for each in extracts if each.name in NAMING]


def named_by(parts: Iterable[Part]) -> Naming:
    """The tables that name areas among new rows."""
    return [(part.name, part.table) for part in parts if part.name in NAMING]


def reference_from(naming: Naming, catalogue: Catalogue, year: int | None = None) -> Reference:
    """The codes and names of areas, what sources call them, and the codes of neighbourhoods."""
    areas: dict[str, str] = {}
    for name, table in naming:
        for row in table.drop_columns("geometry" if name == "small_areas" else []).to_pylist():
            if name == "areas":
                areas |= {folded(row[called]): row["area_code"] for called in ("area_code", "area_name", "full_name")}
            elif name == "area_names":
                areas[folded(row["name"])] = row["area_code"]
            else:
                areas[folded(row["small_area_code"])] = row["small_area_code"]
    return Reference(areas, catalogue, year)
