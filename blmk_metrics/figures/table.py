"""A figure's rows as a table of ready-made text, the same on every page and in every export."""

from collections.abc import Sequence
from dataclasses import dataclass

from blmk_metrics.catalogue.lines import Line
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Comparison
from blmk_metrics.narrative import further, headed, verdict_cell
from blmk_metrics.narrative.numbers import number
from blmk_metrics.narrative.verdict_words import verdict_of

LABELS = {"period": "Period", "area_name": "Area", "category": "Group"}


@dataclass(frozen=True, kw_only=True)
class Table:
    """A caption, column heads, rows of text, and which columns hold numbers. The first column names each row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]


def label_heads(rows: Sequence[Row], label_column: str) -> dict[str, str]:
    """The columns that tell rows apart, each with its head: of the period and the rows' own, those that differ; the
    rows' own where none does."""
    differing = [each for each in ("period", label_column) if len({row.cell(each) for row in rows}) > 1]
    return {each: LABELS[each] for each in differing or (label_column,)}


def note_of(row: Row) -> str:
    """Why a row has no figure, or is not compared; empty where it has one and is."""
    return row.reason or (row.comparison is Comparison.NOT_COMPARED and row.comparison_reason) or ""


def table_of(rows: Sequence[Row], measure: Measure, caption: str, unit: str, label_column: str) -> Table:
    """Measured rows as a table: what tells them apart, value, limits, verdict, reliability, and why one is missing."""
    labels = label_heads(rows, label_column)
    verdicts = further([measure])
    names = dict.fromkeys(row.benchmark_name for row in rows if row.benchmark_name)
    compared = f"Compared with {', '.join(names)}" if names else "Compared"
    return Table(
        caption=caption,
        columns=(
            *(*labels.values(), unit, "Lower 95%", "Upper 95%", compared),
            *(*(headed(each, rows) for each in verdicts), "Reliability", "Note"),
        ),
        rows=tuple(
            (
                *(row.cell(column) for column in labels),
                number(row.value, measure.decimals),
                *(_limit(limit, measure) for limit in (row.lower_ci_95, row.upper_ci_95)),
                *(verdict_of(row), *(verdict_cell(each, row, measure) for each in verdicts)),
                *(row.reliability or "", note_of(row)),
            )
            for row in rows
        ),
        numeric=(*(False for _ in labels), True, True, True, *(False for _ in verdicts), False, False, False),
    )


def lines_table(lines: Sequence[Line], caption: str, unit: str, decimals: int) -> Table:
    """The lines beside a figure's rows as a table: a row for each point."""
    return Table(
        caption=caption,
        columns=("Line", "Period", unit),
        rows=tuple((line.name, point.period, number(point.value, decimals)) for line in lines for point in line.points),
        numeric=(False, False, True),
    )


def _limit(limit: float | None, measure: Measure) -> str:
    return "" if limit is None else number(limit, measure.decimals)
