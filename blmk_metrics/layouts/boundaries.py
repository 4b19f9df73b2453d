"""Boundaries: GeoJSON of the Open Geography Portal, of local authorities, wards, MSOAs or LSOAs."""

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from blmk_metrics.errors import InputError
from blmk_metrics.layouts.cells import authority, folded, placed
from blmk_metrics.layouts.features import WGS_84, collection_of, polygons_of, refuse
from blmk_metrics.layouts.parts import OPEN_GOVERNMENT, Part, Reference, typed
from blmk_metrics.layouts.sheets import Account, Sheet
from blmk_metrics.layouts.texts import some

TITLE = "ONS boundaries in GeoJSON"
PUBLISHER = "Office for National Statistics"
LICENCE = f"{OPEN_GOVERNMENT}. Contains OS data © Crown copyright and database right"
PROPERTY = re.compile(r"(LAD|CTYUA|LSOA|MSOA|WD)(\d\d)(CD|NM)")
# Finest first: a layer of neighbourhoods carries the codes of their authorities too.
LEVELS = {"LSOA": "lsoa", "MSOA": "msoa", "WD": "ward", "LAD": "", "CTYUA": ""}
ACCEPTED = "local authorities (LAD, CTYUA), wards (WD), MSOAs or LSOAs"
# Degrees: the sides of the squares that bound what a corner may be cut by, some 100 metres and some 30.
COARSE, FINE = 0.001, 0.0003
CONTEXT = 0.6
# Some ten metres: no neighbourhood is as small.
LEAST = 0.0001


def recognises(text: str) -> bool:
    """Whether a file's text is JSON, of which no other kind is read."""
    return text.lstrip().startswith("{")


def read(path: Path, reference: Reference, account: Account) -> list[Part]:
    """The authorities of a file as outlines for the map, or its neighbourhoods as small areas."""
    collection = collection_of(path)
    layer, year, rows = _named(path, collection["features"])
    account.rows = len(rows)
    sheet, shapes = Sheet(path, rows, account=account), polygons_of(path, collection)
    spans = shapely.bounds(shapes)
    refuse(path, (spans[:, 2:] - spans[:, :2]).max(axis=1) < LEAST, "is smaller than any area: its crs may be wrong")
    if level := LEVELS[layer]:
        name, table = "small_areas", _neighbourhoods(sheet, shapes, reference, level)
    else:
        name, table = "boundaries", _authorities(sheet, shapes, reference)
    source = f"ONS boundaries, {layer} {year} ({table.num_rows} areas)"
    return [Part(name=name, table=table, source=source, publisher=PUBLISHER, licence=LICENCE)]


def _authorities(sheet: Sheet, shapes: np.ndarray, reference: Reference) -> pa.Table:
    """Known authorities and those around them, of which a release may come to know more: as GeoPandas writes them."""
    import geopandas as gpd  # slow to import, and only outlines need it

    ours = sheet["code"].map(folded).isin(reference.areas).to_numpy()
    if not ours.any():
        names = some(sheet["code"].str.cat(sheet["name"], sep=" "))
        raise InputError(
            f"{sheet.path} has no area that the release knows; it has {names}. Give the layer that holds them"
        )
    around = shapely.box(*shapely.total_bounds(shapes[ours])).buffer(CONTEXT, join_style="mitre")
    near = ours | shapely.intersects(shapes, around)
    sheet = sheet.keep(pd.Series(near, sheet.rows.index), "an authority too far away to show around the areas")
    outlines = gpd.GeoDataFrame(
        {"area_code": sheet["code"], "name": sheet["name"]}, geometry=_simplified(shapes[near], COARSE), crs=WGS_84
    )
    buffer = io.BytesIO()
    outlines.to_parquet(buffer, index=False)
    return pq.read_table(io.BytesIO(buffer.getvalue()))


def _neighbourhoods(sheet: Sheet, shapes: np.ndarray, reference: Reference, level: str) -> pa.Table:
    if not sheet["authority"].any():
        raise InputError(
            f"{sheet.path} does not say which authority its areas lie in: it has no property LAD..CD. Download a layer "
            "that has one, such as the names and codes joined to the boundaries"
        )
    sheet, area_code = placed(sheet, reference.areas, *sheet.columns[2:])
    return typed(
        "small_areas",
        {
            "level": level,
            "small_area_code": sheet["code"],
            "small_area_name": sheet["name"],
            "area_code": area_code,
            "geometry": pd.Series(shapely.to_wkb(_simplified(shapes[sheet.rows.index], FINE)), sheet.rows.index),
        },
    )


def _simplified(shapes: np.ndarray, tolerance: float) -> np.ndarray:
    """Fewer points, the edges of neighbours still shared, and outer rings clockwise as Vega winds them."""
    return shapely.orient_polygons(shapely.coverage_simplify(shapes, tolerance), exterior_cw=True)


def _named(path: Path, features: list[dict[str, Any]]) -> tuple[str, int, pd.DataFrame]:
    """The layer, its year, and of each feature the code, the name, and what tells the authority it lies in."""
    properties: list[Any] = [each.get("properties") for each in features]
    refuse(path, (not isinstance(each, dict) for each in properties), "has no properties")
    ours = [match for name in properties[0] if (match := PROPERTY.fullmatch(name))]
    layer, year = next(((m[1], m[2]) for level in LEVELS for m in ours if m[1] == level and m[3] == "CD"), ("", ""))
    code, name = f"{layer}{year}CD", f"{layer}{year}NM"
    if not layer or name not in properties[0]:
        present = some(properties[0], 6) or "none"
        raise InputError(
            f"{path}: its features have the properties {present}; accepted are codes and names of {ACCEPTED}"
        )
    of = next((m[2] for m in ours if m[1] == "LAD" and m[3] == "CD"), "")
    columns = {"code": code, "name": name, "authority": f"LAD{of}CD", "authority name": f"LAD{of}NM"}
    columns = {column: named for column, named in columns.items() if named in properties[0]}
    rows = pd.DataFrame(
        {column: [_text(each.get(named)) for each in properties] for column, named in columns.items()}, dtype="str"
    )
    refuse(path, ~rows["code"].str.fullmatch(r"[A-Z]\d{8}"), f"has no code of nine characters as its {code}")
    refuse(path, rows["name"] == "", f"has no {name} that is text")
    refuse(path, rows["code"].duplicated(), f"has the {code} of an earlier feature")
    if not of:
        # Wards have names of their own.
        rows["authority"] = "" if layer == "WD" else authority(rows["name"])
    return layer, 2000 + int(year), rows


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) and cell.isprintable() else ""
