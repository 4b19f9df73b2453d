"""Change since the baseline and the recent trend, in the words that their verdicts license."""

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Change, Trend
from blmk_metrics.narrative.capitals import sentence_case
from blmk_metrics.narrative.numbers import MISSING, number, signed, with_unit
from blmk_metrics.narrative.verdict_words import marked


def changed(row: Row) -> str:
    """What may be said of the change since the baseline: `improved since 2021/22`, or why nothing can."""
    verdict = row.change_verdict
    if verdict is Change.CANNOT_SAY:
        return f"no verdict on change since {row.baseline_period}: {row.change_reason}"
    return f"{verdict} since {row.baseline_period}"


def change_figures(row: Row, measure: Measure) -> str:
    """The size of the change with its interval: `+5.4 percentage points (+2.9 to +7.9)`; empty where there is none."""
    kind, unit = _kind(measure)
    decimals = 1 if measure.relative_change else measure.decimals
    if row.cell(kind) is None:
        return ""
    limits = [signed(row.cell(f"{kind}_{end}_ci_95"), decimals) for end in ("lower", "upper")]
    size = f"{signed(row.cell(kind), decimals)}{unit}"
    return size if MISSING in limits else f"{size} ({limits[0]} to {limits[1]})"


def change_size(row: Row, measure: Measure) -> str:
    """A change's headline: its size, `+5.4 percentage points`, or `cannot say` where none may be quoted."""
    if row.change_verdict is Change.CANNOT_SAY:
        return marked(Change.CANNOT_SAY)
    return change_figures(row, measure).split(" (")[0]


def change_note(row: Row, measure: Measure) -> str:
    """What stands beneath a change: both ends, its interval, or why nothing can be said."""
    if row.change_reason:
        return f"{sentence_case(row.change_reason)}."
    ends = f"{with_unit(row.baseline_value, measure)} to {with_unit(row.value, measure)}"
    _, unit = _kind(measure)
    _, _, limits = change_figures(row, measure).partition(" (")
    return f"{ends}; 95% interval of the change {limits.removesuffix(')')}{unit}." if limits else f"{ends}."


def change_line(row: Row, measure: Measure) -> str:
    """What follows a change's verdict: ` since 2021/22: +5.4 percentage points (+2.9 to +7.9)`, or why not."""
    text = row.change_reason or change_figures(row, measure)
    return f" since {row.baseline_period}: {text}"


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


def _kind(measure: Measure) -> tuple[str, str]:
    """The column of a change that is told, and its unit as it follows a number."""
    return ("change_percent", "%") if measure.relative_change else ("change", f" {measure.change_unit}")


def trend_sentence(row: Row) -> str:
    """The recent trend in words: `Latest five years: decreasing and getting better.`, or why there is none."""
    if row.trend is Trend.CANNOT_BE_CALCULATED:
        return f"Trend of the latest five years: cannot be calculated ({row.trend_reason})."
    note = f" ({row.trend_note})" if row.trend_note else ""
    return f"Trend of the latest five years: {row.trend}{note}."
