"""Verdicts in colour: the mark and its word keep their shape, and the colour only repeats them."""

from collections.abc import Mapping

from blmk_metrics import narrative
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Shape
from blmk_metrics.charts.theme import NAVY, PLUM

# A mark's colour in HTML, and the name under which the theme holds the same colour for Markdown.
INK: Mapping[str, tuple[str, str]] = {Shape.UP: (NAVY, "blue"), Shape.DOWN: (PLUM, "red")}


def coloured(verdict: str) -> str:
    """A marked verdict as bold Markdown in its colour: `**:blue[▲ improved]**`."""
    if verdict[0] not in INK:
        return f"**{verdict}**"
    return f"**:{INK[verdict[0]][1]}[{verdict}]**"


def further_lines(row: Row, measure: Measure, *, at_a_glance: bool = False) -> list[str]:
    """The verdicts that have no wording of their own, each as a line of Markdown with its mark in colour."""
    lines = [
        narrative.verdict_line(verdict, row, measure)
        for verdict in narrative.further([measure], at_a_glance=at_a_glance)
    ]
    marks = [coloured(line.mark) if line.mark else "" for line in lines]
    return [f"{line.label}: {mark}{line.rest}." for line, mark in zip(lines, marks, strict=True) if line.text]
