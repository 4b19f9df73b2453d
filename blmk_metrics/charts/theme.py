"""The look that every chart shares: colours and type.

Colours are the Government Analysis Function's: at least 3:1 against white for every mark, and never the only sign.
"""

from collections.abc import Sequence
from typing import Any

import altair as alt

# The colours of the house; `.streamlit/config.toml` has them again, and a test holds the two alike.
NAVY = "#12436D"
PLUM = "#801650"
CHOSEN = NAVY
SECOND = PLUM
CONTEXT = "#8C8C8C"
BENCHMARK = "#0B0C0C"
TEXT = "#0B0C0C"
QUIET_TEXT = "#3D3D3D"
# Lines beside figures.
BESIDE = QUIET_TEXT
GRID = "#E3E3E3"
VERDICTS = {
    "much better": NAVY,
    "better": "#2073BC",
    "similar": "#BFC1C3",
    "worse": "#F46A25",
    "much worse": PLUM,
    "higher": "#28A197",
    "much higher": "#28A197",
    "lower": "#6BACE6",
    "much lower": "#6BACE6",
    "not compared": "#FFFFFF",
}
# Areas set beside one another, at most four: a colour, a mark and a line each. None of the marks is a verdict's.
HIGHLIGHTS = (NAVY, "#28A197", PLUM, "#F46A25")
HIGHLIGHT_MARKS = ("circle", "square", "cross", "triangle-right")
HIGHLIGHT_DASHES = ([1, 0], [10, 4], [2, 3], [12, 4, 2, 4])
# From the darkest: how much, in one colour. The palest needs the line around it.
SHADES = [NAVY, "#2073BC", "#6BACE6", "#A8CFF0", "#E1EFFA"]
# The layer whose marks stand for areas: a page that lets readers click on them finds it by this name.
CLICKABLE = "areas"
# Settings handed to Altair by name.
Style = dict[str, Any]
FONT = "'Source Sans', 'Source Sans 3', Roboto, Arial, sans-serif"

# Tests validate every chart against the schema; validating each part again as it is made would take as long again.
alt.utils.schemapi.disable_debug_mode()

CONFIGURATION = alt.Config(
    font=FONT,
    background="#FFFFFF",
    view=alt.ViewConfig(stroke=None),
    text=alt.MarkConfig(fontSize=13, color=TEXT),
    axis=alt.AxisConfig(
        labelFontSize=13,
        titleFontSize=13,
        titleFontWeight="normal",
        labelColor=TEXT,
        titleColor=QUIET_TEXT,
        gridColor=GRID,
        domainColor=QUIET_TEXT,
        tickColor=QUIET_TEXT,
        tickCount=6,
    ),
)
FIT = alt.AutoSizeParams(type="fit-x", contains="padding")


def finished(layers: Sequence[alt.Chart], height: int) -> alt.LayerChart:
    """Layers, the lowest first, with the shared configuration, as wide as the page and so many pixels high."""
    return alt.LayerChart(layer=list(layers), width="container", height=height, autosize=FIT, config=CONFIGURATION)
