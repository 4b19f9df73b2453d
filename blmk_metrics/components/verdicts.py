"""Verdicts in running text: shape, word and colour together."""

COLOURS = {"▲": "blue", "▼": "red"}


def coloured(verdict: str) -> str:
    """A marked verdict as bold Markdown in its colour: `**:blue[▲ improved]**`."""
    colour = COLOURS.get(verdict[0])
    return f"**:{colour}[{verdict}]**" if colour else f"**{verdict}**"
