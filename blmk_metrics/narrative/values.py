"""A figure in words: with its unit, its interval, its reliability, or the reason there is none."""

from collections.abc import Sequence

from blmk_metrics.catalogue.lines import Line
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Reliability
from blmk_metrics.narrative.capitals import sentence_case
from blmk_metrics.narrative.numbers import MISSING, interval, number, with_unit


def value(row: Row, measure: Measure) -> str:
    """A figure, or that there is none and why: `62.0%`, `no figure: fewer than 10 events`."""
    return f"{MISSING}: {row.reason}" if row.value is None else with_unit(row.value, measure)


def value_with_interval(row: Row, measure: Measure) -> str:
    """A figure with its 95% limits: `62.0% (60.3 to 63.7)`."""
    if row.value is None or row.lower_ci_95 is None:
        return value(row, measure)
    lower = row.lower_ci_95 if measure.inequality else max(row.lower_ci_95, 0)
    return f"{value(row, measure)} ({interval(lower, row.upper_ci_95, measure.decimals)})"


def value_with_caution(row: Row, measure: Measure) -> str:
    """A figure with its 95% limits and any caution: `7.7 years (4.0 to 11.4)`, `…, use with care: provisional`."""
    text = value_with_interval(row, measure)
    cautious = row.value is not None and row.reliability is not Reliability.GOOD
    return f"{text}, {row.reliability}: {row.reason}" if cautious else text


def interval_note(row: Row, measure: Measure) -> str:
    """The interval and the reliability of a figure in a few words."""
    if row.value is None:
        return f"{sentence_case(reason(row))}."
    if row.lower_ci_95 is None:
        return "No interval."
    lower = row.lower_ci_95 if measure.inequality else max(row.lower_ci_95, 0)
    limits = f"95% interval {interval(lower, row.upper_ci_95, measure.decimals)}."
    return (
        limits if row.reliability is Reliability.GOOD else f"{limits} {sentence_case(reliability(row))}: {row.reason}."
    )


def reason(row: Row) -> str:
    """Why a row has no figure. Raises ValueError where it does not say: every row without a figure must."""
    return _stated(row.reason, "a reason", row)


def reliability(row: Row) -> str:
    """How reliable a figure is. Raises ValueError where its row does not say: every row with a figure must."""
    return _stated(row.reliability, "a reliability", row)


def comparison_reason(row: Row) -> str:
    """Why a figure is not compared. Raises ValueError where its row does not say: every row not compared must."""
    return _stated(row.comparison_reason, "a reason why it is not compared", row)


def _stated(text: str | None, what: str, row: Row) -> str:
    if text is None:
        raise ValueError(f"{row.indicator_id}, {row.area_code}, {row.period}: the row lacks {what}")
    return text


def with_intervals(rows: Sequence[Row]) -> str:
    """What is drawn around figures: `with 95% intervals`, or that they were published without."""
    if all(row.value is None for row in rows):
        return "without a figure"
    bounded = any(row.lower_ci_95 is not None for row in rows)
    return "with 95% intervals" if bounded else "published without intervals"


def groups_title(rows: Sequence[Row], measure: Measure) -> str:
    """The first and the last group that has a figure: `Eligible: 47.4%, Not eligible: 65.2%`. Claims no difference."""
    drawn = [row for row in rows if row.value is not None]
    ends = [drawn[0], drawn[-1]] if len(drawn) > 1 else drawn
    return ", ".join(f"{row.category}: {with_unit(row.value, measure)}" for row in ends) or "No figure"


def nothing_to_draw(rows: Sequence[Row]) -> str:
    """Why figures of which there is none have no chart: `Nothing can be drawn: not collected for this period.`"""
    return f"Nothing can be drawn: {'; '.join(dict.fromkeys(map(reason, rows)))}."


def line_sentence(line: Line, decimals: int) -> str:
    """A line beside a figure's rows in words: `Path to the target: 65.0 in 2023/24 to 70.0 in 2027/28.`"""
    first, last = line.points[0], line.points[-1]
    ends = [f"{number(point.value, decimals)} in {point.period}" for point in dict.fromkeys((first, last))]
    return f"{line.name}: {' to '.join(ends)}."
