"""Which page is which: addresses of pages, and the priority pages that share one file."""

from typing import Any

import streamlit as st

from blmk_metrics.indicators import BY_ID, INDICATORS, Indicator

ROUTE = "_route"


def pages() -> list[Any]:
    """Every page in the order of the navigation."""
    return [
        st.Page("overview.py", title="Overview", default=True),
        *(priority_page(indicator) for indicator in INDICATORS),
        st.Page("compare_areas.py", title="Compare areas"),
        st.Page("inequalities.py", title="Inequalities"),
        st.Page("definitions_and_methods.py", title="Definitions and methods"),
        st.Page("data_and_provenance.py", title="Data and provenance"),
    ]


def priority_page(indicator: Indicator) -> Any:
    """The page of one lead measure."""
    return st.Page("priority.py", title=indicator.short_name, url_path=indicator.id)


def remember_route(page: Any) -> None:
    """Note which page is being drawn, for a file that serves several."""
    st.session_state[ROUTE] = page.url_path


def indicator_of_this_page() -> Indicator:
    """The lead measure whose page is being drawn."""
    return BY_ID[st.session_state[ROUTE]]
