"""The dashboard's front door: `streamlit run app.py`."""

import streamlit as st
from starlette.middleware import Middleware

from blmk_metrics.components.meeting_route import ROUTES as MEETING
from blmk_metrics.components.meeting_route import draw_ahead
from blmk_metrics.components.outline_route import ROUTES as OUTLINES
from blmk_metrics.components.security import SecurityHeaders, embedding_sites

# The pages live in a folder that Streamlit would otherwise list by itself until navigation first runs.
app = st.App(
    "pages/navigation.py",
    routes=[*MEETING, *OUTLINES],
    middleware=[Middleware(SecurityHeaders, framed_by=embedding_sites())],
    lifespan=draw_ahead,
)
