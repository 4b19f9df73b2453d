"""A report in Excel: every number unrounded and shown as the pages show it, no cell blank, every mark explained."""

import io
import re
from dataclasses import dataclass, replace

import openpyxl
import pytest

from blmk_metrics.narrative.numbers import number
from blmk_metrics.reports.contents import Contents, contents
from blmk_metrics.reports.excel import excel
from blmk_metrics.reports.excel_tables import SHORTHAND
from tests.reports.drawn import FOOTPRINT

MARK = re.compile(r"\[[a-z]\]")
REFERENCE = re.compile(r"\[note (\d+)\]")


@dataclass(frozen=True)
class Sheet:
    """One sheet with a table, opened again: its title, what stands above the table, the table's heads and rows."""

    title: str
    above: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple, ...]
    formats: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Shown:
    """A report and its spreadsheet, opened again."""

    report: Contents
    book: openpyxl.Workbook

    def sheets(self) -> dict[str, Sheet]:
        """Every sheet with a table of the report, by its name."""
        return {each.title: read(each) for each in self.book if each.title.startswith("Table_")}

    def of(self, figure) -> Sheet:
        """The sheet of a figure's rows, by the id that stands on it; lines beside them have a sheet of their own."""
        (found,) = [
            each for each in self.sheets().values() if figure.id in each.above[-1] and bare(each.heads[0]) != "Line"
        ]
        return found


def read(sheet) -> Sheet:
    """A sheet by the range of its one table."""
    (table,) = sheet.tables.values()
    first = openpyxl.utils.cell.range_boundaries(table.ref)[1]
    head, *rows = sheet[table.ref]
    return Sheet(
        title=sheet["A1"].value,
        above=tuple(sheet.cell(row, 1).value for row in range(1, first)),
        heads=tuple(cell.value for cell in head),
        rows=tuple(tuple(cell.value for cell in row) for row in rows),
        formats=tuple(tuple(cell.number_format for cell in row) for row in rows),
    )


@pytest.fixture(scope="module", params=["place", "footprint", "hiding"])
def shown(request, edition, report, hidden) -> Shown:
    which = {"place": report, "footprint": None, "hiding": hidden}[request.param] or contents(edition, FOOTPRINT)
    return Shown(which, openpyxl.load_workbook(io.BytesIO(excel(which))))


def bare(head: str) -> str:
    """A column's head without the note that it refers to."""
    return head.split("\n")[0]


def test_every_figure_has_its_table_with_every_number_unrounded(shown):
    for figure in shown.report.figures:
        sheet = shown.of(figure)
        heads = [bare(head) for head in sheet.heads]
        for head, column in ((figure.unit, "value"), ("Lower 95%", "lower_ci_95"), ("Upper 95%", "upper_ci_95")):
            cells = [row[heads.index(head)] for row in sheet.rows]
            for cell, row in zip(cells, figure.rows, strict=True):
                if row.cell(column) is None:
                    assert cell == ("[c]" if (row.reason or "").startswith("suppressed") else "[x]")
                else:
                    assert cell == pytest.approx(row.cell(column), rel=1e-14)


def test_every_cell_of_a_figures_table_stands_in_its_sheet_as_the_pages_show_it(shown):
    for figure in shown.report.figures:
        sheet, table = shown.of(figure), figure.table
        heads = [bare(head) for head in sheet.heads]
        for place, column in enumerate(table.columns):
            at = (
                heads.index(column)
                if column in heads
                else next(each for each, head in enumerate(heads) if head.startswith(column))
            )
            for cells, expected, formats in zip(sheet.rows, table.rows, sheet.formats, strict=True):
                if isinstance(cells[at], int | float):
                    decimals = len(formats[at].partition(".")[2])
                    assert number(cells[at], decimals) == expected[place]
                elif MARK.fullmatch(cells[at]):
                    assert expected[place] in ("", "no figure")
                else:
                    assert cells[at] == expected[place]


def test_the_benchmarks_figure_stands_beside_each_figure_compared(shown):
    for figure in shown.report.figures:
        sheet = shown.of(figure)
        names = [row.benchmark_name for row in figure.rows if row.benchmark_name]
        for cells, row in zip(sheet.rows, figure.rows, strict=True):
            beside = cells[[bare(head) for head in sheet.heads].index(names[0] if names else "Benchmark")]
            if row.benchmark_code in (None, row.area_code):
                assert beside == "[z]"
            elif row.benchmark_value is None:
                assert beside in ("[x]", "[c]")
            else:
                assert beside == pytest.approx(row.benchmark_value, rel=1e-14)


