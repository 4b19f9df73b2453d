"""A chart as a picture file, drawn without a browser or a network."""

import json
from typing import Any

import vl_convert

from blmk_metrics.charts.theme import framed

PICTURES = ("svg", "png")


def picture(chart: Any, format: str, title: str, subtitle: str, footer: str) -> bytes:
    """A chart as `svg` or `png` (at twice screen resolution), with its title, subtitle and source printed on it."""
    spec = json.dumps(framed(chart.to_dict(), title, subtitle, footer))
    if format == "svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    return vl_convert.vegalite_to_png(spec, scale=2)
