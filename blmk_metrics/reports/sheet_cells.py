"""The cells of a spreadsheet's table: numbers as numbers, each with its format, and a mark where there is none."""

from collections.abc import Sequence

from blmk_metrics import narrative
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Kind, Verdict

SUPPRESSED, MISSING, NOTHING = "[c]", "[x]", "[z]"
Cell = str | float | int


def number_format(decimals: int) -> str:
    """The format that shows a number with so many decimals, and thousands apart, as the pages do."""
    return "#,##0" + (f".{'0' * decimals}" if decimals else "")


def number_cell(row: Row, column: str) -> Cell:
    """A column's number, or the mark that says why there is none."""
    return mark(row) if row.cell(column) is None else row.cell(column)


def mark(row: Row) -> str:
    """What stands in place of a number that a row does not have."""
    return SUPPRESSED if row.hidden else MISSING


def further_heads(further: Sequence[Verdict], rows: Sequence[Row]) -> list[str]:
    """The heads of verdicts that have no columns of their own: each one's word, then its numbers."""
    return [head for each in further for head in (narrative.headed(each, rows), *narrative.number_heads(each).values())]


def further_cells(further: Sequence[Verdict], row: Row, measure: Measure) -> list[Cell]:
    """The cells under `further_heads`: words marked, numbers as numbers."""
    cells: list[Cell] = []
    for verdict in further:
        if verdict.applies(measure):
            cells += (narrative.verdict_cell(verdict, row, measure) or NOTHING,)
            cells += (number_cell(row, column) for column in narrative.number_heads(verdict))
        else:
            cells += [NOTHING] * (1 + len(narrative.number_heads(verdict)))
    return cells


def further_formats(further: Sequence[Verdict], measure: Measure) -> list[str]:
    """The number formats of `further_cells`."""
    decimals = {**dict.fromkeys((Kind.VALUE, Kind.DIFFERENCE), measure.decimals), Kind.PERCENT: 1, Kind.PEOPLE: 0}
    return [
        each
        for verdict in further
        for each in (
            "",
            *(number_format(decimals[verdict.columns[column]]) for column in narrative.number_heads(verdict)),
        )
    ]
