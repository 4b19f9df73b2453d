"""Boundaries of the Open Geography Portal become outlines for the map and small areas, or are refused with a reason."""

import json
from pathlib import Path

import pytest
import shapely

from blmk_metrics.demonstration.counts import outlines
from blmk_metrics.errors import InputError
from blmk_metrics.layouts import read
from blmk_metrics.layouts.parts import Reference
from blmk_metrics.publishing.outlines import feature_collection
from tests.drawn import same

REAL = Path(__file__).parents[3] / "shared" / "real"
real = pytest.mark.skipif(not REAL.exists(), reason="real files are not here")
REFERENCE = Reference(
    {"e06000032": "E06000032", "luton": "E06000032", "e06000055": "E06000055", "bedford": "E06000055"}
)
PLACES = {"E06000055", "E06000056", "E06000032", "E06000042"}
ALL = Reference(
    {code.lower(): code for code in PLACES}
    | {"bedford": "E06000055", "central bedfordshire": "E06000056", "luton": "E06000032", "milton keynes": "E06000042"}
)


def _square(west, south, size=0.1, wiggle=False):
    """A square wound anticlockwise; with `wiggle`, a hair's breadth out in the middle of its western edge."""
    east, north = west + size, south + size
    dent = [[west - size / 50_000, south + size / 2]] if wiggle else []
    ring = [[west, south], [east, south], [east, north], [west, north], *dent, [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def _feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _lad(code, name, geometry):
    return _feature(geometry, FID=1, LAD24CD=code, LAD24NM=name, LAD24NMW=" ", BNG_E=508606)


def _file(folder, *features, **members):
    path = folder / "download.json"
    path.write_text(json.dumps({"type": "FeatureCollection", **members, "features": features}))
    return path


def _shapes(table):
    return shapely.from_wkb(table["geometry"].to_numpy(zero_copy_only=False))


def _refused(path, reference=REFERENCE):
    with pytest.raises(InputError) as refusal:
        read(path, reference)
    return str(refusal.value)


def test_authorities_that_are_known_and_those_around_them_keep_their_codes(tmp_path):
    reading = read(
        _file(
            tmp_path,
            _lad("E06000032", "Luton", _square(-0.5, 51.8)),
            _lad("E07000099", "North Hertfordshire", _square(-0.4, 51.8)),
            _lad("E06000001", "Hartlepool", _square(-1.3, 54.6)),
        ),
        REFERENCE,
    )
    (part,) = reading.parts
    assert (part.name, part.source) == ("boundaries", "ONS boundaries, LAD 2024 (2 areas)")
    assert part.publisher == "Office for National Statistics"
    assert part.licence.endswith("Contains OS data © Crown copyright and database right")
    assert same(
        part.table.to_pylist(),
        """
        area_code | name
        E06000032 | Luton
        E07000099 | North Hertfordshire
        """,
    )
    assert reading.account.left_out == {"an authority too far away to show around the areas": 1}


def test_authorities_are_stored_as_the_outlines_that_ship_are(tmp_path):
    (part,) = read(_file(tmp_path, _lad("E06000032", "Luton", _square(-0.5, 51.8))), REFERENCE).parts
    assert part.table.schema.remove_metadata() == outlines().schema.remove_metadata()
    assert json.loads(part.table.schema.metadata[b"geo"])["primary_column"] == "geometry"
    assert feature_collection(part.table, {"E06000032"})["features"][0]["area_code"] == "E06000032"


def test_neighbours_still_share_their_edge_when_it_is_simplified(tmp_path):
    # The eastern edge of the one has the point that dents the western edge of the other.
    west = _square(-0.5, 51.8)
    west["coordinates"][0].insert(2, [-0.4 - 0.1 / 50_000, 51.8 + 0.1 / 2])
    path = _file(
        tmp_path,
        _lad("E06000032", "Luton", west),
        _lad("E06000055", "Bedford", _square(-0.4, 51.8, wiggle=True)),
    )
    luton, bedford = _shapes(read(path, REFERENCE).parts[0].table)
    assert shapely.get_num_coordinates([luton, bedford]).tolist() == [5, 5]
    assert luton.intersection(bedford).length == pytest.approx(0.1)
    assert luton.intersection(bedford).area == 0


def test_outer_rings_are_wound_clockwise(tmp_path):
    (part,) = read(_file(tmp_path, _lad("E06000032", "Luton", _square(-0.5, 51.8))), REFERENCE).parts
    assert not _shapes(part.table)[0].exterior.is_ccw


def test_the_british_national_grid_lands_at_its_longitude_and_latitude(tmp_path):
    grid = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    path = _file(tmp_path, _lad("E06000032", "Luton", _square(508_606, 222_559, 10)), crs=grid)
    centre = _shapes(read(path, REFERENCE).parts[0].table)[0].centroid
    # The point that the portal gives Luton in both systems.
    assert (centre.x, centre.y) == pytest.approx((-0.42319, 51.891), abs=2e-4)


def test_coordinates_that_are_no_longitude_and_latitude_are_refused_without_a_system(tmp_path):
    message = _refused(_file(tmp_path, _lad("E06000032", "Luton", _square(508_606, 222_559, 10))))
    assert "feature 1 lies outside the United Kingdom" in message
    assert "RFC 7946" in message


def test_coordinates_the_wrong_way_round_are_refused(tmp_path):
    assert "feature 1 lies outside" in _refused(_file(tmp_path, _lad("E06000032", "Luton", _square(51.8, -0.5))))


def test_a_system_of_coordinates_that_nobody_knows_is_refused(tmp_path):
    crs = {"type": "name", "properties": {"name": "Mercator's own"}}
    assert "member crs" in _refused(_file(tmp_path, _lad("E06000032", "Luton", _square(-0.5, 51.8)), crs=crs))


def test_a_polygon_that_crosses_itself_is_mended(tmp_path):
    bow = {"type": "Polygon", "coordinates": [[[-0.5, 51.8], [-0.4, 51.9], [-0.4, 51.8], [-0.5, 51.9], [-0.5, 51.8]]]}
    (shape,) = _shapes(read(_file(tmp_path, _lad("E06000032", "Luton", bow)), REFERENCE).parts[0].table)
    assert shape.is_valid
    assert shape.geom_type == "MultiPolygon"


def test_neighbourhoods_lie_in_the_authority_whose_code_they_carry(tmp_path):
    reading = read(
        _file(
            tmp_path,
            _feature(_square(-0.5, 51.8), WD24CD="E05014735", WD24NM="Barnfield", LAD24CD="E06000032"),
            _feature(_square(-0.4, 51.8), WD24CD="E05000001", WD24NM="Hitchin Oughton", LAD24CD="E07000099"),
        ),
        REFERENCE,
    )
    assert same(
        reading.parts[0].table.to_pylist(),
        """
        level | small_area_code | small_area_name | area_code
        ward  | E05014735       | Barnfield       | E06000032
        """,
    )
    assert reading.parts[0].source == "ONS boundaries, WD 2024 (1 areas)"
    assert reading.account.strangers == {"E07000099": 1}


def test_neighbourhoods_without_one_lie_in_the_authority_they_are_named_after(tmp_path):
    reading = read(
        _file(
            tmp_path,
            _feature(_square(-0.5, 51.8), LSOA21CD="E01015693", LSOA21NM="Luton 007A"),
            _feature(_square(-0.4, 51.8), LSOA21CD="E01017400", LSOA21NM="Bedford 001A"),
            _feature(_square(-0.3, 51.8), LSOA21CD="E01023500", LSOA21NM="North Hertfordshire 001B"),
        ),
        REFERENCE,
    )
    assert same(
        reading.parts[0].table.to_pylist(),
        """
        level | small_area_code | small_area_name | area_code
        lsoa  | E01015693       | Luton 007A      | E06000032
        lsoa  | E01017400       | Bedford 001A    | E06000055
        """,
    )
    assert reading.account.strangers == {"North Hertfordshire": 1}


def test_wards_are_not_placed_by_their_names(tmp_path):
    path = _file(tmp_path, _feature(_square(-0.5, 51.8), WD13CD="E05000001", WD13NM="Bedford"))
    assert "LAD..CD" in _refused(path)


@pytest.mark.parametrize("layer", ["RGN23", "ICB23", "SICBL23"])
def test_layers_that_are_not_carried_are_refused_with_what_is(tmp_path, layer):
    path = _file(tmp_path, _feature(_square(-0.5, 51.8), **{f"{layer}CD": "E54000024", f"{layer}NM": "BLMK"}))
    assert "accepted are codes and names of local authorities (LAD, CTYUA)" in _refused(path)


def test_a_layer_without_a_known_authority_is_refused(tmp_path):
    path = _file(tmp_path, _lad("E06000001", "Hartlepool", _square(-1.3, 54.6)))
    assert "it has E06000001 Hartlepool" in _refused(path)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Polygon", "coordinates": []},
        {"type": "Point", "coordinates": [-0.5, 51.8]},
        {"type": "Polygon", "coordinates": [[[-0.5, 51.8], [float("nan"), 51.8], [-0.4, 51.9], [-0.5, 51.8]]]},
        {"type": "Polygon", "coordinates": [[[-0.5, 51.8], [float("inf"), 51.8], [-0.4, 51.9], [-0.5, 51.8]]]},
        {"type": "Polygon", "coordinates": [[[-0.5, 51.8], ["east", 51.8], [-0.4, 51.9], [-0.5, 51.8]]]},
    ],
)
def test_a_feature_without_a_polygon_is_named(tmp_path, geometry):
    path = _file(tmp_path, _lad("E06000032", "Luton", _square(-0.5, 51.8)), _lad("E06000055", "Bedford", geometry))
    assert "feature 2 has no polygon" in _refused(path)


