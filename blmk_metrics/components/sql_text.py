"""SQL as text in colours that can be read."""

import re
from html import escape

import streamlit as st

from blmk_metrics.charts.theme import NAVY, PLUM

WORDS = (
    "all and any as between by case cast create cross current date desc distinct else end exclude exists false filter"
    " following from group having if in interval is join lambda left like macro not null on or order over partition"
    " preceding qualify range replace row rows select then true unbounded union unnest using values when where window"
    " with"
)
TOKEN = re.compile(
    r"(?P<comment>--.*)|(?P<quoted>'(?:[^']|'')*')|(?P<value>\$\w+)|(?P<number>\b\d[\w.]*)"
    rf"|(?P<word>\b(?:{'|'.join(WORDS.split())})\b)"
)
# Each is at least 4.5 to 1 on the ground.
INK = {
    "comment": "color:#3D3D3D;font-style:italic;",
    "quoted": "color:#0F5C55;",
    "value": f"color:{PLUM};font-weight:600;",
    "number": "color:#8A3A0A;",
    "word": f"color:{NAVY};font-weight:600;",
}
GROUND = (
    "background:#F3F2F1;color:#0B0C0C;padding:0.75rem;margin:0;font-family:monospace;font-size:0.875rem;line-height:1.5;"
    "white-space:pre-wrap;overflow-wrap:anywhere;"
)


def show_sql(sql: str) -> None:
    """Show a SQL text whole, its lines wrapped.

    Streamlit's own code block colours words for a dark ground and leaves the rest in the colour of the page's text:
    on no ground can both be read.
    """
    st.html(f'<pre style="{GROUND}"><code>{coloured(sql)}</code></pre>')


def coloured(sql: str) -> str:
    """A SQL text as HTML, without anything in it that HTML would take for its own."""
    parts, end = [], 0
    for token in TOKEN.finditer(sql):
        ink = next(INK[kind] for kind, text in token.groupdict().items() if text is not None)
        parts += [escape(sql[end : token.start()]), f'<span style="{ink}">{escape(token[0])}</span>']
        end = token.end()
    return "".join((*parts, escape(sql[end:])))
