"""The folder whose releases this server shows."""

from pathlib import Path

import streamlit as st

from blmk_metrics.releases import data_folder


@st.cache_resource(show_spinner=False)
def folder() -> Path:
    """The folder, settled when it is first asked for: no later change of the environment moves a running server."""
    return data_folder()
