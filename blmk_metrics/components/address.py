"""The address of a page: what a reader chooses is in it, and what a link asks for is checked first."""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from blmk_metrics.components.current_release import release
from blmk_metrics.components.glossary_links import begin_linking
from blmk_metrics.components.release_link import RELEASE, follow_link, say_what_was_revised
from blmk_metrics.components.share import begin_sharing, share_view

PARAMETERS = "_known_parameters"
NOTICES = "_notices"
FAULTS = "_faults_of_the_address"
SHARE = "_share"
WRITTEN = "_written_address"
# Streamlit's own parameters, which it reads itself.
STREAMLITS = {"embed", "embed_options"}
MOST = 4


def begin_choices() -> None:
    """Forget what the last rerun knew. Call before anything is drawn."""
    st.session_state[PARAMETERS] = {}
    st.session_state[NOTICES] = st.container()
    st.session_state[FAULTS] = []
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
    key = _choice_in_address(parameter, options, default, of)
    st.selectbox(
        label, list(options), format_func=options.__getitem__, key=key, persist_state="session", filter_mode=None
    )
    return _written(parameter, key, st.session_state[key])


def only(parameter: str, value: str, label: str) -> str:
    """A parameter that has one value here: it stands in the address, so that a link says what it was taken from."""
    return _written(parameter, _choice_in_address(parameter, {value: label}, value, f"_{value}"), value)


def choose_several(
    label: str, parameter: str, options: Mapping[str, str], default: Sequence[str], most: int
) -> tuple[str, ...]:
    """A box of at most so many choices, whose values are one parameter of the address, between commas.

    As `choose`, but what is not among the options is left out. Whoever has not chosen otherwise follows the default.
    """
    written, followed = f"_written_{parameter}", f"_default_{parameter}"
    text = st.query_params.get(parameter)
    chosen = st.session_state.get(parameter)
    if text is not None and text != st.session_state.get(written):
        chosen = _offered_ones(parameter, text, options, most) or (list(default) if text else [])
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
    _written(parameter, parameter, ",".join(taken))
    return taken


def hold(parameters: Mapping[str, str]) -> None:
    """Let parameters stand in the address as they are."""
    st.session_state[PARAMETERS] |= parameters


def notice(text: str) -> None:
    """Say something about the address, above the page, once the page is drawn."""
    st.session_state[FAULTS].append(text)


def offer_link() -> None:
    """Offer the link to the view that the page turns out to be."""
    st.session_state[SHARE] = st.popover("Share this view", width="stretch")


def end_choices() -> None:
    """Write what was chosen into the address, in one step, and name parameters of it that this page does not know."""
    say_what_was_revised(st.session_state[PARAMETERS], st.session_state[NOTICES])
    chosen = {**st.session_state[PARAMETERS], RELEASE: release().id}
    if SHARE in st.session_state:
        with st.session_state[SHARE]:
            share_view(chosen)
    kept = {name: st.query_params[name] for name in STREAMLITS if name in st.query_params}
    # What was written here for a choice that another has since taken off the page is nobody's mistake.
    written = st.session_state.get(WRITTEN, {})
    for parameter in set(st.query_params) - set(chosen) - STREAMLITS:
        if st.query_params[parameter] != written.get(parameter):
            notice(f"The address has a part this page does not know, {quoted(parameter)}. It was left out.")
    _say_all()
    if st.query_params.to_dict() != {**kept, **chosen}:
        st.query_params.from_dict({**kept, **chosen})
    st.session_state[WRITTEN] = dict(chosen)


def _say_all() -> None:
    """Show what is to be said of the address: an address may ask for more in vain than anybody reads."""
    notices = st.session_state[FAULTS]
    for text in notices[:MOST]:
        st.session_state[NOTICES].warning(text)
    if len(notices) > MOST:
        st.session_state[NOTICES].warning(f"And {len(notices) - MOST:,} more parts of the address are not known here.")


def quoted(text: str) -> str:
    """What an address asked for, as harmless and short as a notice needs: no markup, no link, no control character."""
    return "“" + re.sub(r"[^\w /-]", "?", text[:40]) + "”"


def _choice_in_address(parameter: str, options: Mapping[str, str], default: str, of: str) -> str:
    """The key under which a choice is remembered, once the address has been heard."""
    key = f"{parameter}{of}"
    text = st.query_params.get(parameter)
    if text is not None and text != st.session_state.get(f"_written_{key}"):
        if text in options:
            st.session_state[key] = text
        else:
            unknown = f"The address asks for {parameter} {quoted(text)}, which is not known here."
            notice(f"{unknown} Showing {options[default]}.")
    if st.session_state.get(key) not in options:
        st.session_state[key] = default
    return key


def _written(parameter: str, key: str, value: str) -> str:
    st.session_state[f"_written_{key}"] = st.session_state[PARAMETERS][parameter] = value
    return value


def _offered_ones(parameter: str, text: str, options: Mapping[str, str], most: int) -> list[str]:
    """The choices of an address, between commas, without those that there are not and those beyond the most."""
    values = list(dict.fromkeys(each for each in text.split(",") if each))
    offered = [each for each in values if each in options]
    if len(offered) < len(values):
        unknown = ", ".join(quoted(each) for each in values if each not in options)
        notice(f"The address asks for {parameter} {unknown[:160]}, not known here. Left out.")
    if len(offered) > most:
        notice(f"The address asks for {len(offered)} {parameter}. Only the first {most} can be shown together.")
    return offered[:most]
