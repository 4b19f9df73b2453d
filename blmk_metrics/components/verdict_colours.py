"""Verdicts in colour: the mark and its word keep their shape, and the colour only repeats them."""

from blmk_metrics.charts.theme import NAVY, PLUM

# A mark's colour in HTML, and the name under which the theme holds the same colour for Markdown.
INK = {"▲": (NAVY, "blue"), "▼": (PLUM, "red")}


def coloured(verdict: str) -> str:
    """A marked verdict as bold Markdown in its colour: `**:blue[▲ improved]**`."""
    if verdict[0] not in INK:
        return f"**{verdict}**"
    return f"**:{INK[verdict[0]][1]}[{verdict}]**"
