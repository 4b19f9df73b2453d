"""Maps below a Place: its neighbourhoods by deprivation, or by a measure that was counted there."""

from typing import Any

import streamlit as st

from blmk_metrics import alt_text, charts, narrative, neighbourhoods
from blmk_metrics.components.choices import choose
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.downloads import offer_downloads
from blmk_metrics.components.drawing import show_chart, specification
from blmk_metrics.components.figure import show_figure
from blmk_metrics.components.served import engine, measured, measures_here, offered_bases, release
from blmk_metrics.indicators import Indicator
from blmk_metrics.measures import SMALL_AREA
from blmk_metrics.selection import Row, in_period, of_area, periods


def offered_levels(areas: tuple[str, ...]) -> tuple[str, ...]:
    """The levels at which the served release has neighbourhoods of some areas, finest first."""
    return neighbourhoods.levels_of(release(), areas)


def offered_measures() -> tuple[Indicator, ...]:
    """The measures that were counted by neighbourhood."""
    return tuple(each for each in measures_here() if offered_bases(each, SMALL_AREA))


def offers_deprivation(level: str) -> bool:
    """Whether the served release knows deprivation at a level."""
    return level in neighbourhoods.RATED and "deprivation" in release().tables


def show_deprivation(level: str, name: str, areas: tuple[str, ...]) -> None:
    """The neighbourhoods of a Place by deprivation, as a map and as a table."""
    rows = _deprived(release().id, level, areas)
    source = "; ".join({each.provenance.source: None for each in release().extracts if each.name == "deprivation"})
    outlines = _outlines(release().id, level, areas)
    title = narrative.deprivation_title(rows, name)
    subtitle = "Index of Multiple Deprivation. The darker, the more deprived."
    st.subheader(title, anchor=False)
    st.markdown(subtitle)
    spec = specification(("deprivation", level), lambda: charts.deprivation_map(rows, outlines))
    show_chart("deprivation", spec, alt_text.deprivation_alt(rows, name))
    footer = f"Source: {source}. {_boundaries()} Release {release().id}."
    st.caption(footer)
    with st.expander("Table and downloads"):
        data_table(
            f"Neighbourhoods of {name}, most deprived first",
            ["Neighbourhood", "Code", "National tenth"],
            [[row["small_area_name"], row["small_area_code"], narrative.tenth(row["decile"])] for row in rows],
            [False, False, True],
        )
        with st.container(horizontal=True):
            about = ["deprivation", level, name]
            offer_downloads("deprivation", about, spec, rows, title, subtitle, footer, synthetic=False)


def show_measure(indicator: Indicator, level: str, code: str, areas: tuple[str, ...]) -> None:
    """The neighbourhoods of a Place by a measure counted there, in a period of the reader's choice."""
    names = neighbourhoods.names_of(release(), level, areas)
    rows = [row for row in of_area(measured(indicator, SMALL_AREA), code) if row["category"] in names]
    offered = list(reversed(periods(rows)))
    if not offered:
        st.info("This measure was not counted in these neighbourhoods, or every figure is hidden.")
        return
    now = in_period(rows, choose("Period", "period", {each: each for each in offered}, default=offered[0]))
    outlines = _outlines(release().id, level, areas)
    show_figure(
        f"neighbourhoods_{level}",
        lambda: charts.neighbourhood_map(now, outlines, indicator.unit, indicator.decimals),
        [{**row, "category": names[row["category"]]} for row in now],
        indicator,
        title=f"{indicator.short_name} by neighbourhood in {now[0]['period']}",
        subtitle=f"{indicator.unit}. {narrative.how_firm(now)} Those left white have none; the table says why",
        alt_text=alt_text.neighbourhoods_alt(now, indicator),
        note=_boundaries(),
        label_column="category",
    )


def _boundaries() -> str:
    kept = [each.provenance for each in release().extracts if each.name == "small_areas"]
    return " ".join(f"{text}." for text in dict.fromkeys(f"{each.source}. {each.licence}" for each in kept))


@st.cache_resource(max_entries=30, show_spinner=False)
def _outlines(release_id: str, level: str, areas: tuple[str, ...]) -> dict[str, Any]:  # noqa: ARG001  the cache's key
    return neighbourhoods.outlines_of(release(), level, areas)


@st.cache_resource(max_entries=30, show_spinner=False)
def _deprived(release_id: str, level: str, areas: tuple[str, ...]) -> list[Row]:  # noqa: ARG001  the cache's key
    return neighbourhoods.deprivation(engine(), level, areas)
