"""Terms on the pages: listed under Definitions and methods, linked where they first stand elsewhere."""

import re

from streamlit.testing.v1 import AppTest

from blmk_metrics.components import glossary_links
from blmk_metrics.content import glossary_file, read_glossary
from tests.logged import troubles
from tests.pages.test_pages import _page, _page_text

LUTON = "E06000032"
LINK = re.compile(r"\]\((definitions_and_methods\?[^)#]*)?#([^)]*)\)")


def test_every_term_stands_on_the_page_of_meanings_under_its_anchor():
    app = _page("definitions_and_methods", LUTON)
    anchors = {heading.proto.anchor for heading in app.subheader}
    terms = read_glossary(glossary_file())
    assert {each.anchor for each in terms} <= anchors
    assert all(any(each.meaning in paragraph.value for paragraph in app.markdown) for each in terms)


def test_links_lead_to_terms_that_there_are_and_to_each_once():
    anchors = {each.anchor for each in read_glossary(glossary_file())}
    for page in ("overview", "inequalities", "definitions_and_methods"):
        found = [anchor for _, anchor in LINK.findall(_page_text(_page(page, LUTON)))]
        terms = [anchor for anchor in found if anchor != "glossary"]
        assert terms
        assert set(terms) <= anchors
        assert len(set(terms)) == len(terms)


def test_a_link_takes_the_place_and_the_release_along():
    (address, _), *_ = LINK.findall(_page_text(_page("overview", LUTON)))
    assert address.startswith(f"{glossary_links.PATH}?place={LUTON}&release=")


def test_terms_are_linked_again_when_the_page_is_drawn_again():
    app = _page("overview", LUTON)
    before = LINK.findall(_page_text(app))
    assert LINK.findall(_page_text(app.run())) == before


def test_the_path_of_links_is_that_of_a_page():
    def script():
        import streamlit as st

        from blmk_metrics.components.routes import pages

        st.text(" ".join(page.url_path for page in pages()))

    assert glossary_links.PATH in AppTest.from_function(script).run().text[0].value.split()


def test_a_broken_glossary_is_a_notice_and_takes_no_text_away(monkeypatch, tmp_path, caplog):
    path = tmp_path / "glossary.toml"
    path.write_text("[[term]")
    monkeypatch.setattr(glossary_links, "glossary_file", lambda: path)
    app = _page("definitions_and_methods", LUTON)
    assert not app.exception
    assert [each.value for each in app.warning][-1] == "The glossary cannot be shown at the moment."
    assert ["glossary.toml" in why for why in troubles(caplog)] == [True]
    assert "follows from the interval" in _page_text(_page("overview", LUTON))
