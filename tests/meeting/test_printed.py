"""The agenda on paper: one screen a page, each said in full, in a PDF that a screen reader can follow."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from blmk_metrics.errors import InputError
from blmk_metrics.meeting import Drawings, agenda_of, meeting_of, offered, printed


@pytest.fixture(scope="module")
def meeting(edition):
    """Two screens for one area."""
    codes = [item.code for item in offered(edition) if item.figure in ("groups", "areas")][:2]
    return meeting_of(edition, agenda_of(edition, ",".join(codes)), list(edition.choosable())[-1])


@pytest.fixture(scope="module")
def content(meeting):
    return printed(meeting, Drawings())


def _elements(node):
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for each in node:
            yield from _elements(each)
    elif isinstance(node, DictionaryObject) and "/S" in node:
        yield node
        yield from _elements(node.get("/K", ArrayObject()))


def test_each_screen_is_a_page_that_says_what_the_screen_says(meeting, content):
    pages = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]
    screens = meeting.screens[: len(meeting.agenda.items)]
    assert len(pages) == len(screens)
    for page, screen in zip(pages, screens, strict=True):
        for text in (screen.answer, screen.sentence, screen.question, screen.figure.stamp, meeting.label):
            # A line may end at any space or hyphen.
            assert text.replace(" ", "") in page.replace(" ", "")
        assert "SYNTHETIC data, not real" in page


def test_it_is_tagged_with_a_heading_and_a_picture_in_words_for_each_screen(meeting, content):
    root = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    elements = list(_elements(root["/StructTreeRoot"]["/K"]))
    alternatives = [each["/Alt"] for each in elements if each["/S"] == "/Figure"]
    screens = meeting.screens[: len(meeting.agenda.items)]
    assert alternatives == [screen.figure.text_alternative for screen in screens]
    assert sum(each["/S"] == "/H1" for each in elements) == len(screens)


def test_a_letter_that_the_typeface_lacks_is_refused_by_name(meeting, drawings):
    screens = tuple(replace(screen, answer="卢顿") for screen in meeting.screens)
    with pytest.raises(InputError, match="has '卢' in a name or a source"):
        printed(replace(meeting, screens=screens), drawings)


def test_the_same_agenda_of_the_same_release_is_the_same_file(meeting, content):
    assert printed(meeting, Drawings()) == content
