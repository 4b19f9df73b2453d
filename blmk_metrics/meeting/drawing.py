"""A figure's chart as a small SVG for a document of many: without ground, typeface or words of its own."""

import json
import re
from html import escape

import vl_convert

from blmk_metrics import charts
from blmk_metrics.figures import Figure

# Twice this is a wide screen: what is 12 in a chart is at least 24 there.
WIDTH = 880
# A screen has room for this height; what has a row for each area or group keeps its own.
HEIGHTS = {"trend": 290, "groups_over_time": 290, "map": 330}
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
NUMBERS = re.compile(r' (?:d|transform|x|y|x1|x2|y1|y2|width|height)="[^"]*"')
IDENTITY = re.compile(r'(\bid="|url\(#|href="#)')
# What says nothing here: parts for a pointer or a screen reader, defaults, and the typeface of the chart alone.
NEEDLESS = re.compile(
    r' (?:role|class|aria-[a-z]+|pointer-events|font-family|xmlns:xlink|style|cursor|opacity="1"|stroke-miterlimit)'
    r'(?:="[^"]*")?(?=[ />])'
)
UNSEEN = re.compile(r'<path(?: d="[^"]*")?(?: display="none")?/>')
EMPTY_GROUP = re.compile(r"<g(?: [^>]*)?></g>")


def drawing(figure: Figure) -> str:
    """A figure's chart as an `svg` element that is one picture to a screen reader, said by the figure's alt text."""
    specification = charts.with_whole_labels(figure.specification)
    height = specification.get("height")
    if figure.kind in HEIGHTS:
        height = min(height, HEIGHTS[figure.kind])
    drawn = vl_convert.vegalite_to_svg(json.dumps({**specification, "width": WIDTH, "height": height}))
    return _standing_for(figure, drawn)


def _standing_for(figure: Figure, drawn: str) -> str:
    opening, _, inside = drawn.partition(">")
    width, height = (re.search(rf' {side}="([\d.]+)"', opening).group(1) for side in ("width", "height"))
    # The first shape is the chart's white ground, which a document with a dark side cannot use.
    inside = re.sub(r'^<rect [^>]*fill="#FFFFFF"/>', "", inside)
    inside = NUMBERS.sub(lambda found: NUMBER.sub(_shorter, found.group()), NEEDLESS.sub("", inside))
    inside = UNSEEN.sub("", IDENTITY.sub(rf"\g<1>{figure.id}-", inside))
    while (smaller := EMPTY_GROUP.sub("", inside)) != inside:
        inside = smaller
    return f'<svg role="img" aria-label="{escape(figure.said)}" viewBox="0 0 {width} {height}">{inside}'


def _shorter(found: re.Match[str]) -> str:
    return f"{round(float(found.group()), 1):g}"
