"""The Word document, reopened: all that was told is in it, in a structure that people and machines can follow."""

import io
import re
import zipfile
from itertools import pairwise

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from blmk_metrics.figures import Table
from blmk_metrics.narrative.definitions import SUPPRESSED
from blmk_metrics.narrative.numbers import MISSING
from blmk_metrics.reports.word import word
from blmk_metrics.reports.word_parts import EMU_PER_TWIP, KEPT_WHOLE, LONGEST_WORD, table_element
from tests.pages.test_pages import _page, _page_text
from tests.reports.drawn import LUTON, tables_of, words_of
from tests.shipped import MEASURES

NUMBER = re.compile(r"[+−]?\d[\d,]*(?:\.\d+)?")


@pytest.fixture(scope="module")
def content(report, drawn) -> bytes:
    return word(report, drawn)


@pytest.fixture(scope="module")
def document(content) -> Document:
    return docx.Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def hiding_document(hidden, drawn) -> Document:
    return docx.Document(io.BytesIO(word(hidden, drawn)))


def _letters(element) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def _text(document: Document) -> str:
    return "\n".join(map(_letters, document.element.iter(qn("w:p"))))


def _cells(document: Document) -> list[list[list[str]]]:
    return [
        [[_letters(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        for table in document.element.body.iter(qn("w:tbl"))
    ]


def _styled(document: Document, name: str) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == name]


def test_every_table_is_there_cell_by_cell(document, report):
    tables = [[list(each.columns), *map(list, each.rows)] for each in tables_of(report)]
    assert _cells(document) == tables


def test_every_word_of_the_report_is_there(document, report):
    text = _text(document)
    assert [each for each in words_of(report) if each not in text] == []


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda each: each.id)
def test_every_figure_in_the_words_of_a_measures_page_is_in_the_document(document, measure):
    page_text = _page_text(_page("priority", LUTON, route=measure.id))
    shown, document_numbers = set(NUMBER.findall(page_text)), set(NUMBER.findall(_text(document)))
    assert len(shown) > 10
    assert shown - document_numbers == set()


def test_each_figure_has_one_picture_one_caption_and_one_text_that_stands_for_it(document, report):
    pictures = document.element.body.findall(f".//{qn('wp:docPr')}")
    assert [each.get("descr") for each in pictures] == [report.text_alternative(figure) for figure in report.figures]
    assert all(figure.note in report.text_alternative(figure) for figure in report.figures)
    captions = [
        f"Figure {number}. {figure.title}. Figure {figure.id}." for number, figure in enumerate(report.figures, 1)
    ]
    assert _styled(document, "Caption") == captions


def test_captions_are_numbered_by_a_field_that_begins_at_one(document, report):
    fields = [each.text.strip() for each in document.element.iter(qn("w:instrText"))]
    sequence = [each for each in fields if each.startswith("SEQ Figure")]
    assert sequence[0].endswith("\\r 1")
    assert len(sequence) == len(report.figures)
    assert sum("\\r" in each for each in sequence) == 1


def test_a_figure_of_nothing_is_told_in_words_and_not_drawn(emptied, drawn):
    document = docx.Document(io.BytesIO(word(emptied, drawn)))
    assert len(document.inline_shapes) == len(emptied.figures) - 1
    assert len(_styled(document, "Caption")) == len(emptied.figures)
    assert emptied.figures[0].text_alternative in _text(document)
    # Whatever has no picture has no source on it.
    assert _styled(document, "Figure Source")[:-1] == [emptied.figures[0].stamp]


def test_headings_come_in_order_and_skip_no_level(document, report):
    levels = [int(each.style.name[-1]) for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [section.heading for section in report.sections] == _styled(document, "Heading 1")[1:-2]


def test_the_contents_link_to_every_main_heading(document):
    links = document.element.body.findall(f".//{qn('w:hyperlink')}")
    places = document.element.iter(qn("w:bookmarkStart"))
    marked = {each.get(qn("w:name")): _letters(each.getparent()) for each in places}
    assert [marked[each.get(qn("w:anchor"))] for each in links] == _styled(document, "Heading 1")
    assert [_letters(each) for each in links] == _styled(document, "Heading 1")


def test_every_table_has_a_header_row_on_each_page_a_title_and_a_description(document, report):
    for element, table in zip(document.element.body.iter(qn("w:tbl")), tables_of(report), strict=True):
        first, *others = element.findall(qn("w:tr"))
        assert first.find(f".//{qn('w:tblHeader')}") is not None
        assert not any(row.find(f".//{qn('w:tblHeader')}") is not None for row in others)
        assert element.find(f".//{qn('w:tblCaption')}").get(qn("w:val")) == table.caption
        assert table.columns[0] in element.find(f".//{qn('w:tblDescription')}").get(qn("w:val"))


def test_a_short_table_is_kept_on_one_page_and_a_long_ones_head_and_end_are_not_left_alone(document, report):
    for element, table in zip(document.element.body.iter(qn("w:tbl")), tables_of(report), strict=True):
        kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in element.findall(qn("w:tr"))]
        assert kept[:3] == [True] * min(3, len(table.rows)) + [False] * (len(table.rows) < 3)
        assert kept[-3:][-2:] == [True, False]
        assert len(table.rows) > KEPT_WHOLE or all(kept[:-1])
    captions = [each for each in document.paragraphs if each.style.name == "Table Caption"]
    assert all(each.style.paragraph_format.keep_with_next for each in captions)
    assert captions


def test_a_picture_stays_with_its_caption_and_a_heading_with_what_follows(document):
    pictures = [each for each in document.paragraphs if each._p.findall(f".//{qn('wp:docPr')}")]
    assert all(each.paragraph_format.keep_with_next for each in pictures)
    headings = [each for each in document.paragraphs if each.style.name.startswith("Heading")]
    assert all(each.style.paragraph_format.keep_with_next for each in headings)
    assert pictures
    assert headings


def test_only_the_first_measure_begins_a_page_so_that_no_page_is_left_with_a_few_lines(document, report):
    broken = [each.text for each in document.paragraphs if each.paragraph_format.page_break_before]
    assert broken == [report.sections[0].heading]


@given(
    st.integers(1, 5).flatmap(
        lambda columns: st.lists(
            st.lists(st.text("aM 5", max_size=60), min_size=columns, max_size=columns), min_size=1, max_size=5
        )
    )
)
def test_a_tables_columns_fill_its_width_and_hold_their_words_where_they_can(rows):
    head, *others = rows
    table = Table(caption="", columns=tuple(head), rows=tuple(map(tuple, others)), numeric=(False,) * len(head))
    element = table_element(table, "", "", 9000 * EMU_PER_TWIP)
    widths = [int(each.get(qn("w:w"))) for each in element.iter(qn("w:gridCol"))]
    assert 9000 - len(head) <= sum(widths) <= 9000
    longest = [
        max((len(word) for cell in cells for word in cell.split()), default=0) for cells in zip(*rows, strict=True)
    ]
    assert all(width >= 100 * min(word, LONGEST_WORD) for width, word in zip(widths, longest, strict=True))


def test_the_document_says_what_it_is_and_in_which_language(document, report):
    properties = document.core_properties
    assert (properties.title, properties.subject, properties.language) == (report.title, report.subtitle, "en-GB")
    assert properties.author == ""
    (language,) = document.styles.element.xpath("./w:docDefaults//w:lang/@w:val")
    assert language == "en-GB"


def test_every_page_says_that_figures_are_invented(document, report):
    assert report.warning in [each.text for each in document.sections[0].header.paragraphs]


def test_pages_are_numbered(document):
    fields = document.sections[0].footer._element.xpath(".//w:instrText")
    assert [each.text.strip() for each in fields] == ["PAGE", "NUMPAGES"]


def test_a_report_of_real_figures_says_nowhere_that_they_are_invented(hiding_document, hidden):
    assert not hidden.synthetic
    assert "SYNTHETIC" not in _text(hiding_document)
    assert hiding_document.sections[0].header.is_linked_to_previous


def test_a_hidden_figure_is_no_zero_and_says_why(hiding_document, hidden):
    assert SUPPRESSED in _text(hiding_document)
    rows = [row for table in _cells(hiding_document) for row in table if row[-1].startswith("suppressed")]
    hidden_rows = [row for figure in hidden.figures for row in figure.table.rows if row[-1].startswith("suppressed")]
    assert len(rows) == len(hidden_rows) > 0
    assert all(MISSING in row and "0" not in row for row in rows)


def test_the_same_release_gives_the_same_bytes(content, report, drawn):
    assert word(report, drawn) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_names_that_look_like_markup_are_only_words(renamed, drawn):
    words = "<w:p>& #eval(1) $x$ *b* _c_ \"d\" 'e'"
    document = docx.Document(io.BytesIO(word(renamed(words), drawn)))
    assert _styled(document, "Title") == [words]
