"""The command that writes a meeting: the document for the big screen, or the agenda on paper."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from blmk_metrics.commands.output import destination
from blmk_metrics.table_files import write

FORMATS = {"html": "html", "pdf": "pdf"}


def add_meeting_command(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Declare the command; `add` makes a command's parser."""
    command = add(
        "meeting", _meeting, "write a meeting: screens for the big screen (html), or the agenda on paper (pdf)"
    )
    command.add_argument(
        "--place", metavar="PLACE", required=True, help="the area to begin with, by its code or its name"
    )
    command.add_argument("--agenda", metavar="FILE", type=Path, help="an agenda that the Meeting page saved")
    command.add_argument("--format", metavar="FORMAT", help=f"{', '.join(FORMATS)}; else by how FILE ends")
    command.add_argument("-o", "--output", metavar="FILE", required=True, help="write here")


def _meeting(options: argparse.Namespace) -> None:
    path, format = destination(options.output, options.format, FORMATS)
    # Libraries that other commands do without.
    from blmk_metrics.meeting import Drawings, agenda_of_file, default_agenda, document, meeting_of, printed
    from blmk_metrics.releases.areas import called
    from blmk_metrics.releases.edition import open_edition

    edition = open_edition(options.data)
    place = called(edition.choosable(), options.place)
    agenda = default_agenda(edition)
    if options.agenda:
        agenda = agenda_of_file(edition, options.agenda.read_bytes(), str(options.agenda))
    for notice in agenda.notices:
        print(notice, file=sys.stderr)
    meeting = meeting_of(edition, agenda, place)
    drawings = Drawings()
    content = printed(meeting, drawings) if format == "pdf" else "".join(document(meeting, drawings)).encode()
    write(path, content)
    if meeting.invented:
        print(f"SYNTHETIC: invented demonstration data ({meeting.label}).", file=sys.stderr)
    print(f"{path}: {_count(agenda.items)}, release {edition.release.id}, {len(content):,} bytes")


def _count(items: Sequence[object]) -> str:
    return "1 screen" if len(items) == 1 else f"{len(items)} screens"
