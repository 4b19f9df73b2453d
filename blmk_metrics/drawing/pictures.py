"""A chart as a picture file that stands alone, drawn without a browser or a network."""

import json
import re
from textwrap import wrap
from typing import Any

import vl_convert

from blmk_metrics.charts.theme import QUIET_TEXT, TEXT
from blmk_metrics.resources import FONTS

# Text is as wide, and lines break, where they do with this typeface, whatever the machine has.
vl_convert.register_font_directory(str(FONTS))

WIDTH = 720
LINE = 16
CHARACTERS = 105
NO_LIMIT = 0
# What XML, and so a drawing or an Office file, cannot hold; the library that draws would end the whole process.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def picture(spec: dict[str, Any], format: str, title: str, subtitle: str, footer: str, scale: float = 2) -> bytes:
    """A specification as `svg`, or `png` at so many times screen resolution, with title, subtitle and source on it."""
    framed = _framed(spec, title, subtitle, footer)
    if format == "svg":
        return drawn(framed).encode()
    return vl_convert.vegalite_to_png(json.dumps(_drawable(framed)), scale=scale)


def drawn(spec: dict[str, Any]) -> str:
    """A specification as the text of an SVG: labels whole, and without what no drawing can hold."""
    return vl_convert.vegalite_to_svg(json.dumps(_drawable(spec)))


def writable(text: str) -> str:
    """A text without what XML cannot hold."""
    return UNWRITABLE.sub("", text)


def _drawable(part: Any) -> Any:
    """A specification whose labels are never cut: without a browser, Vega guesses a text's width, and far too wide."""
    if isinstance(part, dict):
        return {_drawable(name): NO_LIMIT if name == "labelLimit" else _drawable(each) for name, each in part.items()}
    if isinstance(part, str):
        return writable(part)
    return [_drawable(each) for each in part] if isinstance(part, list) else part


def _framed(spec: dict[str, Any], title: str, subtitle: str, footer: str) -> dict[str, Any]:
    """The chart between its title and its source, at a width of its own instead of the page's."""
    shared: dict[str, Any] = {key: spec[key] for key in ("$schema", "config", "datasets") if key in spec}
    chart = {key: value for key, value in spec.items() if key not in (*shared, "autosize")}
    lines = wrap(footer, CHARACTERS)
    source = {
        "data": {"values": [{"text": lines}]},
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "top",
            "fontSize": 12,
            "lineHeight": LINE,
            "color": QUIET_TEXT,
        },
        "encoding": {"text": {"field": "text"}, "x": {"value": 0}, "y": {"value": 0}},
        "width": WIDTH,
        "height": LINE * len(lines),
    }
    return {
        **shared,
        "padding": 20,
        "title": {
            "text": wrap(title, 65),
            "subtitle": wrap(subtitle, CHARACTERS),
            "anchor": "start",
            "fontSize": 20,
            "subtitleFontSize": 13,
            "subtitleColor": TEXT,
            "subtitlePadding": 6,
            "offset": 16,
        },
        "vconcat": [{**chart, "width": WIDTH - 60}, source],
    }
