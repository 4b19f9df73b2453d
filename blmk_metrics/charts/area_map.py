"""Where areas are, filled by verdict and labelled with it."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from blmk_metrics.catalogue.rows import Row
from blmk_metrics.charts.inline_data import Datum, InlineData
from blmk_metrics.charts.outline_shapes import PROJECTION, context_shapes, shapes_of
from blmk_metrics.charts.theme import BENCHMARK, CLICKABLE, HIGHLIGHTS, QUIET_TEXT, VERDICTS, Style, finished
from blmk_metrics.narrative.verdict_words import verdict_of


def area_map(
    rows: Sequence[Row], outlines: Mapping[str, Any], area_code: str, highlighted: Sequence[str] = ()
) -> alt.LayerChart:
    """Areas with outlines, as a map. `outlines` is a GeoJSON FeatureCollection whose features carry `area_code`, `name`
    and a point inside (`longitude`, `latitude`); those without a code are context.

    The chosen area is outlined, or those `highlighted` in its stead, each in a colour of its own.
    """
    by_code = {row.area_code: row for row in rows}
    measured = [feature for feature in outlines["features"] if feature["area_code"] in by_code]
    lines = dict(zip(highlighted, HIGHLIGHTS, strict=False)) if highlighted else {area_code: BENCHMARK}
    verdicts = [_verdict(by_code[feature["area_code"]]) for feature in measured]
    outlined = [
        {"area_code": feature["area_code"], "stroke": lines[feature["area_code"]]}
        for feature in measured
        if feature["area_code"] in lines
    ]
    layers = []
    if any(feature["area_code"] is None for feature in outlines["features"]):
        context = context_shapes(outlines)
        layers.append(context.mark_geoshape(fill="#EDEDED", stroke="#FFFFFF", strokeWidth=1, aria=False))
    if measured:
        layers.append(
            shapes_of(outlines, verdicts)
            .mark_geoshape(stroke=QUIET_TEXT, strokeWidth=1)
            .encode(
                fill=alt.Fill("fill:N", scale=None),
                tooltip=[alt.Tooltip("name:N", title="Area"), alt.Tooltip("verdict:N", title="Compared")],
            )
            .properties(name=CLICKABLE)
        )
    if outlined:
        # Above the neighbours' lines, and on a halo: its colour may be the fill's.
        line = shapes_of(outlines, outlined)
        layers.append(line.mark_geoshape(filled=False, stroke="#FFFFFF", strokeWidth=8, aria=False))
        layers.append(
            line.mark_geoshape(filled=False, strokeWidth=4, aria=False).encode(
                stroke=alt.Stroke("stroke:N", scale=None)
            )
        )
    placed = [
        {**verdict, "longitude": feature["longitude"], "latitude": feature["latitude"]}
        for feature, verdict in zip(measured, verdicts, strict=True)
    ]
    labels = alt.Chart(InlineData(values=placed), projection=PROJECTION)
    place = labels.encode(longitude=alt.Longitude("longitude:Q"), latitude=alt.Latitude("latitude:Q"))
    for text, offset, weight in (("name:N", -7, "bold"), ("verdict:N", 8, "normal")):
        style: Style = {"dy": offset, "fontWeight": weight, "fontSize": 12}
        # A halo first: a label may be wider than its area.
        halo = place.mark_text(stroke="#FFFFFF", strokeWidth=4, strokeJoin="round", aria=False, **style)
        layers.append(halo.encode(text=alt.Text(text)))
        layers.append(place.mark_text(**style).encode(text=alt.Text(text)))
    return finished(layers, height=360)


def _verdict(row: Row) -> Datum:
    return {
        "area_code": row.area_code,
        "name": row.area_name,
        "verdict": verdict_of(row),
        "fill": VERDICTS[row.comparison],
    }
