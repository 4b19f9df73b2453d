"""A report's tables as a spreadsheet to government good practice: one table a sheet, no cell blank without a mark."""

import io
import re
import warnings
from collections.abc import Callable, Iterator
from datetime import datetime, time
from typing import Any

import pandas as pd
from pandas.errors import Pandas4Warning

from blmk_metrics.reports.archives import dateless
from blmk_metrics.reports.contents import Contents
from blmk_metrics.reports.excel_tables import (
    SHORTHAND,
    SheetTable,
    figure_sheet,
    lines_sheet,
    plain_sheet,
    summary_sheet,
)

with warnings.catch_warnings():
    # The package leaves a file of its own open while it is imported.
    warnings.simplefilter("ignore", ResourceWarning)
    from gptables import Cover, GPTable, produce_workbook
    from gptables.core.gptable import FormatList

NOTES = {
    "interval": "The 95% interval is the range in which the true figure is likely to lie.",
    "verdict": (
        "Better, worse, higher and lower are said only where the benchmark's figure lies outside the 95% interval; "
        "much, where it lies outside the 99.8% interval as well."
    ),
    "reliability": (
        "Good, use with care, or unreliable, by the measure's own rules. Nothing is concluded from an unreliable "
        "figure."
    ),
    "exact": "Cells hold unrounded figures. What is shown is rounded by the format of the cell.",
}
REFERRED = {"Lower 95%": "interval", "Upper 95%": "interval", "Compared": "verdict", "Reliability": "reliability"}
WIDEST = 50
LATIN = re.compile("[a-zA-Z0-9]")
# Text is only text: nothing in a name or a source becomes a formula or a link.
TEXT_ONLY = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def excel(contents: Contents, note: Callable[[str], None] = lambda _: None) -> bytes:
    """A report's tables as a .xlsx; the same bytes for the same release. `note` is told of each figure as it is put in.

    Cover, contents and notes come first; then what all measures say, each distinct table of figures, and the sources.
    """
    sheets = {f"Table_{number}": each for number, each in enumerate(_sheets(contents, note), 1)}
    written = io.BytesIO()
    with warnings.catch_warnings():
        # The package calls pandas in a way that pandas is to drop.
        warnings.simplefilter("ignore", Pandas4Warning)
        book = produce_workbook(
            written,
            {label: _table(label, each) for label, each in sheets.items()},
            cover=_cover(contents),
            contentsheet_options={"subtitles": [_plain(contents.warning)] if contents.warning else []},
            notes_table=pd.DataFrame({"reference": NOTES.keys(), "Note": NOTES.values()}),
            auto_width=False,
            workbook_options=TEXT_ONLY,
        )
    book.set_properties(
        {
            "title": contents.title,
            "subject": contents.subtitle,
            "created": datetime.combine(contents.release.published, time()),
        }
    )
    for name, widths in (("Contents", [12, 100]), ("Notes", [14, 100])):
        _widen(book.get_worksheet_by_name(name), widths)
    for label, each in sheets.items():
        _widen(book.get_worksheet_by_name(label), list(map(_width, zip(each.columns, *each.rows, strict=True))))
    book.close()
    return dateless(written.getvalue())


def _sheets(contents: Contents, note: Callable[[str], None]) -> Iterator[SheetTable]:
    yield summary_sheet(contents)
    sheets: list[SheetTable] = []
    for section in contents.sections:
        for figure in section.figures:
            note(f"figure {contents.numbers[figure.id]} in Excel")
            same = [each for each in section.figures if (each.rows, each.lines) == (figure.rows, figure.lines)]
            if same[0] is not figure:
                continue
            ids, warning = [each.id for each in same], contents.warning if section.synthetic else ""
            sheets.append(figure_sheet(figure, ids, warning))
            if figure.lines:
                sheets.append(lines_sheet(figure, ids, warning))
    yield from sheets
    rows = {"Rows": [each.rows for each in contents.release.extracts]}
    yield plain_sheet(contents.extracts, "Sources: every extract of the release", contents, rows)
    numbers = {"Figure": list(contents.numbers.values())}
    listed = "Figures: what each shows, its id and the parameters of its link"
    yield plain_sheet(contents.figure_list, listed, contents, numbers)


def _table(label: str, sheet: SheetTable) -> GPTable:
    return GPTable(
        table=pd.DataFrame([tuple(map(_cell, row)) for row in sheet.rows], columns=list(sheet.columns), dtype=object),
        table_name=label.lower(),
        title=_plain(sheet.title),
        subtitles=[
            f"{_plain(sheet.subtitles[0])}{' $$exact$$' * any(map(any, sheet.formats))}",
            *map(_plain, sheet.subtitles[1:]),
        ],
        source=_plain(sheet.source),
        legend=[f"{mark} {SHORTHAND[mark]}" for mark in sheet.marks],
        table_notes={
            place: f"$${REFERRED[head]}$$"
            for place, column in enumerate(sheet.columns)
            for head in REFERRED
            if column.startswith(head)
        },
        index_columns={1: 0},
        additional_formatting=[
            {"cell": {"cells": (row, column), "format": {"num_format": shown}}}
            for row, formats in enumerate(sheet.formats, 1)
            for column, shown in enumerate(formats)
            if shown
        ],
    )


def _cover(contents: Contents) -> Cover:
    every = (contents.subtitle, contents.warning, f"Area: {contents.area.full_name}, {contents.area.code}")
    about = [f"{term}. {text}" for term, text in contents.methods.items()]
    marks = [f"{mark} {meaning}" for mark, meaning in SHORTHAND.items()]
    return Cover(
        title=_plain(contents.title),
        intro=[_plain(each) for each in every if each],
        about=[_plain(each) for each in (*about, *contents.disclosure, "Shorthand in cells:", *marks)],
        width=100,
    )


def _widen(sheet: Any, widths: list[int]) -> None:
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _width(cells: tuple[object, ...]) -> int:
    longest = max(len(str(cell)) if isinstance(cell, str) else 10 for cell in cells)
    return min(longest, WIDEST) + 4


def _cell(cell: Any) -> Any:
    """A cell as gptables takes it: of text without a Latin letter or a digit it asks for a format, so it gets one."""
    text = _plain(cell)
    return FormatList([{}, text]) if isinstance(text, str) and not LATIN.search(text) else text


def _plain(cell: Any) -> Any:
    """Text in which gptables finds neither a link nor a note's reference."""
    return cell.replace("](", "] (").replace("$$", "$ $") if isinstance(cell, str) else cell
