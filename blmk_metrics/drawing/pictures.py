"""A chart as a picture file that stands alone, drawn without a browser or a network."""

import json
import re
from textwrap import wrap
from typing import Any

from blmk_metrics.charts.theme import QUIET_TEXT, TEXT
from blmk_metrics.drawing.drawing_process import PROCESS
from blmk_metrics.drawing.drawn_once import drawn_once, name_of

WIDTH = 720
LINE = 16
CHARACTERS = 105
NO_LIMIT = 0
# What XML, and so a drawing or an Office file, cannot hold; the library that draws would end the whole process.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def picture(spec: dict[str, Any], format: str, title: str, subtitle: str, footer: str, scale: float = 2) -> bytes:
    """A specification as `svg`, or `png` at so many times screen resolution, with title, subtitle and source on it.

    Kept once it is drawn. Raises DrawingError when it cannot be drawn.
    """
    order: dict[str, object] = {"format": format, "specification": text_of(_framed(spec, title, subtitle, footer))}
    if format == "png":
        order["scale"] = scale
    label = f"“{title}”" if title else "a chart"
    return drawn_once(name_of(order), lambda: PROCESS.draw(order, label))


def drawn(specification: str, label: str) -> str:
    """The text of a specification as the text of an SVG; `label` is what a message calls it.

    Not kept. Raises DrawingError when it cannot be drawn.
    """
    return PROCESS.draw({"format": "svg", "specification": specification}, label).decode()


def in_dots(svg: str, scale: float, label: str) -> bytes:
    """The text of an SVG as PNG, with so many dots for each unit of its own. Not kept. Raises as `drawn` does."""
    return PROCESS.draw({"format": "png", "svg": svg, "scale": scale}, label)


def text_of(spec: dict[str, Any]) -> str:
    """A specification as it is drawn: labels whole, and without what no drawing can hold."""
    return json.dumps(_drawable(spec))


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
