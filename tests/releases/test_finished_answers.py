"""A release's finished answers are what computing each of its series alone gives, and what they are stored as."""

import pyarrow.parquet as pq
import pytest
import shapely
from shapely.geometry import shape

from blmk_metrics.catalogue import verdicts
from blmk_metrics.catalogue.rows import Basis, Row, rows_of
from blmk_metrics.catalogue.variants import lead_variant, variant_when_cut, variants
from blmk_metrics.catalogue.verdict_parts import Kind, Verdict
from blmk_metrics.pipeline.counting import open_engine, series
from blmk_metrics.pipeline.stages import measured_table
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.edition import open_edition
from tests.measures_drawn import drawn_measure
from tests.releases_drawn import NORTHAM, drawn_release

READING = drawn_measure()
FIGURES = """
    period  | area_code | value | lower_ci_95 | upper_ci_95
    2022/23 | NOR       | 61    | 60          | 62
    2022/23 | ALB       | 64    | 63          | 65
"""
TWO_MEGABYTES = 2_000_000


@pytest.fixture(params=["the one that ships", "official figures and local counts"])
def folder(request):
    """A folder with a release: the one that ships, and one of official figures and local counts by neighbourhood."""
    if request.param == "the one that ships":
        return data_folder()
    return request.getfixturevalue("official_folder")


def test_every_stored_series_is_what_computing_it_alone_gives_row_by_row_in_the_same_order(folder):
    tables, edition = open_tables(folder), open_edition(folder)
    engine = open_engine(tables.tables)
    compared = 0
    for measure in tables.catalogue.measures:
        assert edition.series(measure) == tuple((each.category_type, each.basis) for each in series(measure, engine))
        for cut, basis in edition.series(measure):
            for variant in variants(measure) if basis is Basis.COMPUTED else (lead_variant(measure),):
                alone: tuple[Row, ...] = rows_of(measured_table(measure, engine, cut, basis, variant))
                assert edition.measured(measure, cut, basis, variant) == alone, (measure.id, cut, basis, variant.id)
                compared += bool(alone)
    engine.close()
    edition.answers.close()
    assert compared > 8


def test_the_stored_outlines_are_the_boundaries_of_the_release(folder):
    tables, edition = open_tables(folder), open_edition(folder)
    boundaries = tables.tables["boundaries"].to_pylist()
    by_code = {each["area_code"]: shapely.from_wkb(each["geometry"]) for each in boundaries}
    features = [each for each in edition.outlines()["features"] if each["area_code"]]
    assert {each["area_code"] for each in features} == {code for code in by_code if code in edition.areas()}
    for feature in features:
        outline = shape(feature["geometry"])
        assert outline.equals(by_code[feature["area_code"]])
        assert outline.contains(shapely.Point(feature["longitude"], feature["latitude"]))
    edition.answers.close()


def test_the_stored_outlines_of_neighbourhoods_are_those_of_each_area_that_may_be_chosen(official_folder):
    tables, edition = open_tables(official_folder), open_edition(official_folder)
    small_areas = tables.tables["small_areas"].to_pylist()
    for code in edition.choosable():
        own = {
            each["small_area_code"]: shapely.from_wkb(each["geometry"])
            for each in small_areas
            if each["area_code"] in edition.members(code)
        }
        outlines = edition.neighbourhood_outlines("lsoa", code)["features"]
        assert {each["area_code"] for each in outlines} == own.keys()
        assert all(shape(each["geometry"]).equals(own[each["area_code"]]) for each in outlines)
    edition.answers.close()


def test_figures_are_stored_with_a_row_group_a_series_compressed_and_with_statistics(folder):
    edition = open_edition(folder)
    for measure in edition.measures():
        file = pq.ParquetFile(edition.answers.path(f"figures/{measure.id}"))
        groups = [file.read_row_group(number) for number in range(file.num_row_groups)]
        names = ("variant", "category_type", "basis")
        keys = [set(zip(*(group[name].to_pylist() for name in names), strict=True)) for group in groups]
        assert all(len(each) == 1 for each in keys)
        expected = {
            (variant_when_cut(measure, variant, cut).id, cut, basis)
            for cut, basis in edition.series(measure)
            for variant in (variants(measure) if basis is Basis.COMPUTED else (lead_variant(measure),))
        }
        assert sorted(next(iter(each)) for each in keys) == sorted(expected)
    edition.answers.close()


def test_every_parquet_file_is_compressed_by_zstandard_and_has_statistics_of_every_column_that_is_not_empty(folder):
    edition = open_edition(folder)
    paths = [path for name in edition.answers.names if (path := edition.answers.path(name)).suffix == ".parquet"]
    edition.answers.close()
    assert len(paths) > 4
    for path in paths:
        file = pq.ParquetFile(path)
        for number in range(file.num_row_groups):
            columns = [file.metadata.row_group(number).column(place) for place in range(file.metadata.num_columns)]
            assert {column.compression for column in columns} == {"ZSTD"}, path
            empty = {
                name for name, cells in file.read_row_group(number).to_pydict().items() if not any(map(_is, cells))
            }
            assert {column.path_in_schema for column in columns if not column.is_stats_set} <= empty, path


def _is(cell: object) -> bool:
    return cell is not None


def test_the_answers_that_ship_are_under_two_megabytes():
    assert sum(path.stat().st_size for path in (data_folder() / "answers").iterdir()) < TWO_MEGABYTES


def test_a_release_older_than_a_verdict_has_nothing_in_its_columns(tmp_path, monkeypatch):
    folder = drawn_release(tmp_path, {READING.id: FIGURES}, [READING])
    outlook = Verdict(id="outlook", label="Outlook", question="?", columns={"outlook": Kind.NAME, "far": Kind.VALUE})
    monkeypatch.setattr(verdicts, "VERDICTS", (*verdicts.VERDICTS, outlook))
    edition = open_edition(folder)
    rows = edition.measured(READING)
    edition.answers.close()
    assert {(row.cell("outlook"), row.cell("far")) for row in rows} == {(None, None)}
    assert [row.value for row in rows if row.area_code == NORTHAM] == [61.0]
