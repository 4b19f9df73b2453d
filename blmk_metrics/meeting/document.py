"""A meeting as one HTML document that asks for nothing more: every screen, its chart, its table, its keys."""

import base64
import hashlib
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from blmk_metrics.charts.theme import NAVY, PLUM
from blmk_metrics.figures import MeasureFigure, Table
from blmk_metrics.meeting.drawings import Drawings
from blmk_metrics.meeting.screens import Meeting, Screen
from blmk_metrics.narrative.definitions import priority_or_tier

ROOM = Path(__file__).parent
HEAD, _, TAIL = (ROOM / "document.html").read_text().partition("<!-- screens -->")
STYLE = Template((ROOM / "document.css").read_text()).substitute(navy=NAVY, plum=PLUM)
SCRIPT = (ROOM / "document.js").read_text()


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


# Nothing may be fetched and nothing run but what stands in the document itself.
POLICY = (
    f"default-src 'none'; script-src 'sha256-{_digest(SCRIPT)}'; style-src 'sha256-{_digest(STYLE)}'; "
    "img-src data:; base-uri 'none'; form-action 'none'"
)
UNSERVED = Template(
    '<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>No figures can be shown</title></head>'
    "<body><main><h1>No figures can be shown</h1><p>$why</p></main></body></html>"
)


def document(meeting: Meeting, drawings: Drawings) -> Iterator[str]:
    """A meeting's document in pieces, in order: the first holds its keys, each further one a screen or a figure."""
    yield Template(HEAD).substitute(
        policy=escape(POLICY),
        title=escape(f"Meeting: {meeting.label}"),
        style=STYLE,
        script=SCRIPT,
        label=escape(meeting.label),
        count=len(meeting.figures),
        notices=_notices(meeting.agenda.notices),
        items="".join(_line("go-to", "number", str(each.number), each.item.name) for each in _first(meeting)),
        areas="".join(_line("choose", "area", area.code, area.name) for area in meeting.areas),
    )
    drawn = drawings.ahead(meeting.figures)
    for screen in meeting.screens:
        yield _screen(meeting, screen, next(drawn))
    for figure in meeting.figures[len(meeting.screens) :]:
        yield f'<div class="more">{_block(figure, next(drawn))}</div>\n'
    yield TAIL


def unserved(why: str) -> str:
    """The document that says why there is no meeting."""
    return UNSERVED.substitute(why=escape(why))


def _first(meeting: Meeting) -> tuple[Screen, ...]:
    return meeting.screens[: len(meeting.agenda.items)]


def _line(does: str, name: str, value: str, text: str) -> str:
    """One line of a list to choose from."""
    return f'<li><button type="button" data-does="{does}" data-{name}="{escape(value)}">{escape(text)}</button></li>'


def _notices(notices: tuple[str, ...]) -> str:
    if not notices:
        return ""
    text = " ".join(escape(notice) for notice in notices)
    return (
        f'<aside class="notice" aria-label="Notice"><p>{text}</p>'
        '<button type="button" data-does="close-notice">Close this notice</button></aside>'
    )


def _screen(meeting: Meeting, screen: Screen, drawn: str) -> str:
    others = " ".join(figure.id for figure in screen.others)
    about = f"{screen.measure.short_name}, {screen.area.name}"
    priority = f"{priority_or_tier(screen.measure)}: {screen.question}"
    return (
        f'<section class="screen" id="screen-{escape(screen.area.code)}-{screen.number}" '
        f'data-figure="{screen.figure.id}" data-others="{others}" data-about="{escape(about)}">'
        f'<p class="question">{escape(priority)} {_mark(screen.figure)}</p>'
        f'<h1 tabindex="-1">{escape(screen.answer)}</h1>'
        f'<p class="sentence">{escape(screen.sentence)}</p>'
        f"{_block(screen.figure, drawn)}{_notes(meeting, screen)}"
        f'<p class="release">{escape(meeting.label)}.</p></section>\n'
    )


def _mark(figure: MeasureFigure) -> str:
    return '<strong class="synthetic">SYNTHETIC data, not real</strong>' if figure.synthetic else ""


def _notes(meeting: Meeting, screen: Screen) -> str:
    """The presenter's notes of one screen, and what comes after it."""
    notes = "".join(
        f"<h2>{escape(term)}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
        for term, lines in screen.notes.items()
    )
    after = _first(meeting)[screen.number : screen.number + 1]
    coming = "This is the last screen."
    if after:
        question = after[0].measure.question_in(screen.area.name)
        coming = f"{screen.number + 1}. {after[0].item.name}: {question}"
    tables = "".join(map(_table, screen.figure.tables))
    return f'<div class="notes"><p>Next: {escape(coming)}</p>{notes}<h2>The figures</h2>{tables}</div>'


def _block(figure: MeasureFigure, drawn: str) -> str:
    """A figure once: its chart or why there is none, its source, its table."""
    chart = (
        f'<div class="chart">{drawn}</div>' if drawn else f'<p class="nothing">{escape(figure.text_alternative)}</p>'
    )
    return (
        f'<figure class="fig" id="figure-{figure.id}" data-title="{escape(figure.title)}" '
        f'data-subtitle="{escape(figure.full_subtitle)}">{chart}<figcaption>{escape(figure.stamp)}'
        f"</figcaption>{''.join(map(_table, figure.tables))}</figure>"
    )


def _table(table: Table) -> str:
    heads = "".join(
        f'<th scope="col"{_number(numeric)}>{escape(column)}</th>'
        for column, numeric in zip(table.columns, table.numeric, strict=True)
    )
    rows = "".join(f"<tr>{_cells(row, table.numeric)}</tr>" for row in table.rows)
    return (
        f'<div class="table"><table><caption>{escape(table.caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cells(row: tuple[str, ...], numeric: tuple[bool, ...]) -> str:
    first, *others = (escape(cell) for cell in row)
    cells = zip(others, numeric[1:], strict=True)
    return f'<th scope="row">{first}</th>' + "".join(f"<td{_number(each)}>{cell}</td>" for cell, each in cells)


def _number(numeric: bool) -> str:
    return ' class="number"' if numeric else ""
