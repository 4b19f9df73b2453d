"""Verdicts as readers meet them: a word, a shape that always stands beside it, and what the word means."""

from blmk_metrics.catalogue import verdicts
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Reliability, Shape
from blmk_metrics.narrative.numbers import MISSING


def shape(word: str) -> Shape:
    """The mark that stands beside a verdict's word, so that colour is never alone. KeyError where nothing declares the
    word."""
    shapes = {str(name): each.shape for verdict in verdicts.VERDICTS for name, each in verdict.words.items()}
    return shapes[word]


def marked(word: str) -> str:
    """A verdict as shape and word: `▼ much worse`."""
    return f"{shape(word)} {word}"


def verdict_of(row: Row) -> str:
    """A row's comparison as shape and word, `○ unreliable` where that is why there is none, or `no figure`."""
    if row.value is None:
        return MISSING
    return marked(row.reliability if row.reliability is Reliability.UNRELIABLE else row.comparison)
