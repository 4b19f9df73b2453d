"""A chart as a picture file, drawn without a browser or a network."""

import json

import vl_convert

from blmk_metrics.charts.theme import framed

PICTURES = ("svg", "png")


def picture(spec: dict, format: str, title: str, subtitle: str, footer: str) -> bytes:
    """A specification as `svg` or `png` (at twice screen resolution), title, subtitle and source printed on it."""
    spec = json.dumps(framed(spec, title, subtitle, footer))
    if format == "svg":
        return vl_convert.vegalite_to_svg(spec).encode()
    return vl_convert.vegalite_to_png(spec, scale=2)
