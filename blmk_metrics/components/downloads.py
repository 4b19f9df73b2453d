"""A figure to take away: its rows as CSV, its chart as SVG and PNG, named and stamped so that they can stand alone."""

import re
from collections.abc import Sequence

import streamlit as st

from blmk_metrics import charts
from blmk_metrics.components.drawing import Specification
from blmk_metrics.components.served import release
from blmk_metrics.selection import Row
from blmk_metrics.tables import rows_as_csv

MIME = {"svg": "image/svg+xml", "png": "image/png"}


def offer_downloads(
    name: str,
    about: Sequence[str],
    spec: Specification,
    rows: Sequence[Row],
    title: str,
    subtitle: str,
    footer: str,
    *,
    synthetic: bool,
    way: str = "",
) -> None:
    """Buttons for one figure. Files are made on the click, outside the session, from what is settled here; they are
    named for what they are `about`, the release, and SYNTHETIC where they are. Rows that are not of the lead measure
    carry the `way` they are said in."""
    parts = dict.fromkeys([*about, release().id, *["SYNTHETIC"] * synthetic])
    stem = "-".join(re.sub(r"[^0-9A-Za-z]+", "_", part) for part in parts)
    stamp = {"release": release().id, "nature": "SYNTHETIC" if synthetic else "real", "source": footer}
    if way:
        stamp["way"] = way
    st.download_button(
        "CSV", lambda: rows_as_csv(rows, stamp), f"{stem}.csv", "text/csv", key=f"{name}_csv", on_click="ignore"
    )
    for format, mime in MIME.items():
        st.download_button(
            format.upper(),
            lambda format=format: charts.picture(spec, format, title, subtitle, footer),
            f"{stem}.{format}",
            mime,
            key=f"{name}_{format}",
            on_click="ignore",
        )
