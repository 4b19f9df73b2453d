"""Every chart is valid Vega-Lite, keeps gaps as gaps, and prints as a picture that stands alone."""

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from blmk_metrics import charts
from blmk_metrics.catalogue.rows import in_period, of_area
from blmk_metrics.drawing import pictures
from tests.charts.estimates import ESTIMATES, NOW, READING, outlines, rows_of
from tests.figures.reading import drawn_of
from tests.measures_drawn import measured_rows
from tests.releases_drawn import FOOTPRINT, NORTHAM, PLACES, WESTHAM


@pytest.fixture(scope="module")
def reading():
    return rows_of("reading")


def _every_chart():
    for name, (measure, _) in ESTIMATES.items():
        rows = rows_of(name)
        now = in_period(rows, NOW)
        for code in (FOOTPRINT, *PLACES):
            yield charts.trend(rows, measure, code)
            yield charts.sparkline(rows, measure, code)
            yield charts.area_intervals(now, measure, code)
            yield charts.area_map(now, outlines(), code)
        groups = of_area(rows_of(name, "sex"), NORTHAM)
        yield charts.category_intervals(in_period(groups, NOW), measure, measure.unit)
        yield charts.category_trend(groups, measure, measure.unit)


def _data(spec):
    """The rows (or features) of every layer of a specification."""
    for layer in spec.get("layer", [spec]):
        if "layer" in layer:
            yield from _data(layer)
        yield drawn_of(layer, {})


def test_every_chart_is_valid_and_has_no_empty_layer():
    drawn = 0
    for chart in _every_chart():
        spec = chart.to_dict(validate=True)
        assert "NaN" not in json.dumps(spec)
        assert all(len(values) > 0 for values in _data(spec))
        drawn += 1
    assert drawn == 2 * (4 * 4 + 2)


def test_an_area_without_another_beside_it_keeps_its_row():
    alone = measured_rows(READING, "area_code | period  | value\nSHIRES | 2022/23 | 61")
    alone = of_area(alone, FOOTPRINT)
    spec = charts.area_intervals(alone, READING, FOOTPRINT).to_dict(validate=True)
    assert ["Shires|○ not compared"] in [[row.get("label") for row in rows] for rows in _data(spec)]


def test_years_without_collection_stay_in_a_trend_as_gaps(reading):
    spec = charts.trend(reading, READING, NORTHAM).to_dict()
    points = [row for values in _data(spec) for row in values if "shown" in row]
    gap = [row for row in points if (row["area_code"], row["period"]) == (NORTHAM, "2020/21")]
    assert gap
    assert all(row["value"] is None for row in gap)


def test_a_break_in_series_is_a_line_that_no_series_crosses(reading):
    spec = charts.trend(reading, READING, NORTHAM).to_dict()
    points = [row for values in _data(spec) for row in values if "segment" in row]
    assert {row["segment"] for row in points if row["year"] < 2021} == {0}
    assert {row["segment"] for row in points if row["year"] >= 2021} == {1}
    assert "new series" in json.dumps(spec)


def test_an_unreliable_figure_is_hollow_and_grey_even_when_chosen(reading):
    spec = charts.area_intervals(in_period(reading, NOW), READING, WESTHAM).to_dict()
    points = [row for values in _data(spec) for row in values if row.get("area_code") == WESTHAM]
    assert {row["fill"] for row in points} == {"#FFFFFF"}
    assert "unreliable" in points[0]["label"]


def test_outer_rings_run_clockwise_as_vega_wants_them():
    def area(ring):
        return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2

    for feature in outlines()["features"]:
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        assert all(area(polygon[0]) < 0 for polygon in polygons), feature["name"]


def test_a_picture_prints_its_title_subtitle_and_source_within_its_edges(reading):
    spec = charts.trend(reading, READING, NORTHAM).to_dict()
    footer = "SYNTHETIC demonstration data. " + "A long source that has to be wrapped. " * 8
    svg = pictures.picture(spec, "svg", "The finding", "The measure. " * 20, footer).decode()
    words = " ".join(ET.fromstring(svg).itertext())
    for text in ("The finding", "The measure.", "SYNTHETIC", "% of children", "Northam", "Albion"):
        assert text in words
    width = float(re.search(r'width="([\d.]+)"', svg)[1])
    assert 700 < width < 1000
    assert pictures.picture(spec, "png", "The finding", "The measure", footer).startswith(b"\x89PNG")
