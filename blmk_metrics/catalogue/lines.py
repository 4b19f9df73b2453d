"""Lines beside a figure's rows: what is drawn next to measured figures and is none, such as the path to a target."""

from typing import NamedTuple


class LinePoint(NamedTuple):
    """One point of a line, in the unit of the figure: its period may be one that no row has."""

    period: str
    value: float


class Line(NamedTuple):
    """A line beside a figure's rows and its name. It has a point for every period from its first to its last, earliest
    first, so that a chart with evenly spaced periods draws it where one spaced by time does."""

    name: str
    points: tuple[LinePoint, ...]


def periods_with(periods: list[str], lines: tuple[Line, ...]) -> list[str]:
    """Periods of rows and those that only lines have, earliest first. All are years of one kind."""
    return sorted({*periods, *(point.period for line in lines for point in line.points)})
