"""A figure to take away: its rows as CSV, its chart as SVG and PNG, named and stamped so that they can stand alone."""

import re
from collections.abc import Sequence

import streamlit as st

from blmk_metrics import charts
from blmk_metrics.components.drawing import Specification
from blmk_metrics.components.served import release
from blmk_metrics.indicators import Indicator
from blmk_metrics.selection import Row
from blmk_metrics.tables import rows_as_csv

MIME = {"svg": "image/svg+xml", "png": "image/png"}


def offer_downloads(
    name: str,
    spec: Specification,
    rows: Sequence[Row],
    indicator: Indicator,
    title: str,
    subtitle: str,
    footer: str,
) -> None:
    """Buttons for one figure. Files are made on the click, outside the session, from what is settled here."""
    stem = _file_stem(name, rows, indicator)
    stamp = {
        "release": release().id,
        "nature": "SYNTHETIC" if release().synthetic(indicator) else "real",
        "source": footer,
    }
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


def _file_stem(name: str, rows: Sequence[Row], indicator: Indicator) -> str:
    """Measure, figure, area, periods, release, and SYNTHETIC where it is, joined by hyphens."""
    areas = {row["area_name"] for row in rows}
    parts = [indicator.id, name, areas.pop() if len(areas) == 1 else "areas", rows[0]["period"], rows[-1]["period"]]
    parts += [release().id] + ["SYNTHETIC"] * release().synthetic(indicator)
    return "-".join(re.sub(r"[^0-9A-Za-z]+", "_", part) for part in dict.fromkeys(parts))
