"""A few words on the chart itself, which go with it wherever a browser copies it."""

from collections.abc import Mapping
from typing import Any

from blmk_metrics.charts.theme import QUIET_TEXT


def stamped(specification: Mapping[str, Any], text: str) -> dict[str, Any]:
    """A finished chart with a line at its foot, on the right; without a text, the chart as it is.

    A browser's own tools save a chart without the words of its page."""
    line = {
        "text": text,
        "orient": "bottom",
        "anchor": "end",
        "frame": "bounds",
        "fontSize": 11,
        "fontWeight": "normal",
        "color": QUIET_TEXT,
        "offset": 6,
    }
    return {**specification, "title": line} if text else dict(specification)
