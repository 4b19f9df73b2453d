"""Verdicts as readers meet them: a word, a shape that always stands beside it, and what the word means."""

from blmk_metrics.catalogue.rows import Row
from blmk_metrics.narrative.numbers import MISSING

SHAPES = {
    "better": "▲",
    "similar": "●",
    "worse": "▼",
    "higher": "◆",
    "lower": "◇",
    "not compared": "○",
    "improved": "▲",
    "worsened": "▼",
    "increased": "◆",
    "decreased": "◇",
    "no clear change": "●",
    "cannot say": "○",
}
# Gravest first, as a reader should meet them.
MEANINGS = {
    "much worse": "Worse, and so far off that chance is a very unlikely reason: outside the 99.8% interval as well.",
    "worse": "The benchmark's figure lies outside this area's 95% interval and is the better of the two.",
    "worsened": "The whole 95% interval of the change since the baseline is in the bad direction.",
    "much better": "Better, and so far off that chance is a very unlikely reason: outside the 99.8% interval as well.",
    "better": "The benchmark's figure lies outside this area's 95% interval and is the worse of the two.",
    "improved": "The whole 95% interval of the change since the baseline is in the good direction.",
    "higher": "Outside the interval, where neither direction is good or bad.",
    "much higher": "Outside the 99.8% interval too, where neither direction is good or bad.",
    "lower": "Outside the interval, where neither direction is good or bad.",
    "much lower": "Outside the 99.8% interval too, where neither direction is good or bad.",
    "increased": "The whole interval of the change is above zero, where neither direction is good or bad.",
    "decreased": "The whole interval of the change is below zero, where neither direction is good or bad.",
    "similar": "The benchmark's figure lies within this area's 95% interval: no difference can be told from chance.",
    "no clear change": "The 95% interval of the change since the baseline includes zero: it may be chance.",
    "not compared": "There is no figure, interval or benchmark, or the figure is unreliable. The reason is given.",
    "cannot say": "One end is missing or unreliable, or the series breaks between. The reason is given.",
}


def shape(verdict: str) -> str:
    """The mark that stands beside a verdict's word, so that colour is never alone."""
    return SHAPES[verdict.removeprefix("much ")]


def marked(verdict: str) -> str:
    """A verdict as shape and word: `▼ much worse`."""
    return f"{shape(verdict)} {verdict}"


def verdict_of(row: Row) -> str:
    """A row's comparison as shape and word, `○ unreliable` where that is why there is none, or `no figure`."""
    if row.value is None:
        return MISSING
    return f"{SHAPES['not compared']} unreliable" if row.reliability == "unreliable" else marked(row.comparison)
