"""Numbers as people read them. The only rounding for display."""

from datetime import date

from blmk_metrics.catalogue.measures import Measure

MINUS = "\N{MINUS SIGN}"
MISSING = "no figure"


def number(value: float | None, decimals: int) -> str:
    """A number with thousands separators: `1,234.5`, `−0.3`; `no figure` where there is none."""
    if value is None or value != value:
        return MISSING
    text = f"{abs(value):,.{decimals}f}"
    return MINUS + text if value < 0 and text.strip("0.,") else text


def signed(value: float | None, decimals: int) -> str:
    """A difference with its sign: `+2.4`, `−17.6`, `0.0`."""
    text = number(value, decimals)
    return f"+{text}" if value is not None and value > 0 and text.strip("0.,") else text


def interval(lower: float | None, upper: float | None, decimals: int) -> str:
    """Limits in words: `60.3 to 63.7`. A lower limit below zero is shown as zero by the caller where that is sense."""
    return f"{number(lower, decimals)} to {number(upper, decimals)}"


def with_unit(value: float | None, measure: Measure) -> str:
    """A value short enough for a headline: `62.0%`, `1,639 per 100,000`, `7.7 years`."""
    text = number(value, measure.decimals)
    return text if text == MISSING else text + measure.short_unit


def day(when: date) -> str:
    """A day as people write it: `5 November 2026`."""
    return f"{when.day} {when:%B %Y}"


def roughly(count: int) -> str:
    """A number of rows to the nearest hundred, so that it tells of nobody: `about 1,200`, `fewer than 100`, `none`."""
    if not count:
        return "none"
    return f"about {round(count, -2):,}" if count >= 100 else "fewer than 100"
