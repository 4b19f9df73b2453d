"""Taking a view or a figure elsewhere: its link with every parameter and the release, and the code that embeds it."""

from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import urlencode

import streamlit as st

from blmk_metrics.components.routes import base_address, figure_path, path_of_this_page
from blmk_metrics.figures import Figure, MeasureFigure

SHOWN = "_shown_figures"


def begin_sharing() -> None:
    """Forget which figures the last rerun showed."""
    st.session_state[SHOWN] = []


def remember_shown(figure: Callable[[], Figure]) -> None:
    """Note a figure as one of those that the page shows. It is only made where somebody asks what was revised."""
    st.session_state[SHOWN].append(figure)


def shown_figures() -> list[MeasureFigure]:
    """The figures of one measure each that the page shows, in its order."""
    return [part for figure in st.session_state[SHOWN] for part in figure().parts]


def offer_link(figure: Figure) -> None:
    """The id of a figure, the link to it alone, and the code by which another web page shows it."""
    link = _link(figure_path(), figure.address)
    embedded = _link(figure_path(), {"embed": "true", **figure.address})
    st.markdown(f"**Figure {figure.id}**, of release {figure.release_id}. Link to this figure:")
    st.code(link, language=None, wrap_lines=True)
    st.markdown("To show it in another web page:")
    st.code(
        f'<iframe src="{escape(embedded)}" title="{escape(figure.title)}" width="100%" height="720"></iframe>',
        language=None,
        wrap_lines=True,
    )


def share_view(parameters: Mapping[str, str]) -> None:
    """The link to the page as it is shown."""
    st.markdown("This link opens exactly this view. If figures are revised, it says which, from what to what.")
    st.code(_link(path_of_this_page(), parameters), language=None, wrap_lines=True)


def _link(path: str, parameters: Mapping[str, str]) -> str:
    return f"{base_address()}/{path}?{urlencode(parameters)}"
