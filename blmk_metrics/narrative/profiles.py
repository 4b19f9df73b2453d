"""One area's measures together: how many carry which verdict, and each recent trend as a mark and a word."""

from collections.abc import Sequence

from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Comparison
from blmk_metrics.narrative.verdict_words import marked

DIRECTIONS = (
    *(Comparison.BETTER, Comparison.WORSE, Comparison.SIMILAR, Comparison.HIGHER, Comparison.LOWER),
    Comparison.NOT_COMPARED,
)


def profile_title(rows: Sequence[Row]) -> str:
    """The title of one area's profile, by the verdicts: `Luton on 5 measures: 1 better, 2 worse, 2 similar`."""
    found = [row.comparison.direction for row in rows if row.value is not None]
    parts = [f"{found.count(each)} {each}" for each in DIRECTIONS if each in found]
    if len(found) < len(rows):
        parts.append(f"{len(rows) - len(found)} without a figure")
    measures = "1 measure" if len(rows) == 1 else f"{len(rows)} measures"
    return f"{rows[0].area_name} on {measures}: {', '.join(parts)}"


def trend_marked(row: Row) -> str:
    """The trend of the latest five years as mark and words: `↓ decreasing and getting better`, or why there is none."""
    note = row.trend_reason or row.trend_note
    return marked(row.trend) + (f" ({note})" if note else "")
