"""Boundaries, spoilt in as many ways as JSON allows, are read right or refused in one clear line."""

import copy
import json
import random

import pytest
import shapely

from blmk_metrics import layouts
from tests.layouts.oracle import no_more_than, outcome, same_parts
from tests.layouts.test_boundaries import REFERENCE, _feature, _lad, _square

LAYERS = {
    "authorities": [
        _lad("E06000032", "Luton", _square(-0.5, 51.8)),
        _lad("E06000055", "Bedford", _square(-0.4, 51.8)),
        _lad("E07000099", "Côte-d’Or", _square(-0.3, 51.8)),
    ],
    "neighbourhoods": [
        _feature(_square(-0.5, 51.8), LSOA21CD="E01015693", LSOA21NM="Luton 007A"),
        _feature(_square(-0.4, 51.8), LSOA21CD="E01017400", LSOA21NM="Bedford 001A"),
        _feature(_square(-0.3, 51.8), LSOA21CD="E01023500", LSOA21NM="Côte-d’Or 001B"),
    ],
}
DEEP = 100_000
HOSTILE = (
    *(None, True, 0, -1, 1e12, 1e308, float("nan"), float("inf"), 10**400, "", "many", "=cmd|' /C calc'!A0", "\x1b[2J"),
    *(
        "x" * 100_000,
        "\ud800",
        "\0",
        [],
        {},
        [[]],
        [None],
        {"type": "Polygon"},
        {"type": "Point", "coordinates": [0, 0]},
    ),
    *({"type": "GeometryCollection", "geometries": []}, {"name": {"name": []}}, {"properties": {"name": "EPSG:27700"}}),
    *({"properties": {"name": 4326}}, {"properties": {"name": "/etc/passwd"}}, {"properties": {"name": "x" * 9999}}),
)
each_layer = pytest.mark.parametrize("layer", LAYERS)


def collection(layer: str) -> dict:
    return {"type": "FeatureCollection", "features": copy.deepcopy(LAYERS[layer])}


def clean(layer, folder) -> layouts.Reading:
    reading = outcome(folder / "clean.geojson", json.dumps(collection(layer)), REFERENCE)
    assert reading.parts[0].table.num_rows >= 2
    return reading


@each_layer
def test_the_same_layer_written_otherwise_makes_the_same_outlines(layer, tmp_path):
    original, text = clean(layer, tmp_path), json.dumps(collection(layer), ensure_ascii=False)
    written = {
        "marked": text.encode("utf-8-sig"),
        "UTF-16": text.encode("utf-16"),
        "Windows-1252": text.encode("cp1252"),
        "indented": json.dumps(collection(layer), indent=3).replace("\n", "\r\n").encode(),
        "sorted": json.dumps(collection(layer), sort_keys=True).encode(),
        "blank before": b"\n \n" + text.encode(),
    }
    for name, content in written.items():
        found = outcome(tmp_path / "layer.geojson", content, REFERENCE)
        assert isinstance(found, layouts.Reading), (name, found)
        assert same_parts(found, original), name


def places(node: object, path: tuple = ()) -> list[tuple]:
    """Where there is anything in a document."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for key, value in inner for place in places(value, (*path, key)))]


def put(document: dict, place: tuple, value: object) -> dict:
    node = document
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    return document


@each_layer
def test_anything_anywhere_in_a_layer_is_refused_or_leaves_a_layer_that_says_no_more(layer, tmp_path):
    original, rng = clean(layer, tmp_path), random.Random(layer)
    wanted = [place for place in places(collection(layer)) if place]
    few = [place for place in wanted if "coordinates" not in place]
    for value in HOSTILE:
        for place in [*rng.sample(few, 4), *rng.sample(wanted, 2), ("crs",)]:
            text = json.dumps(put(collection(layer), place, value))
            found = outcome(tmp_path / "layer.geojson", text, REFERENCE)
            assert isinstance(found, str) or no_more_than(found, original), (place, str(value)[:80])
            assert isinstance(found, str) or all(shapely.is_valid(shapes(found))), (place, str(value)[:80])


def shapes(reading: layouts.Reading) -> list[shapely.Geometry]:
    return shapely.from_wkb(reading.parts[0].table["geometry"].to_pylist())


@each_layer
def test_a_layer_that_is_cut_or_garbled_is_refused(layer, tmp_path):
    text, rng = json.dumps(collection(layer)), random.Random(layer)
    for _ in range(20):
        assert isinstance(outcome(tmp_path / "layer.geojson", text[: rng.randrange(len(text))], REFERENCE), str)
    braces = [place for place, each in enumerate(text) if each in "{}[],:"]
    for _ in range(20):
        place = rng.choice(braces)
        assert isinstance(outcome(tmp_path / "layer.geojson", text[:place] + text[place + 1 :], REFERENCE), str)


@pytest.mark.parametrize(
    "text",
    [
        "{" * DEEP,
        '{"a":' * DEEP + "1" + "}" * DEEP,
        '{"type": "FeatureCollection", "features": ' + "[" * DEEP + "]" * DEEP + "}",
        '{"type": "FeatureCollection", "features": [{"properties": {"LAD24CD": "E06000032", "LAD24NM": "Luton"}, '
        '"geometry": {"type": "Polygon", "coordinates": ' + "[" * 900 + "]" * 900 + "}}]}",
        '{"type": "FeatureCollection", "features": [{"properties": {"LAD24CD": ' + "9" * 10_000 + "}}]}",
        "{}",
        "{\0}",
        '{"type": "FeatureCollection", "features": {}}',
        "{not json}",
        '{"type": "Topology"}{"type": "Topology"}',
    ],
    ids=lambda text: text[:60],
)
def test_json_that_is_no_layer_is_refused_however_deep(tmp_path, text):
    assert isinstance(outcome(tmp_path / "layer.geojson", text, REFERENCE), str)
