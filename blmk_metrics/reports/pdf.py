"""A report as a PDF that a screen reader can follow: PDF/UA-1, tagged, with its typeface and its pictures in it."""

import json
from pathlib import Path
from typing import Any

from blmk_metrics.charts.theme import NAVY
from blmk_metrics.figures import MeasureFigure, Table
from blmk_metrics.narrative.definitions import priority_of
from blmk_metrics.pdf.typesetting import typeset
from blmk_metrics.reports.contents import Contents, Section
from blmk_metrics.reports.figure_pictures import Pictures
from blmk_metrics.resources import FONT_FAMILY

LAYOUT = Path(__file__).with_name("pdf.typ")


def pdf(contents: Contents, pictures: Pictures) -> bytes:
    """A report as a PDF/UA-1; the same bytes for the same release.

    Raises InputError when the release has a letter that the typeface lacks: such a file would not be accessible.
    """
    drawn = {figure.id: pictures.svg(figure).decode() for figure in contents.figures if not figure.empty}
    return typeset(LAYOUT, {"report": json.dumps(_data(contents)), **drawn}, contents.release)


def _data(contents: Contents) -> dict[str, Any]:
    """A report as the layout reads it."""
    return {
        "family": FONT_FAMILY,
        "navy": NAVY,
        "title": contents.title,
        "subtitle": contents.subtitle,
        "warning": contents.warning,
        "summary": _table(contents.summary),
        "sections": [_section(section, contents) for section in contents.sections],
        "meanings": _table(contents.meanings),
        "methods": list(contents.methods.items()),
        "disclosure": contents.disclosure,
        "sources": _table(contents.sources),
        "figures": _table(contents.figure_list),
    }


def _section(section: Section, contents: Contents) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "priority": f"{priority_of(section.measure)}: {section.measure.name}",
        "finding": section.finding,
        "sentences": section.sentences,
        "figures": [_figure(figure, contents) for figure in section.figures],
        "variants": _table(section.variants) if section.variants else None,
        "variant_notes": list(section.variant_notes.items()),
        "definition": list(section.definition.items()),
        "caveats": section.caveats,
    }


def _figure(figure: MeasureFigure, contents: Contents) -> dict[str, Any]:
    return {
        "id": figure.id,
        "number": contents.numbers[figure.id],
        "caption": contents.caption(figure),
        "alternative": contents.text_alternative(figure),
        "empty": figure.empty,
        "stamp": figure.stamp,
        "tables": list(map(_table, figure.tables)),
    }


def _table(table: Table) -> dict[str, Any]:
    return {"caption": table.caption, "columns": table.columns, "rows": table.rows, "numeric": table.numeric}
