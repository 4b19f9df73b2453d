"""Verdicts: what may be concluded from a figure. Each is declared here, once, beside its file in `sql/verdicts`.

Stages run in the order of VERDICTS, each over the table `judged`, to which it adds exactly the columns declared for it.
One that changes a cell of any other column, or loses or doubles a row (they are numbered in `row`), is refused.
Cards, tables, exports, reports, the glossary and the command read these declarations; none has a list of its own.
"""

from collections.abc import Sequence

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.verdict_parts import (
    Change,
    Comparison,
    Kind,
    Reliability,
    Shape,
    Trend,
    Verdict,
    Word,
)

RELIABILITY = Verdict(
    id="reliability",
    label="Reliability",
    question="How far may the figure be leaned on?",
    at_a_glance=False,
    columns={
        "reliability": Kind.WORD,
        "reason": Kind.REASON,
        # Which direction is good of this figure: a gap that has turned round has none.
        "good_direction": Kind.WORKING,
    },
    words={
        Reliability.UNRELIABLE: Word(
            shape=Shape.NONE, meaning="Nothing may be concluded from it. The reason is given."
        ),
        Reliability.CARE: Word(shape=Shape.NONE, meaning="It may be leaned on with the caution that stands beside it."),
        Reliability.GOOD: Word(shape=Shape.LEVEL, meaning="It may be leaned on within its interval."),
    },
)
COMPARISON = Verdict(
    id="comparison",
    label="Compared with {benchmark}",
    question="How does the area compare with {benchmark}?",
    by_benchmark=True,
    columns={
        **dict.fromkeys(("benchmark_code", "benchmark_name"), Kind.NAME),
        "benchmark_value": Kind.VALUE,
        "comparison": Kind.WORD,
        "comparison_reason": Kind.REASON,
        "comparison_note": Kind.NOTE,
        "comparison_hidden": Kind.FLAG,
    },
    words={
        Comparison.MUCH_WORSE: Word(
            shape=Shape.DOWN,
            meaning="Worse, and so far off that chance is a very unlikely reason: outside the 99.8% interval as well.",
        ),
        Comparison.WORSE: Word(
            shape=Shape.DOWN,
            meaning="The benchmark's figure lies outside this area's 95% interval and is the better of the two.",
        ),
        Comparison.MUCH_BETTER: Word(
            shape=Shape.UP,
            meaning="Better, and so far off that chance is a very unlikely reason: outside the 99.8% interval as well.",
        ),
        Comparison.BETTER: Word(
            shape=Shape.UP,
            meaning="The benchmark's figure lies outside this area's 95% interval and is the worse of the two.",
        ),
        Comparison.HIGHER: Word(
            shape=Shape.HIGHER, meaning="Outside the interval, where neither direction is good or bad."
        ),
        Comparison.MUCH_HIGHER: Word(
            shape=Shape.HIGHER, meaning="Outside the 99.8% interval too, where neither direction is good or bad."
        ),
        Comparison.LOWER: Word(
            shape=Shape.LOWER, meaning="Outside the interval, where neither direction is good or bad."
        ),
        Comparison.MUCH_LOWER: Word(
            shape=Shape.LOWER, meaning="Outside the 99.8% interval too, where neither direction is good or bad."
        ),
        Comparison.SIMILAR: Word(
            shape=Shape.LEVEL,
            meaning="The benchmark's figure lies within this area's 95% interval: no difference can be distinguished "
            "from chance.",
        ),
        Comparison.NOT_COMPARED: Word(
            shape=Shape.NONE,
            meaning="There is no figure, interval or benchmark, or the figure is unreliable. The reason is given.",
        ),
    },
)
RECENT_TREND = Verdict(
    id="recent_trend",
    label="Trend of the latest five years",
    question="Which way did the latest five years go?",
    at_a_glance=False,
    columns={
        "trend": Kind.WORD,
        "trend_reason": Kind.REASON,
        "trend_note": Kind.NOTE,
        **dict.fromkeys(("trend_chi_squared", "trend_slope"), Kind.WORKING),
    },
    words={
        Trend.INCREASING_WORSE: Word(shape=Shape.RISING, meaning="Five years rise significantly, to the bad."),
        Trend.DECREASING_WORSE: Word(shape=Shape.FALLING, meaning="Five years fall significantly, to the bad."),
        Trend.INCREASING_BETTER: Word(shape=Shape.RISING, meaning="Five years rise significantly, to the good."),
        Trend.DECREASING_BETTER: Word(shape=Shape.FALLING, meaning="Five years fall significantly, to the good."),
        Trend.INCREASING: Word(
            shape=Shape.RISING, meaning="Five years rise significantly, where neither direction is good or bad."
        ),
        Trend.DECREASING: Word(
            shape=Shape.FALLING, meaning="Five years fall significantly, where neither direction is good or bad."
        ),
        Trend.NO_CHANGE: Word(shape=Shape.STEADY, meaning="No trend of five years can be distinguished from chance."),
        Trend.CANNOT_BE_CALCULATED: Word(
            shape=Shape.NONE, meaning="A point is missing, unreliable or of another series. The reason is given."
        ),
    },
)
CHANGE = Verdict(
    id="change_from_baseline",
    label="Since the baseline",
    question="Has it changed since {baseline}?",
    columns={
        "baseline_period": Kind.NAME,
        **dict.fromkeys(("baseline_value", "change", "change_lower_ci_95", "change_upper_ci_95"), Kind.VALUE),
        **dict.fromkeys(("change_percent", "change_percent_lower_ci_95", "change_percent_upper_ci_95"), Kind.PERCENT),
        "change_verdict": Kind.WORD,
        "change_reason": Kind.REASON,
    },
    words={
        Change.WORSENED: Word(
            shape=Shape.DOWN, meaning="The whole 95% interval of the change since the baseline is in the bad direction."
        ),
        Change.IMPROVED: Word(
            shape=Shape.UP, meaning="The whole 95% interval of the change since the baseline is in the good direction."
        ),
        Change.INCREASED: Word(
            shape=Shape.HIGHER,
            meaning="The whole interval of the change is above zero, where neither direction is good or bad.",
        ),
        Change.DECREASED: Word(
            shape=Shape.LOWER,
            meaning="The whole interval of the change is below zero, where neither direction is good or bad.",
        ),
        Change.NO_CLEAR_CHANGE: Word(
            shape=Shape.LEVEL,
            meaning="The 95% interval of the change since the baseline includes zero: it may be chance.",
        ),
        Change.CANNOT_SAY: Word(
            shape=Shape.NONE,
            meaning="One end is missing or unreliable, or the series breaks between. The reason is given.",
        ),
    },
)
GAP_IN_PEOPLE = Verdict(
    id="gap_in_people",
    label="The gap in people",
    question="How many people is the gap with {benchmark}?",
    at_a_glance=False,
    by_benchmark=True,
    columns={
        **dict.fromkeys(("gap", "gap_lower_ci_95", "gap_upper_ci_95"), Kind.PEOPLE),
        "gap_reason": Kind.REASON,
    },
    applies=lambda measure: measure.inequality is None and measure.counts_people,
)
# In the order in which they run: each may read the columns of those before it.
VERDICTS: tuple[Verdict, ...] = (RELIABILITY, COMPARISON, CHANGE, GAP_IN_PEOPLE, RECENT_TREND)

# The columns of a figure itself, which stand before those of any verdict.
FIGURE_COLUMNS = (
    *("indicator_id", "area_code", "area_name", "area_type", "position", "period", "category_type", "category"),
    *("basis", "polarity", "numerator", "denominator", "value"),
    *("lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998", "hidden"),
)


def applying(measure: Measure) -> tuple[Verdict, ...]:
    """The verdicts that a measure can have, in their order."""
    return tuple(each for each in VERDICTS if each.applies(measure))


def shown_columns(verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    """The columns that a measured table shows, in order: those of the figure, then each verdict's."""
    return (*FIGURE_COLUMNS, *(column for verdict in verdicts for column in verdict.shown))