def test_the_summary_holds_each_measure_as_numbers(shown):
    sheet = shown.sheets()["Table_1"]
    for section, cells in zip(shown.report.sections, sheet.rows, strict=True):
        values = dict(zip(map(bare, sheet.heads), cells, strict=True))
        row, change = section.row, "change_percent" if section.measure.relative_change else "change"
        assert values["Measure"] == section.measure.short_name
        columns = {"Latest": "value", "Baseline": "baseline_value", "Change": change, "Benchmark": "benchmark_value"}
        for head, column in columns.items():
            if isinstance(values[head], str):
                assert MARK.fullmatch(values[head])
            else:
                assert values[head] == pytest.approx(row.cell(column), rel=1e-14)
        assert row.change_verdict in values["Change since baseline"]


def test_no_cell_is_blank_and_none_is_merged(shown):
    for sheet in shown.book:
        assert not sheet.merged_cells.ranges
    for name, sheet in shown.sheets().items():
        assert [cell for row in (sheet.heads, *sheet.rows) for cell in row if cell in (None, "")] == [], name


def test_every_mark_in_a_table_is_explained_above_it(shown):
    for name, sheet in shown.sheets().items():
        marks = {cell for row in sheet.rows for cell in row if isinstance(cell, str) and MARK.fullmatch(cell)}
        assert [mark for mark in marks if f"{mark} {SHORTHAND[mark]}" not in sheet.above] == [], name


def test_every_note_that_is_referred_to_is_on_the_notes_sheet(shown):
    notes = read(shown.book["Notes"])
    numbers = {row[0] for row in notes.rows}
    referred = {
        int(found)
        for sheet in shown.sheets().values()
        for text in (*sheet.above, *sheet.heads)
        for found in REFERENCE.findall(text)
    }
    assert referred == numbers
    assert all(row[1] for row in notes.rows)


def test_the_contents_lead_to_every_table(shown):
    links = [cell.hyperlink for row in shown.book["Contents"] for cell in row if cell.hyperlink]
    titles = {row[0]: row[1] for row in read(shown.book["Contents"]).rows}
    assert set(titles) == set(shown.sheets())
    assert {link.location.split("!")[0].strip("'") for link in links} == set(titles)
    assert titles == {name: sheet.title for name, sheet in shown.sheets().items()}
    assert len(set(titles.values())) == len(titles)


def test_each_table_has_its_title_first_and_its_source_last_above_its_head(shown):
    for figure in shown.report.figures:
        sheet = shown.of(figure)
        assert sheet.title.startswith(f"{figure.measure.short_name}: ")
        assert sheet.above[-1].startswith(figure.source)
        assert None not in sheet.above


def test_synthetic_data_says_so_on_the_cover_and_on_every_sheet_and_no_other_does(shown):
    cover = " ".join(str(cell.value) for row in shown.book["Cover"] for cell in row)
    assert ("SYNTHETIC" in cover) == bool(shown.report.synthetic)
    for sheet in shown.sheets().values():
        assert ("SYNTHETIC" in " ".join(sheet.above)) == bool(shown.report.synthetic)


def test_what_is_suppressed_is_marked_and_never_zero(hidden):
    shown = Shown(hidden, openpyxl.load_workbook(io.BytesIO(excel(hidden))))
    found = 0
    for figure in hidden.figures:
        for cells, row in zip(shown.of(figure).rows, figure.rows, strict=True):
            if (row.reason or "").startswith("suppressed"):
                assert cells.count("[c]") >= 3
                assert 0 not in cells
                assert row.reason in cells
                found += 1
    assert found


def test_sources_and_figures_are_listed_whole(shown):
    *_, sources, figures = shown.sheets().values()
    assert [row[-1] for row in sources.rows] == [each.sha256 for each in shown.report.release.extracts]
    assert [row[2] for row in sources.rows] == [each.rows for each in shown.report.release.extracts]
    assert [row[0] for row in figures.rows] == list(range(1, len(shown.report.figures) + 1))
    assert [row[1] for row in figures.rows] == [figure.id for figure in shown.report.figures]


def test_a_name_that_looks_like_a_formula_a_link_or_a_note_is_only_a_name(report):
    words = "=1+1 $$exact$$ [a](http://b) [c](d)"
    book = openpyxl.load_workbook(io.BytesIO(excel(replace(report, title=words))))
    assert book["Cover"]["A1"].value == "=1+1 $ $exact$ $ [a] (http://b) [c] (d)"
    assert book["Cover"]["A1"].data_type == "s"
    assert book["Cover"]["A1"].hyperlink is None


@pytest.mark.parametrize("words", ["卢顿", "***", "→ £$$%"])
def test_a_cell_without_a_latin_letter_or_a_digit_is_a_cell_as_any_other(report, words):
    listed = replace(report.extracts, rows=tuple((words, *row[1:]) for row in report.extracts.rows))
    book = openpyxl.load_workbook(io.BytesIO(excel(replace(report, extracts=listed))))
    (sources,) = (each for each in book if str(each["A1"].value).startswith("Sources: "))
    assert {row[0] for row in read(sources).rows} == {words.replace("$$", "$ $")}


def test_the_same_release_gives_the_same_bytes(report):
    assert excel(report) == excel(report)
