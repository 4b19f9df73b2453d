"""The PDF, reopened: all that was told is in it, and its structure is one that a screen reader can follow."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from blmk_metrics.errors import InputError
from blmk_metrics.narrative.definitions import SUPPRESSED
from blmk_metrics.narrative.numbers import MISSING
from blmk_metrics.reports.figure_pictures import Pictures
from blmk_metrics.reports.pdf import pdf
from tests.reports.drawn import tables_of, words_of


@pytest.fixture(scope="module")
def content(report, drawn) -> bytes:
    return pdf(report, drawn)


@pytest.fixture(scope="module")
def reader(content) -> PdfReader:
    return PdfReader(io.BytesIO(content))


@pytest.fixture(scope="module")
def pages(reader) -> list[str]:
    """What can be read on each page: read once for all tests, for it takes seconds."""
    return [_packed(page.extract_text()) for page in reader.pages]


@pytest.fixture(scope="module")
def hidden_pages(hidden, drawn) -> list[str]:
    """The same of a report of real figures, of which some are hidden."""
    return [_packed(page.extract_text()) for page in PdfReader(io.BytesIO(pdf(hidden, drawn))).pages]


def _structure(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every element of the structure, in reading order."""

    def below(node) -> Iterator[DictionaryObject]:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, ArrayObject):
            for each in node:
                yield from below(each)
        elif isinstance(node, DictionaryObject) and "/S" in node:
            yield node
            yield from below(node.get("/K", ArrayObject()))

    yield from below(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])


def _text(reader: PdfReader) -> str:
    """All that can be read, without the spaces and breaks that a line's end has."""
    return _packed("".join(page.extract_text() for page in reader.pages))


def _packed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", text)


def test_it_claims_to_be_accessible_in_the_words_of_the_standard(reader, report):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata.title == report.title


def test_every_figure_is_in_the_structure_with_the_text_that_stands_for_it(reader, report):
    figures = [each for each in _structure(reader) if each["/S"] == "/Figure"]
    assert [each["/Alt"] for each in figures] == [report.text_alternative(figure) for figure in report.figures]


def test_every_figure_has_a_caption(reader, report):
    captions = [each for each in _structure(reader) if each["/S"] == "/Caption"]
    assert len(captions) == len(report.figures)


def test_every_table_has_real_header_cells(reader, report):
    kinds = [each["/S"] for each in _structure(reader)]
    tables = tables_of(report)
    assert kinds.count("/Table") == kinds.count("/THead") == len(tables)
    assert kinds.count("/TH") == sum(len(table.columns) for table in tables)
    assert kinds.count("/TD") == sum(len(table.columns) * len(table.rows) for table in tables)


def test_headings_come_in_order_and_skip_no_level(reader, report):
    levels = [int(each["/S"][2]) for each in _structure(reader) if re.fullmatch(r"/H\d", each["/S"])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    bookmarks = [each.title for each in reader.outline if not isinstance(each, list)]
    assert [section.heading for section in report.sections] == bookmarks[1:-2]


def test_every_cell_of_every_table_can_be_read(pages, report):
    text = "".join(pages)
    cells = {cell for table in tables_of(report) for row in (table.columns, *table.rows) for cell in row}
    assert [cell for cell in cells if _packed(cell) not in text] == []


def test_every_word_of_the_report_can_be_read(pages, report):
    # A paragraph may go over a page, with the page's foot and head between.
    text = "".join(pages)
    ends = {end for each in words_of(report) for end in (_packed(each)[:25], _packed(each)[-25:])}
    assert [end for end in ends if end not in text] == []


def test_every_page_says_that_figures_are_invented(pages, report):
    assert pages
    assert all(_packed(report.warning) in page for page in pages)


def test_no_page_of_a_report_of_real_figures_says_that_they_are_invented(hidden_pages):
    assert hidden_pages
    assert "SYNTHETIC" not in "".join(hidden_pages)


def test_a_hidden_figure_is_no_zero_and_says_why(hidden, hidden_pages):
    text = "".join(hidden_pages)
    assert _packed(SUPPRESSED) in text
    rows = [row for figure in hidden.figures for row in figure.table.rows if row[-1].startswith("suppressed")]
    assert rows
    assert all(_packed("".join(row)) in text and MISSING in row for row in rows)


def test_a_figure_of_nothing_is_told_in_words_and_not_drawn(emptied, drawn):
    reader = PdfReader(io.BytesIO(pdf(emptied, drawn)))
    assert sum(each["/S"] == "/Figure" for each in _structure(reader)) == len(emptied.figures) - 1
    text = _text(reader)
    assert _packed(emptied.figures[0].text_alternative) in text
    numbered = [
        f"Figure {number}. {figure.title}. Figure {figure.id}." for number, figure in enumerate(emptied.figures, 1)
    ]
    assert [each for each in numbered if _packed(each) not in text] == []


def test_only_the_typefaces_that_come_with_it_are_in_it(reader):
    fonts = {
        font.get_object()["/BaseFont"].split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts <= {"SourceSans3-Regular", "SourceSans3-Bold", "DejaVuSansMono", "DejaVuSansMono-Bold"}


def test_the_same_release_gives_the_same_bytes(content, report, drawn):
    assert pdf(report, drawn) == content


def test_names_that_look_like_markup_are_only_words(renamed, drawn):
    words = "#panic() $x$ *b* _c_ <d> @e `f` = g // h \\ i"
    reader = PdfReader(io.BytesIO(pdf(renamed(words), drawn)))
    assert reader.metadata.title == words
    assert _packed(words) in _text(reader)


def test_a_letter_that_the_typeface_lacks_is_refused_by_name(renamed, drawn):
    with pytest.raises(InputError, match="has '日' in a name or a source"):
        pdf(renamed("日"), drawn)


def test_a_real_chart_is_drawn_as_lines_and_its_words_stay_words(report):
    first, *_ = report.sections
    listed = replace(report.figure_list, rows=report.figure_list.rows[:1])
    one = replace(report, sections=(replace(first, figures=first.figures[:1]),), figure_list=listed)
    reader = PdfReader(io.BytesIO(pdf(one, Pictures())))
    assert not any(page.images for page in reader.pages)
    (figure,) = one.figures
    assert _text(reader).count(_packed(figure.title)) > 1
