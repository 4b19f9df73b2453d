"""Tables as a spreadsheet holds them: numbers as numbers, each with its format, and a mark where there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from blmk_metrics import narrative
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Verdict
from blmk_metrics.figures import MeasureFigure, Table
from blmk_metrics.figures.table import label_heads, note_of
from blmk_metrics.narrative.verdict_words import marked, verdict_of
from blmk_metrics.reports.contents import Contents
from blmk_metrics.reports.sheet_cells import (
    MISSING,
    NOTHING,
    SUPPRESSED,
    Cell,
    further_cells,
    further_formats,
    further_heads,
    mark,
    number_cell,
    number_format,
)

SHORTHAND = {
    SUPPRESSED: "suppressed: a small count, or one that would give a small one away. It is missing, never zero",
    MISSING: "not available; the note says why",
    NOTHING: "not applicable",
}
LIMITS = ("lower_ci_95", "upper_ci_95")


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """One table of a spreadsheet. `formats` has a number format for each cell that may hold a number, else nothing."""

    title: str
    subtitles: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    formats: tuple[tuple[str, ...], ...]
    source: str

    @property
    def marks(self) -> tuple[str, ...]:
        """The shorthand that stands in its cells."""
        cells = {cell for row in self.rows for cell in row if isinstance(cell, str)}
        return tuple(mark for mark in SHORTHAND if mark in cells)


def figure_sheet(figure: MeasureFigure, ids: Sequence[str], warning: str) -> SheetTable:
    """The table of a figure, and of whichever others show the same rows: `ids` are those of all."""
    labels = label_heads(figure.rows, figure.label_column)
    compared = ", ".join(dict.fromkeys(row.benchmark_name for row in figure.rows if row.benchmark_name))
    heads = (figure.unit, "Lower 95%", "Upper 95%", compared or "Benchmark")
    further = narrative.further([figure.measure])
    return SheetTable(
        title=f"{figure.short_name}: {figure.title}",
        subtitles=tuple(each for each in (figure.full_subtitle, warning) if each),
        columns=(
            *(*labels.values(), *heads, f"Compared with {compared}" if compared else "Compared"),
            *(*further_heads(further, figure.rows), "Reliability", "Note"),
        ),
        rows=tuple((*(row.cell(each) for each in labels), *_cells(row, figure.measure)) for row in figure.rows),
        formats=(
            (
                *(*("" for _ in labels), *[number_format(figure.measure.decimals)] * 4, ""),
                *(*further_formats(further, figure.measure), "", ""),
            ),
        )
        * len(figure.rows),
        source=f"{figure.source} Figure {', '.join(ids)}.",
    )


def lines_sheet(figure: MeasureFigure, ids: Sequence[str], warning: str) -> SheetTable:
    """The lines beside a figure's rows, a row for each point."""
    points = [(line.name, *point) for line in figure.lines for point in line.points]
    return SheetTable(
        title=f"{figure.short_name}: {figure.title}: lines beside the figures",
        subtitles=tuple(each for each in (figure.full_subtitle, warning) if each),
        columns=("Line", "Period", figure.unit),
        rows=tuple(points),
        formats=(("", "", number_format(figure.measure.decimals)),) * len(points),
        source=f"{figure.source} Figure {', '.join(ids)}.",
    )


def summary_sheet(contents: Contents) -> SheetTable:
    """Each measure of the area: baseline, latest figure and change as numbers, with the verdicts."""
    further = narrative.further((each.measure for each in contents.sections), at_a_glance=True)
    return SheetTable(
        title=contents.summary.caption,
        source=f"Each measure's source stands with its tables. Release {contents.release.id}.",
        subtitles=tuple(each for each in (contents.subtitle, contents.warning) if each),
        columns=(
            *("Measure", "Unit", "Baseline period", "Baseline", "Latest period", "Latest", "Lower 95%", "Upper 95%"),
            *("Change", "Change, lower 95%", "Change, upper 95%", "Change in", "Change since baseline"),
            *("Benchmark", "Compared with benchmark"),
            *(*further_heads(further, [each.row for each in contents.sections]), "Reliability", "Note"),
        ),
        rows=tuple(_summed_up(each.measure, each.row, further) for each in contents.sections),
        formats=tuple(_summary_formats(each.measure, further) for each in contents.sections),
    )


def _summed_up(measure: Measure, row: Row, further: Sequence[Verdict]) -> tuple[Cell, ...]:
    # Change is told as the pages tell it: of a rate in percent, of a percentage in points.
    change = "change_percent" if measure.relative_change else "change"
    return (
        *(measure.short_name, measure.unit, row.baseline_period or NOTHING),
        *(number_cell(row, "baseline_value"), row.period, number_cell(row, "value")),
        *(number_cell(row, limit) for limit in LIMITS),
        *(number_cell(row, f"{change}{limit}") for limit in ("", "_lower_ci_95", "_upper_ci_95")),
        *("per cent" if measure.relative_change else measure.change_unit, marked(row.change_verdict)),
        *(_benchmark(row), verdict_of(row), *further_cells(further, row, measure), row.reliability or mark(row)),
        row.reason or row.change_reason or NOTHING,
    )


def _summary_formats(measure: Measure, further: Sequence[Verdict]) -> tuple[str, ...]:
    shown = number_format(measure.decimals)
    change = number_format(1) if measure.relative_change else shown
    before = ("", "", "", shown, "", *[shown] * 3, *[change] * 3, "", "", shown, "")
    return (*before, *further_formats(further, measure), "", "")


def plain_sheet(table: Table, title: str, contents: Contents, numbers: Mapping[str, Sequence[int]]) -> SheetTable:
    """A table of ready-made text, but for whole numbers: `numbers` has these by the head of their column."""
    return SheetTable(
        title=title,
        subtitles=tuple(each for each in (table.caption, contents.warning) if each),
        source=f"The manifest of release {contents.release.id}.",
        columns=table.columns,
        rows=tuple(
            tuple(
                numbers[head][place] if head in numbers else cell or NOTHING
                for head, cell in zip(table.columns, row, strict=True)
            )
            for place, row in enumerate(table.rows)
        ),
        formats=(tuple(number_format(0) if head in numbers else "" for head in table.columns),) * len(table.rows),
    )


def _cells(row: Row, measure: Measure) -> tuple[Cell, ...]:
    return (
        *(number_cell(row, column) for column in ("value", *LIMITS)),
        *(_benchmark(row), verdict_of(row), *further_cells(narrative.further([measure]), row, measure)),
        *(row.reliability or mark(row), note_of(row) or NOTHING),
    )


def _benchmark(row: Row) -> Cell:
    if row.benchmark_code in (None, row.area_code):
        return NOTHING
    if row.benchmark_value is None:
        return SUPPRESSED if row.comparison_hidden else MISSING
    return row.benchmark_value
