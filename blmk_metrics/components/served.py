"""The release that is being served, and its measured tables: computed once a release, shared by every session."""

from typing import Any

import streamlit as st

from blmk_metrics.areas import Area, areas, choosable
from blmk_metrics.boundaries import feature_collection
from blmk_metrics.checks import open_checked
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.indicators import BY_ID, INDICATORS, Indicator
from blmk_metrics.measures import WHOLE, breakdowns, measure, measure_all
from blmk_metrics.releases import Release, ReleaseError, data_folder, manifest_id
from blmk_metrics.selection import Row

KEY = "_release_id"
Measured = dict[str, tuple[Row, ...]]


def serve() -> None:
    """Settle, once a rerun, which release this rerun shows; every question below is then answered from that one.

    Raises ReleaseError when there is none that can be served whole.
    """
    st.session_state[KEY] = manifest_id(data_folder())
    _opened(st.session_state[KEY])
    _measured_whole(st.session_state[KEY])


def release() -> Release:
    """The release being served."""
    return _opened(st.session_state[KEY])[0]


def measured(indicator: Indicator, category_type: str = WHOLE) -> tuple[Row, ...]:
    """An indicator's measured table as rows, in order of area, category and period. Not to be changed."""
    if category_type == WHOLE:
        return _measured_whole(st.session_state[KEY])[indicator.id]
    return _measured_by(st.session_state[KEY], indicator.id, category_type)


def offered_breakdowns(indicator: Indicator) -> tuple[str, ...]:
    """The category types by which the served release can cut an indicator."""
    return _breakdowns(st.session_state[KEY], indicator.id)


def outlines() -> dict[str, Any]:
    """Outlines of the areas for a map, as a GeoJSON FeatureCollection."""
    return _outlines(st.session_state[KEY])


def area(code: str) -> Area:
    """One area by its code."""
    return areas(release())[code]


def areas_to_choose() -> dict[str, Area]:
    """The areas a reader may choose as theirs."""
    return choosable(release())


@st.cache_resource(max_entries=2, show_spinner=False)
def _opened(release_id: str) -> tuple[Release, DuckDBEngine]:
    opened, engine = open_checked(data_folder())
    if opened.id != release_id:
        raise ReleaseError("A new release was published this moment. Reload the page to see it.")
    return opened, engine


@st.cache_resource(max_entries=2, show_spinner=False)
def _measured_whole(release_id: str) -> Measured:
    _, engine = _opened(release_id)
    rows = measure_all(INDICATORS, engine).to_pylist()
    return {name: tuple(row for row in rows if row["indicator_id"] == name) for name in BY_ID}


@st.cache_resource(max_entries=40, show_spinner=False)
def _measured_by(release_id: str, indicator_id: str, category_type: str) -> tuple[Row, ...]:
    return tuple(measure(BY_ID[indicator_id], _opened(release_id)[1], category_type).to_pylist())


@st.cache_resource(max_entries=40, show_spinner=False)
def _breakdowns(release_id: str, indicator_id: str) -> tuple[str, ...]:
    return breakdowns(BY_ID[indicator_id], _opened(release_id)[1])


@st.cache_resource(max_entries=2, show_spinner=False)
def _outlines(release_id: str) -> dict[str, Any]:
    return feature_collection(_opened(release_id)[0].tables["boundaries"])
