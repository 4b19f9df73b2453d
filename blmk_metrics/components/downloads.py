"""A figure to take away as files, named and stamped so that they can stand alone."""

from collections.abc import Callable, Mapping

import streamlit as st

MIME = {"csv": "text/csv", "svg": "image/svg+xml", "png": "image/png"}


def offer_downloads(name: str, stem: str, files: Mapping[str, Callable[[], bytes]]) -> None:
    """A button for each format of one figure. Files are made on the click, outside the session: what makes them asks
    nothing of it."""
    for format, make in files.items():
        st.download_button(
            format.upper(), make, f"{stem}.{format}", MIME[format], key=f"{name}_{format}", on_click="ignore"
        )
