"""An agenda on paper: its screens for one area as a PDF that a screen reader can follow, one screen a page."""

import json
from pathlib import Path
from typing import Any

from blmk_metrics.meeting.drawings import Drawings
from blmk_metrics.meeting.screens import Meeting, Screen
from blmk_metrics.narrative.definitions import priority_or_tier
from blmk_metrics.pdf.typesetting import typeset
from blmk_metrics.resources import FONT_FAMILY

LAYOUT = Path(__file__).with_name("printed.typ")


def printed(meeting: Meeting, drawings: Drawings) -> bytes:
    """The screens of a meeting's first area as a PDF/UA-1; the same bytes for the same release and agenda.

    Raises InputError when the release has a letter that the typeface lacks.
    """
    screens = meeting.screens[: len(meeting.agenda.items)]
    charts = {
        screen.figure.id: _alone(drawing)
        for screen, drawing in zip(screens, drawings.ahead(screen.figure for screen in screens), strict=True)
        if drawing
    }
    data = {
        "family": FONT_FAMILY,
        "title": f"Agenda: {meeting.areas[0].name}",
        "label": meeting.label,
        "screens": [_data(screen) for screen in screens],
    }
    return typeset(LAYOUT, {"meeting": json.dumps(data), **charts}, meeting.release)


def _data(screen: Screen) -> dict[str, Any]:
    return {
        "id": screen.figure.id,
        "question": f"{screen.number}. {priority_or_tier(screen.measure)}: {screen.question}",
        "answer": screen.answer,
        "sentence": screen.sentence,
        "alternative": screen.figure.text_alternative,
        "empty": screen.figure.empty,
        "synthetic": screen.figure.synthetic,
        "stamp": screen.figure.stamp,
    }


def _alone(drawing: str) -> str:
    """A chart of the document as a picture of its own, which must name its typeface."""
    return drawing.replace("<svg ", f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FONT_FAMILY}" ', 1)
