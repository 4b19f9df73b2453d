"""Choosing a meeting's agenda by keyboard: in the address, in a file, on paper."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from blmk_metrics.components.address import hold
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.meeting_route import DRAWINGS, PATH
from blmk_metrics.errors import InputError
from blmk_metrics.meeting import (
    LONGEST,
    Agenda,
    Item,
    agenda_of,
    agenda_of_file,
    as_address,
    as_file,
    default_agenda,
    meeting_of,
    offered,
    printed,
)
from blmk_metrics.releases.areas import Area

PARAMETER = "agenda"
AGENDA = "_agenda"
WRITTEN = "_written_agenda"
ITEM = "agenda_item"
MORE = "agenda_more"
FILE = "agenda_file"
TROUBLE = "_agenda_trouble"


def choose_agenda() -> tuple[Item, ...]:
    """The agenda that the reader has put together: from the address where that says something new, else as it was."""
    codes = st.query_params.get(PARAMETER)
    if codes is not None and codes != st.session_state.get(WRITTEN):
        _take(agenda_of(edition(), codes))
    elif AGENDA in st.session_state:
        # A release that has been published since may not have every item.
        _take(agenda_of(edition(), as_address(st.session_state[AGENDA])))
    else:
        _take(default_agenda(edition()))
    items: tuple[Item, ...] = st.session_state[AGENDA]
    _arrange(items)
    hold({PARAMETER: as_address(items)})
    st.session_state[WRITTEN] = as_address(items)
    return items


def offer_meeting(items: Sequence[Item], place: Area) -> None:
    """The link that opens the meeting, the agenda on paper, and the agenda as a file."""
    link = f"{PATH.removeprefix('/')}?{urlencode({PARAMETER: as_address(items), 'place': place.code})}"
    st.link_button("Open the meeting", link, type="primary")
    with st.container(horizontal=True):
        pressed = st.button("Print the agenda (PDF)")
        st.download_button("Save the agenda", as_file(items), "agenda.json", "application/json", on_click="ignore")
    if pressed:
        _offer_on_paper(items, place)
    st.file_uploader("Load an agenda that was saved", ["json"], key=FILE, on_change=_load)
    if trouble := st.session_state.pop(TROUBLE, ""):
        st.error(trouble)


def _offer_on_paper(items: Sequence[Item], place: Area) -> None:
    """The agenda on paper, made before it is offered: what a download cannot be made of would be told nowhere."""
    current = edition()
    try:
        with st.spinner("Drawing the agenda's charts"):
            content = printed(meeting_of(current, Agenda(items=tuple(items)), place.code), DRAWINGS)
    except InputError as error:
        st.error(f"The agenda cannot be printed: {error}.")
        return
    name = f"agenda-{place.code}-{current.release.id}.pdf"
    st.download_button("Download the printed agenda", content, name, "application/pdf", on_click="ignore")


def _arrange(items: Sequence[Item]) -> None:
    """The items in order, and what can be done with the chosen one."""
    names = {item.code: item.name for item in items}
    if st.session_state.get(ITEM) not in names:
        st.session_state[ITEM] = items[0].code
    # A label must not change with its place: a browser knows an option by its label.
    st.radio("Agenda, in this order", list(names), key=ITEM, format_func=names.__getitem__)
    with st.container(horizontal=True):
        st.button("Move up", on_click=_move, args=(-1,))
        st.button("Move down", on_click=_move, args=(1,))
        st.button("Remove", on_click=_remove, disabled=len(items) == 1)
    more = {item.code: item.name for item in offered(edition()) if item.code not in names}
    if more and len(items) < LONGEST:
        st.selectbox("Another question", list(more), format_func=lambda code: more.get(code, code), key=MORE)
        st.button("Add it after the chosen one", on_click=_add)


def _take(agenda: Agenda) -> None:
    st.session_state[AGENDA] = agenda.items
    for notice in agenda.notices:
        st.warning(notice)


def _chosen() -> int:
    codes = [item.code for item in st.session_state[AGENDA]]
    return codes.index(st.session_state[ITEM])


def _move(by: int) -> None:
    items, place = list(st.session_state[AGENDA]), _chosen()
    if 0 <= place + by < len(items):
        items.insert(place + by, items.pop(place))
    st.session_state[AGENDA] = tuple(items)


def _remove() -> None:
    items, place = list(st.session_state[AGENDA]), _chosen()
    del items[place]
    st.session_state[AGENDA] = tuple(items)
    st.session_state[ITEM] = items[min(place, len(items) - 1)].code


def _add() -> None:
    items = list(st.session_state[AGENDA])
    (new,) = (item for item in offered(edition()) if item.code == st.session_state[MORE])
    items.insert(_chosen() + 1, new)
    st.session_state[AGENDA] = tuple(items)
    st.session_state[ITEM] = new.code


def _load() -> None:
    if (uploaded := st.session_state[FILE]) is None:
        return
    try:
        agenda = agenda_of_file(edition(), uploaded.getvalue(), uploaded.name)
    except InputError as error:
        st.session_state[TROUBLE] = str(error)
        return
    st.session_state[AGENDA] = agenda.items
    st.session_state[TROUBLE] = " ".join(agenda.notices)
