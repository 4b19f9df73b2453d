"""The meanings of terms: listed on their page, and linked where a term first stands on another."""

from urllib.parse import urlencode

import streamlit as st

from blmk_metrics.components.current_release import release
from blmk_metrics.components.notices import say_what_cannot_be_read
from blmk_metrics.components.operator_log import note_trouble
from blmk_metrics.components.routes import path_of_this_page
from blmk_metrics.content import glossary_file, link_terms, read_glossary
from blmk_metrics.errors import InputError

LINKED = "_linked_terms"
PATH = "definitions_and_methods"


def begin_linking() -> None:
    """Forget which terms the last rerun linked. Call before anything is drawn."""
    st.session_state[LINKED] = set()


def linked(text: str) -> str:
    """Markdown with the terms of the glossary linked to their meaning, each where it first stands on the page."""
    try:
        terms = read_glossary(glossary_file())
    except InputError:
        # The page of meanings says so; a figure's text is whole without links.
        return text
    markdown, st.session_state[LINKED] = link_terms(text, terms, _address(), st.session_state.get(LINKED, ()))
    return markdown


def note(text: str) -> None:
    """A line in small print, its terms linked. A caption would show them paler than links may be."""
    st.markdown(f":small[{linked(text)}]")


def show_glossary() -> None:
    """Every term with its meaning, each under an anchor of its own, or why there are none."""
    try:
        terms = read_glossary(glossary_file())
        note_trouble("the glossary", "")
    except InputError as error:
        note_trouble("the glossary", str(error))
        say_what_cannot_be_read("The glossary")
        return
    for each in terms:
        st.subheader(each.term[0].upper() + each.term[1:], anchor=each.anchor)
        others = [form for form in each.also if not form.lower().startswith(each.term.lower())]
        st.markdown(each.meaning + (f" Also: {', '.join(others)}." if others else ""))


def _address() -> str:
    """The page of meanings, for a link from this one. The link opens a view of its own, so that the Place goes along;
    an address that lacked what is written into every address would be written anew, and lose the term."""
    if path_of_this_page() == PATH:
        return ""
    parameters = {"place": st.session_state.get("place"), "release": release().id}
    return f"{PATH}?{urlencode({name: text for name, text in parameters.items() if text})}"
