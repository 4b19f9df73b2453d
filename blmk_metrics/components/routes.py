"""Which page is which: addresses of pages, and the priority pages that share one file."""

from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import streamlit as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import Tier
from blmk_metrics.components.current_release import catalogue
from blmk_metrics.resources import PAGES

if TYPE_CHECKING:
    from streamlit.navigation.page import StreamlitPage

ROUTE = "_route"


def pages() -> "list[StreamlitPage]":
    """Every page in the order of the navigation."""
    return [
        st.Page(PAGES / "overview.py", title="Overview", default=True),
        *(measure_page(measure) for measure in catalogue().measures),
        st.Page(PAGES / "place_profile.py", title="Place profile"),
        st.Page(PAGES / "compare_areas.py", title="Compare areas"),
        inequalities_page(),
        st.Page(PAGES / "neighbourhoods.py", title="Neighbourhoods"),
        st.Page(PAGES / "report_pack.py", title="Report pack"),
        st.Page(PAGES / "meeting_mode.py", title="Meeting"),
        st.Page(PAGES / "definitions_and_methods.py", title="Definitions and methods"),
        st.Page(PAGES / "data_and_provenance.py", title="Data and provenance"),
        figure_page(),
    ]


def measure_page(measure: Measure) -> "StreamlitPage":
    """The page of one measure. The navigation lists those of lead measures."""
    visibility: Literal["visible", "hidden"] = "visible" if measure.tier is Tier.LEAD else "hidden"
    return st.Page(PAGES / "priority.py", title=measure.short_name, url_path=measure.id, visibility=visibility)


def inequalities_page() -> "StreamlitPage":
    """The page that shows who is left behind."""
    return st.Page(PAGES / "inequalities.py", title="Inequalities")


def figure_page() -> "StreamlitPage":
    """The page of one figure alone, as another web page embeds it; not in the navigation."""
    return st.Page(PAGES / "figure.py", title="Figure", visibility="hidden")


def figure_path() -> str:
    """The path of the page of one figure alone."""
    return figure_page().url_path


def is_figure(page: "StreamlitPage") -> bool:
    """Whether a page is that of one figure alone, whose Place is in its address and cannot be chosen."""
    return page.url_path == figure_path()


def asks_for_figure() -> bool:
    """Whether the address is that of one figure alone, before navigation has said which page it is of."""
    return urlsplit(st.context.url or "").path.rstrip("/").endswith(f"/{figure_path()}")


def path_of_this_page() -> str:
    """The path of the page that is being drawn; empty for the first."""
    path: str = st.session_state[ROUTE]
    return path


def base_path() -> str:
    """The path under which the dashboard is served: empty, or `/board`."""
    path = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def base_address() -> str:
    """Where the dashboard is served, as the reader's browser calls it: no path, no slash at the end."""
    return (st.context.url or "").split("?")[0].rstrip("/").removesuffix(f"/{path_of_this_page()}")


def remember_route(page: "StreamlitPage") -> None:
    """Note which page is being drawn, for a file that serves several."""
    st.session_state[ROUTE] = page.url_path


def measure_of(page: "StreamlitPage") -> Measure | None:
    """The measure that a page is of, or None where it is of all."""
    return next((each for each in catalogue().measures if each.id == page.url_path), None)


def measure_of_this_page() -> Measure:
    """The measure whose page is being drawn."""
    return catalogue().measure(st.session_state[ROUTE])
