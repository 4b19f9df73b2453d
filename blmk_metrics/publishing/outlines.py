"""Outlines of areas, ready for a map."""

from collections.abc import Collection
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import shapely

MARGIN = 0.08


def feature_collection(boundaries: pa.Table, areas: Collection[str]) -> dict[str, Any]:
    """Outlines (WGS 84) as GeoJSON for Vega: clockwise outer rings, cut to some areas, by code, and a little around.

    Each feature carries `area_code` (None for what is only context), `name`, and a point inside as `longitude` and
    `latitude`.
    """
    shapes = shapely.from_wkb(boundaries["geometry"].to_numpy(zero_copy_only=False))
    codes = [code if code in areas else None for code in boundaries["area_code"].to_pylist()]
    names = boundaries["name"].to_pylist()
    west, south, east, north = shapely.total_bounds([shape for shape, code in zip(shapes, codes, strict=True) if code])
    window = (west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN)
    features = []
    for shape, code, name in zip(shapes, codes, names, strict=True):
        cut = shapely.clip_by_rect(shape, *window)
        if cut.is_empty:
            continue
        point = shapely.point_on_surface(cut)
        # Vega winds outer rings clockwise, the opposite of RFC 7946.
        wound = shapely.orient_polygons(cut, exterior_cw=True)
        features.append(
            {
                "type": "Feature",
                "area_code": code,
                "name": name,
                "longitude": point.x,
                "latitude": point.y,
                "geometry": shapely.geometry.mapping(wound),
            }
        )
    return {"type": "FeatureCollection", "features": features}


def outlines_of_neighbourhoods(small_areas: pa.Table, level: str, areas: Collection[str]) -> dict[str, Any]:
    """Outlines of the neighbourhoods of some areas at a level; `area_code` is theirs."""
    of_areas = pc.is_in(small_areas["area_code"], value_set=pa.array(list(areas), pa.string()))
    chosen = small_areas.filter(pc.and_(of_areas, pc.equal(small_areas["level"], level)))
    names = {"small_area_code": "area_code", "small_area_name": "name", "geometry": "geometry"}
    outlines = chosen.select(list(names)).rename_columns(list(names.values()))
    return feature_collection(outlines, set(outlines["area_code"].to_pylist()))
