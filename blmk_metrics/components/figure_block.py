"""A figure whole: its finding, the chart with alt text, its source, the same figures as a table, downloads."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from blmk_metrics.components.chart_block import show_chart, specification
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.downloads import offer_downloads
from blmk_metrics.components.glossary_links import linked
from blmk_metrics.components.lineage_panel import show_origin
from blmk_metrics.components.share import offer_link, remember_shown
from blmk_metrics.figures import Figure
from blmk_metrics.table_files import rows_as_csv

AnyFigure = TypeVar("AnyFigure", bound=Figure)


def show(figure: AnyFigure, draw: Callable[[AnyFigure, str], None] | None = None) -> None:
    """Show one figure, with everything that somebody who answers for it may ask. `draw` shows its chart in a way of its
    own."""
    st.subheader(figure.title, anchor=False)
    st.markdown(linked(figure.subtitle))
    name = "_".join((figure.kind, figure.question.cut))
    (draw or draw_figure)(figure, name)
    st.caption(figure.footer)
    with st.expander("Table and downloads"):
        show_table(figure)
        if not figure.empty:
            with st.container(horizontal=True):
                offer_downloads(name, figure.stem, files_of(figure))
        offer_link(figure)
    show_origin(figure)
    remember_shown(lambda: figure)


def show_alone(figure: Figure) -> None:
    """A figure by itself, for another web page: its question is in its address, and nothing here changes it."""
    st.title(figure.title, anchor=False)
    st.markdown(figure.full_subtitle)
    draw_figure(figure, figure.kind)
    st.caption(figure.stamp)
    with st.expander("Table"):
        show_table(figure)
    remember_shown(lambda: figure)


def draw_figure(figure: Figure, name: str) -> None:
    """The chart of a figure, or why there is nothing to draw."""
    if figure.empty:
        st.markdown(f"**{figure.text_alternative}**")
    else:
        show_chart(name, specification((figure.id,), figure.draw, figure.mark), figure.text_alternative)


def show_table(figure: Figure) -> None:
    """The figures of a figure as tables."""
    for table in figure.tables:
        data_table(table.caption, table.columns, table.rows, table.numeric)


def files_of(figure: Figure) -> dict[str, Callable[[], bytes]]:
    """What makes each file of a figure."""
    return {
        "csv": lambda: rows_as_csv(figure.cells, figure.record),
        "svg": lambda: figure.picture("svg"),
        "png": lambda: figure.picture("png"),
    }
