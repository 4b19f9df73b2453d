"""Choices that live in the address: what a reader chooses is in the link, and a link's choice is checked first."""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from blmk_metrics.components.glossary import begin_linking
from blmk_metrics.components.linked import RELEASE, follow_link, say_what_was_revised
from blmk_metrics.components.served import areas_to_choose, edition, offered_bases, release
from blmk_metrics.components.share import begin_sharing, share_view
from blmk_metrics.figures import BASES, PARAMETERS, Figure, settle
from blmk_metrics.indicators import BY_ID, Indicator
from blmk_metrics.measures import Basis
from blmk_metrics.ways import averages, said_by

KNOWN = "_known_parameters"
NOTICES = "_notices"
SHARE = "_share"
WRITTEN = "_written_address"
PLACE = "place"
MEASURE = "measure"
BASIS = "basis"
AVERAGE = "average"
# Streamlit's own parameters, which it reads itself.
STREAMLITS = {"embed", "embed_options"}


def begin_choices() -> None:
    """Forget what the last rerun knew. Call before anything is drawn."""
    st.session_state[KNOWN] = {}
    st.session_state[NOTICES] = st.container()
    st.session_state.pop(SHARE, None)
    begin_sharing()
    begin_linking()
    follow_link()


def choose(label: str, parameter: str, options: Mapping[str, str], default: str, of: str = "") -> str:
    """A select box whose value is a parameter of the address. `options` maps the parameter's values to their labels;
    `of` is what the choice is remembered for, where it is not for every page.

    The address wins when it says something new (a link, or the browser's back button); else the reader's last choice.
    A value that is not among the options is named in a notice, and the default shown.
    """
    key = f"{parameter}{of}"
    written = f"_written_{key}"
    asked = st.query_params.get(parameter)
    if asked is not None and asked != st.session_state.get(written):
        if asked in options:
            st.session_state[key] = asked
        else:
            said = f"The address asks for {parameter} {_quoted(asked)}, which is not known here."
            _notice(f"{said} Showing {options[default]}.")
    if st.session_state.get(key) not in options:
        st.session_state[key] = default
    chosen = st.selectbox(
        label, list(options), format_func=options.__getitem__, key=key, persist_state="session", filter_mode=None
    )
    st.session_state[written] = st.session_state[KNOWN][parameter] = chosen
    return chosen


def choose_several(
    label: str, parameter: str, options: Mapping[str, str], default: Sequence[str], most: int
) -> tuple[str, ...]:
    """A box of at most so many choices, whose values are one parameter of the address, between commas.

    As `choose`, but what is not among the options is left out. Whoever has not chosen otherwise follows the default.
    """
    written, followed = f"_written_{parameter}", f"_default_{parameter}"
    asked = st.query_params.get(parameter)
    chosen = st.session_state.get(parameter)
    if asked is not None and asked != st.session_state.get(written):
        chosen = _known(parameter, asked, options, most) or (list(default) if asked else [])
    elif chosen is None or chosen == st.session_state.get(followed):
        chosen = list(default)
    st.session_state[parameter] = [each for each in chosen if each in options]
    st.session_state[followed] = list(default)
    st.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        key=parameter,
        max_selections=most,
        select_all=False,
        persist_state="session",
        filter_mode=None,
    )
    taken = tuple(st.session_state[parameter])
    st.session_state[written] = st.session_state[KNOWN][parameter] = ",".join(taken)
    return taken


def choose_place() -> None:
    """Let the reader choose their area, once for every page, and take away the view that follows."""
    areas = areas_to_choose()
    chooser, share = st.columns([3, 1], vertical_alignment="bottom")
    with chooser:
        choose("Place", PLACE, {code: area.name for code, area in areas.items()}, default=next(iter(areas)))
    with share:
        st.session_state[SHARE] = st.popover("Share this view", width="stretch")


def choose_measure(offered: Sequence[Indicator]) -> Indicator:
    """Let the reader choose one of some measures."""
    names = {indicator.id: indicator.short_name for indicator in offered}
    return BY_ID[choose("Measure", MEASURE, names, default=offered[0].id)]


def choose_basis(indicator: Indicator) -> Basis:
    """Let the reader choose between figures as published and figures computed from counts, where there are both."""
    offered = offered_bases(indicator)
    if len(offered) == 1:
        return offered[0]
    return Basis(choose("Figures", BASIS, {each: BASES[each] for each in offered}, offered[0], f"_{indicator.id}"))


def choose_average(indicator: Indicator, basis: Basis) -> Indicator:
    """Let the reader choose the average that an inequality of counts is made of; the measure by that average."""
    offered = averages(indicator)
    if not offered or basis is Basis.OFFICIAL:
        return indicator
    names = {each.method: each.name for each in offered} | {offered[0].method: f"{offered[0].name} (lead)"}
    label = f"{indicator.inequality.value_name.capitalize()}, as"
    return said_by(indicator, choose(label, AVERAGE, names, offered[0].method, f"_{indicator.id}"))


def asked_figure() -> Figure:
    """The figure that the address asks for; what it asks for in vain is named in a notice."""
    figure, unanswered = settle(
        edition(), {name: st.query_params[name] for name in PARAMETERS if name in st.query_params}
    )
    for each in unanswered:
        asked = f"asks for {each.parameter} {_quoted(each.asked)}, which {each.fault}"
        if not each.asked:
            asked = f"does not say which {each.parameter}"
        _notice(f"The address {asked}. Showing {each.instead}.")
    st.session_state[KNOWN] |= {name: text for name, text in figure.address.items() if name != RELEASE}
    return figure


def chosen_place() -> str:
    """The code of the area that the reader chose, on whichever page."""
    return st.session_state[PLACE]


def end_choices() -> None:
    """Write what was chosen into the address, in one step, and name parameters of it that this page does not know."""
    say_what_was_revised(st.session_state[KNOWN], st.session_state[NOTICES])
    chosen = {**st.session_state[KNOWN], RELEASE: release().id}
    if SHARE in st.session_state:
        with st.session_state[SHARE]:
            share_view(chosen)
    kept = {name: st.query_params[name] for name in STREAMLITS if name in st.query_params}
    # What was written here for a choice that another has since taken off the page is nobody's mistake.
    written = st.session_state.get(WRITTEN, {})
    for parameter in set(st.query_params) - set(chosen) - STREAMLITS:
        if st.query_params[parameter] != written.get(parameter):
            _notice(f"The address has a part this page does not know, {_quoted(parameter)}. It was left out.")
    if st.query_params.to_dict() != {**kept, **chosen}:
        st.query_params.from_dict({**kept, **chosen})
    st.session_state[WRITTEN] = dict(chosen)


def _known(parameter: str, asked: str, options: Mapping[str, str], most: int) -> list[str]:
    """The choices of an address, between commas, without those that there are not and those beyond the most."""
    each_asked = list(dict.fromkeys(each for each in asked.split(",") if each))
    known = [each for each in each_asked if each in options]
    if len(known) < len(each_asked):
        unknown = ", ".join(_quoted(each) for each in each_asked if each not in options)
        _notice(f"The address asks for {parameter} {unknown[:160]}, not known here. Left out.")
    if len(known) > most:
        _notice(f"The address asks for {len(known)} {parameter}. Only the first {most} can be shown together.")
    return known[:most]


def _quoted(text: str) -> str:
    """What an address asked for, as harmless and short as a notice needs: no markup, no link, no control character."""
    return "“" + re.sub(r"[^\w /-]", "?", text[:40]) + "”"


def _notice(text: str) -> None:
    st.session_state[NOTICES].warning(text)
