"""A figure's chart as a small SVG for a document of many: without ground, typeface or words of its own."""

import re
from functools import cache
from html import escape
from pathlib import Path

from blmk_metrics.drawing.dimensions import dimensions
from blmk_metrics.drawing.drawn_once import digest_of, name_of
from blmk_metrics.drawing.pictures import drawn as drawn_svg
from blmk_metrics.drawing.pictures import text_of, writable
from blmk_metrics.figures import KINDS, MeasureFigure

# Twice this is a wide screen: what is 12 in a chart is at least 24 there.
WIDTH = 880
# What has a row for each area or group keeps its own height, but fills this much of a screen at least.
LEAST = 200
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
NUMBERS = {"d", "transform", "x", "y", "x1", "x2", "y1", "y2", "width", "height"}
# What says nothing here: parts for a pointer or a screen reader, defaults, and the typeface of the chart alone.
NEEDLESS = re.compile(
    r'(?:role|class|aria-[a-z]+|pointer-events|font-family|xmlns:xlink|style|cursor|stroke-miterlimit)="|opacity="1"$'
)
# Only inside a tag is a word with a value an attribute: in a label it is a word.
TAG = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>')
ATTRIBUTE = re.compile(r' ([A-Za-z][\w:.-]*)="([^"]*)"')
UNSEEN = re.compile(r'<path(?: d="[^"]*")?(?: display="none")?/>')
EMPTY_GROUP = re.compile(r"<g(?: [^>]*)?></g>")


def name_of_drawing(figure: MeasureFigure) -> str:
    """The name under which a figure's chart is kept: another for whatever makes another drawing."""
    return name_of("meeting", _code(), figure.id, figure.text_alternative, _specification(figure))


def drawing(figure: MeasureFigure) -> str:
    """A figure's chart as an `svg` element that is one picture to a screen reader, said by the figure's alt text.

    Raises DrawingError when it cannot be drawn.
    """
    return _in_place_of(figure, drawn_svg(_specification(figure), f"figure {figure.id}"))


def _specification(figure: MeasureFigure) -> str:
    specification = figure.specification
    height = max(min(specification["height"], KINDS[figure.kind].height), LEAST)
    return text_of({**specification, "width": WIDTH, "height": height})


@cache
def _code() -> str:
    return digest_of(Path(__file__))


def _in_place_of(figure: MeasureFigure, drawn: str) -> str:
    opening, _, inside = drawn.partition(">")
    width, height = dimensions(f"{opening}>")
    # The first shape is the chart's white ground, which a document with a dark side cannot use.
    inside = re.sub(r'^<rect [^>]*fill="#FFFFFF"/>', "", inside)
    inside = TAG.sub(lambda tag: ATTRIBUTE.sub(lambda each: _kept(figure.id, *each.groups()), tag.group()), inside)
    inside = UNSEEN.sub("", inside)
    while (smaller := EMPTY_GROUP.sub("", inside)) != inside:
        inside = smaller
    label = escape(writable(figure.text_alternative))
    return f'<svg role="img" aria-label="{label}" viewBox="0 0 {width} {height}">{inside}'


def _kept(figure_id: str, name: str, value: str) -> str:
    """An attribute as it stays: nothing, or with short numbers, or with a name that no other figure has."""
    if NEEDLESS.match(f'{name}="{value}"'):
        return ""
    if name in NUMBERS:
        value = NUMBER.sub(_shorter, value)
    elif name == "id":
        value = f"{figure_id}-{value}"
    elif name.endswith("href"):
        value = value.replace("#", f"#{figure_id}-", 1)
    else:
        value = value.replace("url(#", f"url(#{figure_id}-")
    return f' {name}="{value}"'


def _shorter(found: re.Match[str]) -> str:
    return f"{round(float(found.group()), 1):g}"
