"""A GeoJSON file as somebody else made it: its features, and their polygons in WGS 84."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from blmk_metrics.errors import InputError
from blmk_metrics.layouts.texts import decoded

WGS_84 = "EPSG:4326"
# West, south, east, north.
UNITED_KINGDOM = (-9, 49, 3, 62)


def collection_of(path: Path) -> dict[str, Any]:
    """A file's FeatureCollection. Raises InputError when it is none, has no features, or is not a whole layer."""
    try:
        collection: dict[str, Any] = json.loads(decoded(path))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} breaks off or is garbled ({error}); download it again") from error
    features = collection.get("features")
    if collection.get("type") != "FeatureCollection" or not isinstance(features, list):
        raise InputError(f"{path} is JSON but no GeoJSON FeatureCollection; download the layer as GeoJSON")
    if not features:
        raise InputError(f"{path} has no features; download it again")
    # The portal's service gives so many features at a time, and says so in either of two places.
    places = (collection, collection.get("properties"))
    if any(isinstance(each, dict) and each.get("exceededTransferLimit") for each in places):
        raise InputError(f"{path} is not the whole layer (exceededTransferLimit); download the layer as a file")
    refuse(path, (not isinstance(each, dict) for each in features), "is no feature")
    return collection


def polygons_of(path: Path, collection: dict[str, Any]) -> np.ndarray:
    """Each feature's polygons in WGS 84, mended where they cross themselves."""
    import geopandas as gpd  # slow to import, and only outlines need it
    from pyproj.exceptions import ProjError

    shapes = np.array([_shape(each.get("geometry")) for each in collection["features"]], dtype=object)
    none = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    refuse(path, none, "has no polygon: no geometry, points or lines, or coordinates that are no numbers")
    crs = collection.get("crs")
    try:
        system = crs["properties"]["name"] if crs else WGS_84
        shapes = gpd.GeoSeries(shapes, crs=system).to_crs(WGS_84).to_numpy(copy=True)
    except (ProjError, ValueError, TypeError, LookupError) as error:
        raise InputError(
            f"{path}: its member crs names no system of coordinates that is known; download it again"
        ) from error
    explanation = (
        f"its coordinates are not in {system}, as its member crs says"
        if crs
        else "without a member crs its coordinates must be longitude and latitude (WGS 84), as RFC 7946 says"
    )
    bounds = shapely.bounds(shapes)
    inside = (bounds[:, :2] >= UNITED_KINGDOM[:2]) & (bounds[:, 2:] <= UNITED_KINGDOM[2:])
    refuse(path, (not all(corners) for corners in inside), f"lies outside the United Kingdom: {explanation}")
    crossed = ~shapely.is_valid(shapes)
    shapes[crossed] = shapely.make_valid(shapes[crossed], method="structure", keep_collapsed=False)
    refuse(path, shapely.area(shapes) == 0, "encloses nothing")
    return shapes


def refuse(path: Path, wrong: Iterable[bool], reason: str) -> None:
    """Raise InputError naming the first feature for which `wrong` is true, if there is one."""
    if places := [place for place, bad in enumerate(wrong, 1) if bad]:
        more = f", and {len(places) - 1} more like it" if len(places) > 1 else ""
        raise InputError(f"{path}: feature {places[0]} {reason}{more}; download the layer again")


def _shape(geometry: object) -> shapely.Geometry | None:
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(geometry, allow_nan=False)))
    except (shapely.errors.GEOSException, ValueError):
        return None
    return shape if shape.geom_type in ("Polygon", "MultiPolygon") else None
