"""Verdicts in colour: the mark and its word keep their shape, and the colour only repeats them."""

# A mark's colour in HTML, and the name under which the theme holds the same colour for Markdown.
INK = {"▲": ("#12436D", "blue"), "▼": ("#801650", "red")}


def coloured(verdict: str) -> str:
    """A marked verdict as bold Markdown in its colour: `**:blue[▲ improved]**`."""
    if verdict[0] not in INK:
        return f"**{verdict}**"
    return f"**:{INK[verdict[0]][1]}[{verdict}]**"
