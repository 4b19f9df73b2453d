"""Outlines in a chart, whole and as they are stored, with what is said of them looked up beside them.

A page may then send the address of the outlines in their place, and a browser keeps them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from blmk_metrics.charts.inline_data import Datum, InlineData

KEY = "area_code"
FORMAT = {"property": "features", "type": "json"}
# All maps: north is up, and angles are kept.
PROJECTION = alt.Projection(type="mercator")


def every_shape(outlines: Mapping[str, Any]) -> alt.Chart:
    """All outlines of a GeoJSON FeatureCollection, whose features carry `area_code` and `name`."""
    return alt.Chart(InlineData(values=outlines, format=FORMAT), projection=PROJECTION)


def context_shapes(outlines: Mapping[str, Any]) -> alt.Chart:
    """Those that are of no area, and only indicate where the others are."""
    return every_shape(outlines).transform_filter(f"datum.{KEY} === null")


def shapes_of(outlines: Mapping[str, Any], facts: Sequence[Datum]) -> alt.Chart:
    """Those of some areas, each with the other fields of its fact, of which none is missing. A fact has `area_code`."""
    fields = [name for name in facts[0] if name != KEY]
    looked_up = alt.LookupData(data=InlineData(values=facts), key=KEY, fields=fields)
    chosen = every_shape(outlines).transform_lookup(lookup=KEY, from_=looked_up)
    return chosen.transform_filter(f"isValid(datum.{fields[0]})")
