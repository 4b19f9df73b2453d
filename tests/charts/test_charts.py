"""Every chart is valid Vega-Lite, keeps gaps as gaps, and prints as a picture that stands alone."""

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from blmk_metrics import charts
from blmk_metrics.catalogue.rows import in_period, latest, of_area, rows_of
from blmk_metrics.drawing import pictures
from blmk_metrics.indicators import BY_ID, INDICATORS
from blmk_metrics.pipeline.stages import measured_table
from blmk_metrics.releases.areas import areas
from blmk_metrics.releases.edition import Edition
from blmk_metrics.releases.outlines import feature_collection

AREAS = ("E54000024", "E06000055", "E06000032")


@pytest.fixture(scope="module")
def outlines(release):
    return feature_collection(release.tables["boundaries"], areas(release))


def _every_chart(measured, engine, release, outlines):
    for measure in INDICATORS:
        rows = measured[measure.id]
        for code in AREAS:
            now = in_period(rows, latest(rows, code).period)
            yield charts.trend(rows, measure, code)
            yield charts.sparkline(rows, measure, code)
            yield charts.area_intervals(now, measure, code)
            yield charts.area_map(now, outlines, code)
            for category_type in Edition(release, engine).breakdowns(measure):
                groups = of_area(rows_of(measured_table(measure, engine, category_type)), code)
                yield charts.category_intervals(in_period(groups, now[0].period), measure, measure.unit)
                yield charts.category_trend(groups, measure, measure.unit)


def _data(spec):
    """The rows (or features) of every layer of a specification."""
    for layer in spec.get("layer", [spec]):
        if "layer" in layer:
            yield from _data(layer)
        values = layer.get("data", {}).get("values", [{}])
        yield values["features"] if isinstance(values, dict) else values


def test_every_chart_is_valid_and_has_no_empty_layer(measured, engine, release, outlines):
    drawn = 0
    for chart in _every_chart(measured, engine, release, outlines):
        spec = chart.to_dict(validate=True)
        assert "NaN" not in json.dumps(spec)
        assert all(len(values) > 0 for values in _data(spec))
        drawn += 1
    assert drawn > 80


def test_an_area_without_another_beside_it_keeps_its_row(measured):
    alone = [row for row in measured["first_condition_gap"] if row.area_code == "E54000024"][-1:]
    spec = charts.area_intervals(alone, BY_ID["first_condition_gap"], "E54000024").to_dict(validate=True)
    assert ["BLMK|○ not compared"] in [[row.get("label") for row in rows] for rows in _data(spec)]


def test_years_without_collection_stay_in_a_trend_as_gaps(measured):
    spec = charts.trend(measured["school_readiness"], BY_ID["school_readiness"], "E06000032").to_dict()
    points = [row for values in _data(spec) for row in values if "shown" in row]
    gap = [row for row in points if row["area_code"] == "E06000032" and row["period"] in ("2019/20", "2020/21")]
    assert gap
    assert all(row["value"] is None for row in gap)


def test_a_break_in_series_is_a_line_that_no_series_crosses(measured):
    spec = charts.trend(measured["school_readiness"], BY_ID["school_readiness"], "E06000032").to_dict()
    points = [row for values in _data(spec) for row in values if "segment" in row]
    assert {row["segment"] for row in points if row["year"] < 2021} == {0}
    assert {row["segment"] for row in points if row["year"] >= 2021} == {1}
    assert "new series" in json.dumps(spec)


def test_an_unreliable_figure_is_hollow_and_grey_even_when_chosen(measured):
    rows = in_period(measured["inactivity_long_term_sickness"], "2023/24")
    spec = charts.area_intervals(rows, BY_ID["inactivity_long_term_sickness"], "E06000055").to_dict()
    points = [row for values in _data(spec) for row in values if row.get("area_code") == "E06000055"]
    assert {row["fill"] for row in points} == {"#FFFFFF"}
    assert "unreliable" in points[0]["label"]


def test_outer_rings_run_clockwise_as_vega_wants_them(outlines):
    def area(ring):
        return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2

    for feature in outlines["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        assert all(area(polygon[0]) < 0 for polygon in polygons), feature["name"]


def test_a_picture_prints_its_title_subtitle_and_source_within_its_edges(measured):
    rows = measured["school_readiness"]
    spec = charts.trend(rows, BY_ID["school_readiness"], "E06000032").to_dict()
    footer = "SYNTHETIC demonstration data. " + "A long source that has to be wrapped. " * 8
    svg = pictures.picture(spec, "svg", "The finding", "The measure. " * 20, footer).decode()
    said = " ".join(ET.fromstring(svg).itertext())
    for text in ("The finding", "The measure.", "SYNTHETIC", "% of children", "Luton", "England"):
        assert text in said
    width = float(re.search(r'width="([\d.]+)"', svg)[1])
    assert 700 < width < 1000
    assert pictures.picture(spec, "png", "The finding", "The measure", footer).startswith(b"\x89PNG")