def test_a_polygon_that_encloses_nothing_is_refused(tmp_path):
    line = {"type": "Polygon", "coordinates": [[[-0.5, 51.8], [-0.4, 51.8], [-0.5, 51.8], [-0.5, 51.8]]]}
    assert "feature 1 encloses nothing" in _refused(_file(tmp_path, _lad("E06000032", "Luton", line)))


def test_a_code_that_stands_twice_is_refused(tmp_path):
    luton = _lad("E06000032", "Luton", _square(-0.5, 51.8))
    assert "feature 2 has the LAD24CD of an earlier feature" in _refused(_file(tmp_path, luton, luton))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"type": "FeatureCollection", "features": [{"type": "Fea', "breaks off"),
        ('{"type": "FeatureCollection", "features": []}', "no features"),
        ('{"type": "FeatureCollection", "features": [5]}', "feature 1 is no feature"),
        ('{"type": "FeatureCollection", "features": [{"type": "Feature"}]}', "feature 1 has no properties"),
        ('{"type": "Topology", "objects": {}}', "no GeoJSON FeatureCollection"),
        ('{"error": {"code": 400, "message": "Invalid URL"}}', "no GeoJSON FeatureCollection"),
        ("<!DOCTYPE html><title>Sign in</title>", "web page"),
    ],
)
def test_what_is_no_collection_of_features_is_refused(tmp_path, text, reason):
    path = tmp_path / "layer.geojson"
    path.write_text(text)
    assert reason in _refused(path)


