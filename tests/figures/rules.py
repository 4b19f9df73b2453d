"""How a measured row is to look and to read, from the design and the declarations, without the library's own code."""

from collections.abc import Iterable

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from tests.figures.reading import WHITE

CHOSEN, SECOND, GREY, BENCHMARK = "#12436D", "#801650", "#8C8C8C", "#0B0C0C"
BESIDE = "#3D3D3D"
# The line on which a profile's marks lie.
TRACK = "#BFC1C3"
# Areas side by side: of each its colour, its mark, and whether its line is broken.
HIGHLIGHTS = (
    ("#12436D", "circle", False),
    ("#28A197", "square", True),
    ("#801650", "cross", True),
    ("#F46A25", "triangle-right", True),
)
FILLS = {
    "much better": "#12436D",
    "better": "#2073BC",
    "similar": "#BFC1C3",
    "worse": "#F46A25",
    "much worse": "#801650",
    "higher": "#28A197",
    "much higher": "#28A197",
    "lower": "#6BACE6",
    "much lower": "#6BACE6",
    "not compared": WHITE,
}
SHAPES = {"better": "▲", "similar": "●", "worse": "▼", "higher": "◆", "lower": "◇", "not compared": "○"}
SYMBOLS = {"▲": "triangle-up", "▼": "triangle-down", "●": "circle", "○": "circle", "◆": "diamond", "◇": "diamond"}
NO_FIGURE = "no figure"
# Pale to dark: little to much.
SHADES = ["#E1EFFA", "#A8CFF0", "#6BACE6", "#2073BC", "#12436D"]


def unreliable(row: Row) -> bool:
    return row.reliability == "unreliable"


def limits(row: Row) -> tuple[float | None, float | None]:
    """The 95% limits, which are the only ones that are drawn or printed."""
    return row.lower_ci_95, row.upper_ci_95


def number(value: float | None, decimals: int) -> str:
    """A number as it is printed: `1,234.5`, `−0.3`."""
    if value is None:
        return NO_FIGURE
    digits = f"{abs(value):,.{decimals}f}"
    return f"−{digits}" if value < 0 and float(digits.replace(",", "")) else digits


def figure_text(row: Row, measure: Measure, least: float = float("-inf")) -> str:
    """A figure with its unit and its limits, as a pointer or a reader gets it; `least` cuts the lower limit off."""
    value = row.value
    text = NO_FIGURE if value is None else f"{number(value, measure.decimals)}{measure.short_unit}"
    lower, upper = limits(row)
    if lower is None:
        return text
    return f"{text} ({number(max(lower, least), measure.decimals)} to {number(upper, measure.decimals)})"


def verdict_text(row: Row) -> str:
    """A verdict with its shape; an unreliable figure has none, and a missing one less."""
    if row.value is None:
        return NO_FIGURE
    if unreliable(row):
        return "○ unreliable"
    word = row.comparison
    return f"{SHAPES[word.replace('much ', '')]} {word}"


def year(row: Row) -> int:
    """Where a period lies along the years: where it begins."""
    return int(row.period.partition("/")[0])


def first_years_of_series(measure: Measure, rows: Iterable[Row]) -> list[int]:
    """The years in which a new series begins among these rows; one before which there is none is no new one."""
    years = sorted(map(year, rows))
    begun = (int(period[:4]) for period in measure.series_breaks)
    return [each for each in begun if years[0] < each <= years[-1]]
