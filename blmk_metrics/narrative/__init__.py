"""Sentences made from a measured table: with `alt_text`, the only place where words are made from numbers.

A verb that judges ("improved", "worse") appears only when the verdict beside the figure licenses it.
"""

from blmk_metrics.narrative.capitals import sentence_case
from blmk_metrics.narrative.changes import (
    baseline,
    baseline_value,
    benchmarks_change,
    change_figures,
    change_line,
    change_note,
    change_size,
    changed,
    from_baseline,
    trend_sentence,
)
from blmk_metrics.narrative.comparisons import (
    against,
    benchmark_note,
    comparison,
    gap_in_brief,
    gap_in_people,
    groups_finding,
    groups_verdicts,
)
from blmk_metrics.narrative.neighbourhood_words import deprivation_title, how_firm, tenth
from blmk_metrics.narrative.places import map_title, where_title
from blmk_metrics.narrative.profiles import profile_title, trend_marked
from blmk_metrics.narrative.sentences import account, finding, sentence, summary
from blmk_metrics.narrative.values import (
    comparison_reason,
    groups_title,
    interval_note,
    line_sentence,
    nothing_to_draw,
    value,
    value_with_caution,
    value_with_interval,
    with_intervals,
)
from blmk_metrics.narrative.verdict_lines import further, headed, meanings, number_heads, verdict_cell, verdict_line

__all__ = [
    "account",
    "against",
    "baseline",
    "baseline_value",
    "benchmark_note",
    "benchmarks_change",
    "change_figures",
    "change_line",
    "change_note",
    "change_size",
    "changed",
    "comparison",
    "comparison_reason",
    "deprivation_title",
    "finding",
    "from_baseline",
    "further",
    "gap_in_brief",
    "gap_in_people",
    "groups_finding",
    "groups_title",
    "groups_verdicts",
    "headed",
    "how_firm",
    "interval_note",
    "line_sentence",
    "map_title",
    "meanings",
    "nothing_to_draw",
    "number_heads",
    "profile_title",
    "sentence",
    "sentence_case",
    "summary",
    "tenth",
    "trend_marked",
    "trend_sentence",
    "value",
    "value_with_caution",
    "value_with_interval",
    "verdict_cell",
    "verdict_line",
    "where_title",
    "with_intervals",
]
