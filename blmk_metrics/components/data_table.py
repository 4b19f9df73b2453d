"""A table that a screen reader, a keyboard and a narrow screen can all use."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from blmk_metrics.components.verdict_colours import INK

CELL = "padding:0.3rem 0.6rem;border-bottom:1px solid #BFC1C3;vertical-align:top;"
NUMBERS = CELL + "text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums;"
WORDS = CELL + "text-align:left;"
LONG = 60
LONG_WORDS = WORDS + "min-width:18rem;"
# A row keeps its name in view while the table is scrolled sideways.
NAME = "font-weight:600;position:sticky;left:0;background:#FFFFFF;"
LONG_NAME = "font-weight:600;"


def data_table(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool],
    links: Sequence[str] = (),
) -> None:
    """Show rows of ready-made text under a caption. The first column names each row, and is a link where there are
    `links`, one a row. Wide tables scroll by keyboard."""
    names = [escape(row[0]) for row in rows]
    if links:
        names = [
            f'<a href="{escape(link)}" style="color:{INK["▲"][0]};">{name}</a>'
            for name, link in zip(names, links, strict=True)
        ]
    styles = [
        NUMBERS if is_number else LONG_WORDS if max((len(row[place]) for row in rows), default=0) > LONG else WORDS
        for place, is_number in enumerate(numeric)
    ]
    head = "".join(
        f'<th scope="col" style="{style}">{escape(column)}</th>' for column, style in zip(columns, styles, strict=True)
    )
    body = "".join(
        "<tr>"
        + f'<th scope="row" style="{styles[0]}{LONG_NAME if styles[0] == LONG_WORDS else NAME}">{name}</th>'
        + "".join(
            f'<td style="{style}">{_coloured(cell)}</td>' for cell, style in zip(row[1:], styles[1:], strict=True)
        )
        + "</tr>"
        for name, row in zip(names, rows, strict=True)
    )
    label = escape(caption)
    st.html(
        f'<p style="font-weight:600;margin-bottom:0.3rem;">{label}</p>'
        f'<div role="region" tabindex="0" aria-label="{label}" style="overflow-x:auto;">'
        f'<table aria-label="{label}" style="border-collapse:collapse;width:100%;">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _coloured(cell: str) -> str:
    """A cell's text, its verdict mark in the verdict's colour."""
    if cell[:1] not in INK:
        return escape(cell)
    return f'<span style="color:{INK[cell[0]][0]};">{escape(cell[0])}</span>{escape(cell[1:])}'
