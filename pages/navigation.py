"""The frame around every page: which release is served, the Place, the navigation."""

import streamlit as st

from blmk_metrics.components.choices import begin_choices, choose_place, end_choices
from blmk_metrics.components.notices import refuse, synthetic_banner
from blmk_metrics.components.routes import pages, remember_route
from blmk_metrics.components.served import serve
from blmk_metrics.releases import ReleaseError

st.set_page_config(page_title="BLMK outcomes", layout="wide", initial_sidebar_state=250)
page = st.navigation(pages())
remember_route(page)

try:
    serve()
except ReleaseError as error:
    refuse(error)

synthetic_banner()
begin_choices()
choose_place()
page.run()
end_choices()
