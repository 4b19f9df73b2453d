"""The release that is being served, and its measured tables: computed once a release, shared by every session."""

from typing import Any

import streamlit as st

from blmk_metrics.areas import Area, areas, choosable, member_codes
from blmk_metrics.boundaries import feature_collection
from blmk_metrics.checks import open_checked
from blmk_metrics.differences import Difference, differences
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.indicators import BY_ID, INDICATORS, Indicator
from blmk_metrics.measures import SMALL_AREA, WHOLE, Basis, Series, measure, measure_all, series
from blmk_metrics.releases import Release, ReleaseError, data_folder, manifest_id, manifest_of
from blmk_metrics.releases.publishing import history
from blmk_metrics.selection import Row
from blmk_metrics.ways import not_lead, said_by, way

KEY = "_release_id"
# A release that cannot be served is tried again after this many seconds: somebody may have mended it.
TRY_AGAIN = 10
Measured = dict[str, tuple[Row, ...]]


def serve() -> str:
    """Settle, once a rerun, which release this rerun shows; every question below is then answered from that one.

    When the published release cannot be served whole, the latest before it that can is shown instead, and why is
    returned; else nothing is. Raises ReleaseError when there is none.
    """
    folder = data_folder()
    try:
        wanted, trouble = manifest_id(folder), ""
        trouble = _trouble(wanted)
    except ReleaseError as error:
        wanted, trouble = "", str(error)
    if trouble:
        wanted = next((each.id for each in history(folder) if each.id != wanted and not _trouble(each.id)), "")
        if not wanted:
            raise ReleaseError(trouble)
    st.session_state[KEY] = wanted
    return trouble


def release() -> Release:
    """The release being served."""
    return _opened(st.session_state[KEY])[0]


def engine() -> DuckDBEngine:
    """The engine over the release being served."""
    return _opened(st.session_state[KEY])[1]


def measures_here() -> tuple[Indicator, ...]:
    """The measures of which the served release holds figures."""
    return tuple(indicator for indicator in INDICATORS if offered_bases(indicator))


def measured(indicator: Indicator, category_type: str = WHOLE, basis: Basis | None = None) -> tuple[Row, ...]:
    """An indicator's measured table as rows, in order of area, category and period. Not to be changed.

    Without a basis, of the series that reaches the latest period. Said as the indicator is: see `ways.said_by`.
    """
    first = offered_bases(indicator, category_type)[0]
    if category_type == WHOLE and basis in (None, first) and not not_lead(indicator):
        return _measured_whole(st.session_state[KEY])[indicator.id]
    said = tuple(each.method for each in way(indicator))
    return _measured_by(st.session_state[KEY], indicator.id, category_type, basis or first, said)


def offered_bases(indicator: Indicator, category_type: str = WHOLE) -> tuple[Basis, ...]:
    """What the served series of an indicator, so cut, rest on; the one to show first."""
    held = _series(st.session_state[KEY])[indicator.id]
    return tuple(each.basis for each in held if each.category_type == category_type)


def offered_breakdowns(indicator: Indicator) -> tuple[str, ...]:
    """The category types by which the served release can cut an indicator, neighbourhoods apart."""
    cuts = dict.fromkeys(each.category_type for each in _series(st.session_state[KEY])[indicator.id])
    return tuple(cut for cut in cuts if cut not in (WHOLE, SMALL_AREA))


def outlines() -> dict[str, Any]:
    """Outlines of the areas for a map, as a GeoJSON FeatureCollection."""
    return _outlines(st.session_state[KEY])


def area(code: str) -> Area:
    """One area by its code."""
    return areas(release())[code]


def areas_to_choose() -> dict[str, Area]:
    """The areas a reader may choose as theirs."""
    return choosable(release())


def members(code: str) -> tuple[str, ...]:
    """The areas that an area is made of: a footprint's members, or itself."""
    return member_codes(release(), code)


def changes() -> tuple[str, tuple[Difference, ...]] | None:
    """The release that the served one replaced, and what differs; None where it replaced none.

    Raises ReleaseError when that release can no longer be opened.
    """
    previous = release().previous
    if not previous:
        return None
    if trouble := _trouble(previous):
        raise ReleaseError(trouble)
    return previous, _differences(previous, release().id)


@st.cache_resource(max_entries=3, show_spinner=False)
def _opened(release_id: str) -> tuple[Release, DuckDBEngine]:
    folder = data_folder()
    opened, engine = open_checked(folder, manifest_of(folder, release_id))
    if opened.id != release_id:
        raise ReleaseError(f"Release {release_id} is not among those of {folder} any more. Reload the page.")
    return opened, engine


@st.cache_resource(max_entries=3, ttl=TRY_AGAIN, show_spinner=False)
def _trouble(release_id: str) -> str:
    """Why a release cannot be served; empty when it can."""
    try:
        _opened(release_id)
        _measured_whole(release_id)
    except ReleaseError as error:
        return str(error)
    return ""


@st.cache_resource(max_entries=3, show_spinner=False)
def _series(release_id: str) -> dict[str, tuple[Series, ...]]:
    return {indicator.id: series(indicator, _opened(release_id)[1]) for indicator in INDICATORS}


@st.cache_resource(max_entries=3, show_spinner=False)
def _measured_whole(release_id: str) -> Measured:
    _, engine = _opened(release_id)
    held = _series(release_id)
    here = [each for each in INDICATORS if any(one.category_type == WHOLE for one in held[each.id])]
    rows = measure_all(here, engine).to_pylist()
    return {each.id: tuple(row for row in rows if row["indicator_id"] == each.id) for each in here}


@st.cache_resource(max_entries=40, show_spinner=False)
def _measured_by(
    release_id: str, indicator_id: str, category_type: str, basis: Basis, said: tuple[str, ...]
) -> tuple[Row, ...]:
    indicator = said_by(BY_ID[indicator_id], *said)
    return tuple(measure(indicator, _opened(release_id)[1], category_type, basis).to_pylist())


@st.cache_resource(max_entries=3, show_spinner=False)
def _outlines(release_id: str) -> dict[str, Any]:
    opened, _ = _opened(release_id)
    return feature_collection(opened.tables["boundaries"], areas(opened))


@st.cache_resource(max_entries=3, show_spinner=False)
def _differences(before: str, after: str) -> tuple[Difference, ...]:
    return tuple(differences(*_opened(before), *_opened(after), in_public=True))
