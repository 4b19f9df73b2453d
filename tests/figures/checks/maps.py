"""Maps: of areas by their verdicts, and of neighbourhoods by their figures."""

from collections.abc import Mapping
from typing import Any

import shapely

from blmk_metrics.releases.edition import Edition
from tests.figures.answers import Answer
from tests.figures.reading import WHITE, marks
from tests.figures.rules import BENCHMARK, FILLS, HIGHLIGHTS, SHADES, verdict_text


def check_map(edition: Edition, answer: Answer) -> None:
    """Each area that has an outline is filled by its verdict and labelled with it; the chosen ones are outlined."""
    figure, spec = answer.figure, answer.figure.specification
    shapes = {
        each["area_code"]: shapely.geometry.shape(each["geometry"])
        for each in edition.outlines()["features"]
        if each["area_code"]
    }
    rows = {row.area_code: row for row in figure.rows if row.area_code in shapes}
    areas = [each for each in marks(spec, "geoshape") if each.datum["area_code"]]
    filled = {each.datum["area_code"]: each for each in areas if each.fill}
    fills = {code: each.fill for code, each in filled.items()}
    assert fills == {code: FILLS[row.comparison] for code, row in rows.items()}
    for code, each in filled.items():
        assert shapes[code].covers(_inside(each.datum["geometry"]))
    colours = {code: colour for code, (colour, *_) in zip(answer.highlighted, HIGHLIGHTS, strict=False)}
    colours = colours or {answer.place: BENCHMARK}
    lines = {each.datum["area_code"]: each.line for each in areas if not each.fill}
    assert lines == {code: colour for code, colour in colours.items() if code in rows}
    words = marks(spec, "text")
    assert {(each.datum["area_code"], each.text) for each in words} == {
        (code, text) for code, row in rows.items() for text in (row.area_name, verdict_text(row))
    }
    for each in words:
        assert shapes[each.datum["area_code"]].covers(shapely.Point(each.datum["longitude"], each.datum["latitude"]))


def check_neighbourhoods(edition: Edition, answer: Answer) -> None:
    """Every neighbourhood lies on white, and those with a figure are shaded by it, the darker the more."""
    figure, spec = answer.figure, answer.figure.specification
    outlines = edition.neighbourhood_outlines(figure.question.level, answer.place)["features"]
    parts = {each["area_code"]: each for each in outlines}
    shapes = marks(spec, "geoshape")
    ground = {each.datum["area_code"]: each.fill for each in shapes if each.layer == 0}
    assert ground == dict.fromkeys(parts, WHITE)
    shaded = {each.datum["area_code"]: each for each in shapes if each.layer > 0}
    values = {row.category: row.value for row in figure.rows}
    assert {parts[code]["name"]: each.fill for code, each in shaded.items()} == {
        name: value for name, value in values.items() if value is not None
    }
    for code, each in shaded.items():
        assert shapely.geometry.shape(parts[code]["geometry"]).covers(_inside(each.datum["geometry"]))
        assert each.channels["fill"]["scale"]["range"] == SHADES
        assert each.channels["fill"]["legend"]["title"] == figure.unit


def _inside(geometry: Mapping[str, Any]) -> shapely.Point:
    """A point within an outline as GeoJSON has it."""
    return shapely.geometry.shape(geometry).representative_point()
