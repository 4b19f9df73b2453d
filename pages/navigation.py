"""The frame around every page: which release is served, the Place, the navigation."""

import streamlit as st

from blmk_metrics.components.address import begin_choices, end_choices
from blmk_metrics.components.choices import choose_place, chosen_place
from blmk_metrics.components.current_release import edition, serve
from blmk_metrics.components.notices import (
    refuse,
    say_that_there_are_no_figures,
    say_what_is_shown_instead,
    synthetic_banner,
)
from blmk_metrics.components.routes import asks_for_figure, is_figure, measure_of, pages, remember_route
from blmk_metrics.releases import ReleaseError

st.set_page_config(page_title="BLMK outcomes", layout="wide", initial_sidebar_state=250)
try:
    # Before the navigation, which has a page for each measure of the release.
    trouble, refused = serve(), False
except ReleaseError:
    trouble, refused = "", True

page = st.navigation(
    pages(), position="hidden" if st.context.is_embedded or asks_for_figure() else "sidebar", expanded=True
)
remember_route(page)

if refused:
    refuse()
if trouble:
    say_what_is_shown_instead()
try:
    synthetic_banner()
    begin_choices()
    if not is_figure(page):
        choose_place()
    if (measure := measure_of(page)) is None or measure in edition().measures():
        page.run()
    else:
        say_that_there_are_no_figures(measure, edition().area(chosen_place()).name)
    end_choices()
except ReleaseError:
    # A file that changed since the release was opened: nothing of this view can be trusted.
    refuse()
