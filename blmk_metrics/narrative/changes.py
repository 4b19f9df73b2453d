"""Change since the baseline and the recent trend, in the words that their verdicts license."""

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Change, Trend
from blmk_metrics.narrative.capitals import sentence_case
from blmk_metrics.narrative.numbers import MISSING, number, signed, with_unit
from blmk_metrics.narrative.verdict_words import marked


def baseline(row: Row) -> str:
    """The period that a change is measured from; `the baseline` where a series without any figure has none."""
    return row.baseline_period or "the baseline"


def changed(row: Row) -> str:
    """What may be said of the change since the baseline: `improved since 2021/22`, or why nothing can."""
    verdict = row.change_verdict
    if verdict is Change.CANNOT_SAY:
        return f"no verdict on change since {baseline(row)}: {row.change_reason}"
    return f"{verdict} since {baseline(row)}"


def change_figures(row: Row, measure: Measure) -> str:
    """The size of the change with its interval: `+5.4 percentage points (+2.9 to +7.9)`; empty where there is none."""
    size, limits = _size(row, measure), _limits(row, measure)
    return f"{size} ({limits})" if limits else size


def change_size(row: Row, measure: Measure) -> str:
    """A change's headline: its size, `+5.4 percentage points`, or `cannot say` where none may be quoted."""
    if row.change_verdict is Change.CANNOT_SAY:
        return marked(Change.CANNOT_SAY)
    return _size(row, measure)


def change_note(row: Row, measure: Measure) -> str:
    """What stands beneath a change: both ends, its interval, or why nothing can be said."""
    if row.change_reason:
        return f"{sentence_case(row.change_reason)}."
    ends = f"{with_unit(row.baseline_value, measure)} to {with_unit(row.value, measure)}"
    limits = _limits(row, measure)
    return f"{ends}; 95% interval of the change {limits}{_unit(measure)}." if limits else f"{ends}."


def change_line(row: Row, measure: Measure) -> str:
    """What follows a change's verdict: ` since 2021/22: +5.4 percentage points (+2.9 to +7.9)`, or why not."""
    text = row.change_reason or change_figures(row, measure)
    return f" since {baseline(row)}: {text}"


def baseline_value(row: Row, measure: Measure) -> str:
    """The baseline's figure with its period: `2021/22: 56.6%`; `no figure` of a series that has no baseline."""
    value = with_unit(row.baseline_value, measure)
    return f"{row.baseline_period}: {value}" if row.baseline_period else value


def from_baseline(row: Row, measure: Measure) -> str:
    """Both ends of a change, beneath a figure that says their unit: `56.6 in 2021/22 → 62.0 in 2023/24`; empty where no
    change may be told."""
    if row.change_verdict is Change.CANNOT_SAY or row.baseline_value is None:
        return ""
    was, now = (number(end, measure.decimals) for end in (row.baseline_value, row.value))
    return f"{was} in {row.baseline_period} → {now} in {row.period}"


def benchmarks_change(row: Row, measure: Measure) -> str:
    """The benchmark's own change, for the reader who asks how much of it was everybody's."""
    figures = change_figures(row, measure)
    return f"{row.area_name}'s own change: {figures}." if figures else ""


def _size(row: Row, measure: Measure) -> str:
    """A change's size with its unit: `+5.4 percentage points`; empty where there is none."""
    size = row.cell(_column(measure))
    return "" if size is None else f"{signed(size, _decimals(measure))}{_unit(measure)}"


def _limits(row: Row, measure: Measure) -> str:
    """A change's 95% limits without their unit: `+2.9 to +7.9`; empty where there are none, or no change."""
    column = _column(measure)
    limits = [signed(row.cell(f"{column}_{end}_ci_95"), _decimals(measure)) for end in ("lower", "upper")]
    return "" if row.cell(column) is None or MISSING in limits else " to ".join(limits)


def _column(measure: Measure) -> str:
    """The column of a change in the form in which the measure's changes are quoted."""
    return "change_percent" if measure.relative_change else "change"


def _unit(measure: Measure) -> str:
    """The unit of a change as it follows a number."""
    return "%" if measure.relative_change else f" {measure.change_unit}"


def _decimals(measure: Measure) -> int:
    return 1 if measure.relative_change else measure.decimals


def trend_sentence(row: Row) -> str:
    """The recent trend in words: `Latest five years: decreasing and getting better.`, or why there is none."""
    if row.trend is Trend.CANNOT_BE_CALCULATED:
        return f"Trend of the latest five years: cannot be calculated ({row.trend_reason})."
    note = f" ({row.trend_note})" if row.trend_note else ""
    return f"Trend of the latest five years: {row.trend}{note}."
