"""A meeting on the big screen: an agenda of questions, each answered by one figure, for every area of one release."""

from blmk_metrics.meeting.agenda import (
    LONGEST,
    Agenda,
    Item,
    agenda_of,
    agenda_of_file,
    as_address,
    as_file,
    default_agenda,
    offered,
)
from blmk_metrics.meeting.document import document, unserved
from blmk_metrics.meeting.drawings import Drawings
from blmk_metrics.meeting.drawn_ahead import drawn_ahead
from blmk_metrics.meeting.printed import printed
from blmk_metrics.meeting.screens import Meeting, Screen, meeting_of

__all__ = [
    "LONGEST",
    "Agenda",
    "Drawings",
    "Item",
    "Meeting",
    "Screen",
    "agenda_of",
    "agenda_of_file",
    "as_address",
    "as_file",
    "default_agenda",
    "document",
    "drawn_ahead",
    "meeting_of",
    "offered",
    "printed",
    "unserved",
]