def test_a_layer_that_the_portal_cut_short_is_refused(tmp_path):
    path = _file(tmp_path, _lad("E06000032", "Luton", _square(-0.5, 51.8)), properties={"exceededTransferLimit": True})
    assert "not the whole layer" in _refused(path)


@real
@pytest.mark.parametrize(
    ("file", "source", "rows"),
    [
        ("lsoa21_blmk", "ONS boundaries, LSOA 2021 (583 areas)", 583),
        ("msoa21_blmk", "ONS boundaries, MSOA 2021 (111 areas)", 111),
        ("wards24_bestfit_from_lsoa21_blmk", "ONS boundaries, WD 2024 (98 areas)", 98),
    ],
)
def test_the_neighbourhoods_of_all_four_places_are_kept_and_still_fit_together(file, source, rows):
    (part,) = read(REAL / "boundaries" / f"{file}.geojson", ALL).parts
    assert (part.source, part.table.num_rows) == (source, rows)
    assert set(part.table["area_code"].to_pylist()) == PLACES
    shapes = _shapes(part.table)
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


@real
def test_all_england_shrinks_to_the_four_places_and_what_is_around_them():
    (part,) = read(REAL / "boundaries" / "lad24_bsc_england.geojson", ALL).parts
    assert set(part.table["area_code"].to_pylist()) > PLACES
    shapes = _shapes(part.table)
    assert part.table.num_rows < 150
    assert part.table.nbytes < 250_000
    assert shapely.coverage_is_valid(shapes)


@real
@pytest.mark.parametrize("file", ["icb23_bsc_blmk.geojson", "rgn23_buc.geojson", "onsvisual_geog_HEX_LA_EW.json"])
def test_regions_health_bodies_and_topologies_are_refused(file):
    assert _refused(REAL / "boundaries" / file)
