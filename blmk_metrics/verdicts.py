"""Verdicts as readers meet them: a word, a shape that always stands beside it, and what the word means."""

from collections.abc import Mapping
from typing import Any

from blmk_metrics.formats import MISSING

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
MEANINGS = {
    "better": "The comparator's figure lies outside this area's 95% interval, on the unfavourable side.",
    "much better": "The same, and outside the 99.8% interval as well.",
    "similar": "The comparator's figure lies within this area's 95% interval.",
    "worse": "The comparator's figure lies outside this area's 95% interval, on the favourable side.",
    "much worse": "The same, and outside the 99.8% interval as well.",
    "not compared": "There is no figure, no interval, no comparator, or the figure is unreliable; the reason is given.",
    "improved": "The 95% interval of the change since the baseline excludes no change, in the good direction.",
    "worsened": "The 95% interval of the change since the baseline excludes no change, in the bad direction.",
    "no clear change": "The 95% interval of the change since the baseline includes no change.",
    "cannot say": "One end is missing or unreliable, or the series breaks between; the reason is given.",
}


def shape(verdict: str) -> str:
    """The mark that stands beside a verdict's word, so that colour is never alone."""
    return SHAPES[verdict.removeprefix("much ")]


def marked(verdict: str) -> str:
    """A verdict as shape and word: `▼ much worse`."""
    return f"{shape(verdict)} {verdict}"


def verdict_of(row: Mapping[str, Any]) -> str:
    """A row's comparison as shape and word, `○ unreliable` where that is why there is none, or `no figure`."""
    if row["value"] is None:
        return MISSING
    return f"{SHAPES['not compared']} unreliable" if row["reliability"] == "unreliable" else marked(row["comparison"])
