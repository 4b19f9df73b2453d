"""Choices that live in the address: what a reader chooses is in the link, and a link's choice is checked first."""

from collections.abc import Mapping, Sequence

import streamlit as st

from blmk_metrics.components.served import areas_to_choose
from blmk_metrics.indicators import BY_ID, Indicator

KNOWN = "_known_parameters"
NOTICES = "_notices"
PLACE = "place"
MEASURE = "measure"
# Streamlit's own parameters, which it reads itself.
STREAMLITS = {"embed", "embed_options"}


def begin_choices() -> None:
    """Forget what the last rerun knew. Call before anything is drawn."""
    st.session_state[KNOWN] = set()
    st.session_state[NOTICES] = st.container()


def choose(label: str, parameter: str, options: Mapping[str, str], default: str) -> str:
    """A select box whose value is a parameter of the address. `options` maps the parameter's values to their labels.

    The address wins when it says something new (a link, or the browser's back button); else the reader's last choice.
    A value that is not among the options is named in a notice, and the default shown.
    """
    st.session_state[KNOWN].add(parameter)
    written = f"_written_{parameter}"
    asked = st.query_params.get(parameter)
    if asked is not None and asked != st.session_state.get(written):
        if asked in options:
            st.session_state[parameter] = asked
        else:
            _notice(f"The address asks for {parameter} “{asked}”, which is not known here. Showing {options[default]}.")
    if st.session_state.get(parameter) not in options:
        st.session_state[parameter] = default
    chosen = st.selectbox(
        label, list(options), format_func=options.__getitem__, key=parameter, persist_state="session", filter_mode=None
    )
    st.query_params[parameter] = st.session_state[written] = chosen
    return chosen


def choose_place() -> None:
    """Let the reader choose their area, once for every page."""
    areas = areas_to_choose()
    choose("Place", PLACE, {code: area.name for code, area in areas.items()}, default=next(iter(areas)))


def choose_measure(offered: Sequence[Indicator]) -> Indicator:
    """Let the reader choose one of some measures."""
    names = {indicator.id: indicator.short_name for indicator in offered}
    return BY_ID[choose("Measure", MEASURE, names, default=offered[0].id)]


def chosen_place() -> str:
    """The code of the area that the reader chose, on whichever page."""
    return st.session_state[PLACE]


def end_choices() -> None:
    """Name parameters of the address that nothing on this page asked for, and take them out of it."""
    for parameter in set(st.query_params) - st.session_state[KNOWN] - STREAMLITS:
        _notice(f"The address has a part this page does not know, “{parameter}”. It was left out.")
        del st.query_params[parameter]


def _notice(text: str) -> None:
    st.session_state[NOTICES].warning(text)
