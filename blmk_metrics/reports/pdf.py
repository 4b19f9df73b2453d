"""A report as a PDF that a screen reader can follow: PDF/UA-1, tagged, with its typeface and its pictures in it."""

import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from blmk_metrics.errors import InputError
from blmk_metrics.figures import Figure, Table
from blmk_metrics.fonts import FAMILY, FOLDER
from blmk_metrics.reports.contents import Contents, Section
from blmk_metrics.reports.pictures import Pictures

LAYOUT = Path(__file__).with_name("pdf.typ")


def pdf(contents: Contents, pictures: Pictures) -> bytes:
    """A report as a PDF/UA-1; the same bytes for the same release.

    Raises InputError when the release has a letter that the typeface lacks: such a file would not be accessible.
    """
    drawn = {figure.id: pictures.svg(figure).decode() for figure in contents.figures if not figure.empty}
    # The layout reads data and never text of its own making: nothing in a name or a source can become markup.
    compiler = typst.Compiler(
        LAYOUT.read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FOLDER)]),
        sys_inputs={"report": json.dumps(_told(contents)), **drawn},
    )
    published = datetime.combine(contents.release.published, time(), UTC)
    try:
        return compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=published)
    except typst.TypstError as error:
        letter = re.search('the text `"(.+)"` could not be displayed', error.message)
        if letter is None:
            raise
        raise InputError(
            f"release {contents.release.id} has {letter[1]!r} in a name or a source, which the typeface of the PDF "
            "lacks; ask for another format, or publish the release without it"
        ) from error


def _told(contents: Contents) -> dict[str, Any]:
    """A report as the layout reads it."""
    return {
        "family": FAMILY,
        "title": contents.title,
        "subtitle": contents.subtitle,
        "warning": contents.warning,
        "release": contents.release.id,
        "summary": _table(contents.summary),
        "sections": [_section(section, contents) for section in contents.sections],
        "meanings": _table(contents.meanings),
        "methods": list(contents.methods.items()),
        "disclosure": contents.disclosure,
        "extracts": _table(contents.extracts),
        "figures": _table(contents.figure_list),
    }


def _section(section: Section, contents: Contents) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "priority": f"{section.indicator.priority} priority: {section.indicator.name}",
        "finding": section.finding,
        "sentences": section.sentences,
        "figures": [_figure(figure, contents) for figure in section.figures],
        "ways": _table(section.ways) if section.ways else None,
        "ways_told": list(section.ways_told.items()),
        "definition": list(section.definition.items()),
        "caveats": section.caveats,
    }


def _figure(figure: Figure, contents: Contents) -> dict[str, Any]:
    return {
        "id": figure.id,
        "number": contents.numbers[figure.id],
        "title": figure.title,
        "said": figure.said,
        "empty": figure.empty,
        "stamp": figure.stamp,
        "table": _table(figure.table),
    }


def _table(table: Table) -> dict[str, Any]:
    return {"caption": table.caption, "columns": table.columns, "rows": table.rows, "numeric": table.numeric}
