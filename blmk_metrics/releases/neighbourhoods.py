"""Places from within: their neighbourhoods, how deprived each is, and what was counted there."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.rows import Neighbourhood
from blmk_metrics.engines import Engine
from blmk_metrics.engines.statements import statement
from blmk_metrics.releases import Release
from blmk_metrics.releases.outlines import feature_collection

# Finest first: what the country calls them.
LEVELS = {
    "lsoa": "Neighbourhoods (LSOA, about 1,600 people)",
    "msoa": "Larger neighbourhoods (MSOA, about 8,000 people)",
    "ward": "Wards",
}
# The levels of which the Index of Multiple Deprivation can be told.
RATED = ("lsoa", "msoa")


def levels_of(release: Release, areas: Sequence[str]) -> tuple[str, ...]:
    """The levels at which a release has neighbourhoods of some areas, finest first."""
    levels = set(_of(release, areas)["level"].to_pylist())
    return tuple(level for level in LEVELS if level in levels)


def deprivation(engine: Engine, level: str, areas: Sequence[str]) -> list[Neighbourhood]:
    """The neighbourhoods of some areas at a level of RATED, most deprived first."""
    with engine.computation() as stage:
        stage.run("rated", statement("neighbourhoods", "deprivation"), level=level, areas=list(areas))
        return [Neighbourhood(**each) for each in stage.fetch("rated").to_pylist()]


def outlines_of(release: Release, level: str, areas: Sequence[str]) -> dict[str, Any]:
    """Outlines of neighbourhoods for a map, as `outlines.feature_collection` gives them; `area_code` is theirs."""
    chosen = _of(release, areas)
    chosen = chosen.filter(pc.equal(chosen["level"], level))
    names = {"small_area_code": "area_code", "small_area_name": "name", "geometry": "geometry"}
    outlines = chosen.select(list(names)).rename_columns(list(names.values()))
    return feature_collection(outlines, set(outlines["area_code"].to_pylist()))


def names_of(release: Release, level: str, areas: Sequence[str]) -> dict[str, str]:
    """The names of neighbourhoods by code."""
    chosen = _of(release, areas)
    chosen = chosen.filter(pc.equal(chosen["level"], level))
    return dict(zip(chosen["small_area_code"].to_pylist(), chosen["small_area_name"].to_pylist(), strict=True))


def _of(release: Release, areas: Sequence[str]) -> pa.Table:
    table = release.tables.get("small_areas", SCHEMAS["small_areas"].empty_table())
    return table.filter(pc.is_in(table["area_code"], value_set=pa.array(list(areas), pa.string())))
