"""Neighbourhoods within a Place, shaded by a figure."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from blmk_metrics.catalogue.rows import Neighbourhood, Row
from blmk_metrics.charts.inline_data import Datum
from blmk_metrics.charts.outline_shapes import every_shape, shapes_of
from blmk_metrics.charts.theme import QUIET_TEXT, SHADES, Style, finished

# Two tenths of the country's neighbourhoods to a shade.
FIFTHS = ["1–2, most deprived", "3–4", "5–6", "7–8", "9–10, least deprived"]


def deprivation_map(rows: Sequence[Neighbourhood], outlines: Mapping[str, Any]) -> alt.LayerChart:
    """Neighbourhoods by the tenth of the country that they are in."""
    facts = [
        {"area_code": row.small_area_code, "value": row.decile, "fifth": FIFTHS[int((row.decile - 1) / 2)]}
        for row in rows
        if row.decile is not None
    ]
    fill = alt.Fill(
        "fifth:N",
        scale=alt.Scale(domain=FIFTHS, range=SHADES),
        legend=_legend("Tenth of England's neighbourhoods"),
    )
    return _map(outlines, facts, fill, "National tenth", ".1~f")


def neighbourhood_map(rows: Sequence[Row], outlines: Mapping[str, Any], unit: str, decimals: int) -> alt.LayerChart:
    """Neighbourhoods by a measure's figure; those without one are left white. `rows` are measured by neighbourhood."""
    format = f",.{decimals}f"
    fill = alt.Fill(
        "value:Q",
        scale=alt.Scale(type="quantize", range=SHADES[::-1], nice=True),
        legend=_legend(unit, format=format, type="symbol"),
    )
    facts = [{"area_code": row.category, "value": row.value} for row in rows if row.value is not None]
    return _map(outlines, facts, fill, unit, format)


def _legend(title: str, **more: Any) -> alt.Legend:
    return alt.Legend(title=title, orient="bottom", columns=3, titleLimit=400, symbolType="square", **more)


def _map(outlines: Mapping[str, Any], facts: Sequence[Datum], fill: alt.Fill, unit: str, format: str) -> alt.LayerChart:
    outline: Style = {"stroke": QUIET_TEXT, "strokeWidth": 0.5}
    layers = [every_shape(outlines).mark_geoshape(fill="#FFFFFF", aria=False, **outline)]
    if facts:
        tooltip = [alt.Tooltip("name:N", title="Neighbourhood"), alt.Tooltip("value:Q", title=unit, format=format)]
        layers.append(shapes_of(outlines, facts).mark_geoshape(**outline).encode(fill=fill, tooltip=tooltip))
    return finished(layers, height=460)
