"""A council's own Word template: what it has is kept and used, what it lacks is added, what is none is refused."""

import io
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm

from blmk_metrics.errors import InputError
from blmk_metrics.reports.word import word
from tests.reports import templates
from tests.reports.templates import WORDS, template

SAME = {"Heading 1", "Heading 2", "Title", "Caption", "List Bullet"}


@pytest.fixture
def write(report, drawn):
    def written(path: Path) -> Document:
        return docx.Document(io.BytesIO(word(report, drawn, path)))

    return written


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "template.docx"


def _headings(document: Document) -> list[str]:
    return [each.text for each in document.paragraphs if each.style.name == "Heading 1"]


def _style(document: Document, name: str) -> bytes:
    return document.styles[name].element.xml


def test_a_templates_own_page_comes_first_and_ours_begins_a_new_one(write, path, report):
    paragraphs = write(template(path)).paragraphs
    assert [each.text for each in paragraphs[:2]] == [WORDS, report.title]
    assert paragraphs[1].paragraph_format.page_break_before


def test_a_template_without_words_begins_with_the_report(write, path, report):
    def emptied(document: Document) -> None:
        document.paragraphs[0].clear()

    first = write(template(path, emptied)).paragraphs[0]
    assert first.text == report.title
    assert not first.paragraph_format.page_break_before


def test_a_templates_styles_are_used_as_they_are(write, path):
    before = docx.Document(str(template(path)))
    after = write(path)
    assert {name: _style(after, name) for name in SAME} == {name: _style(before, name) for name in SAME}
    assert {each.style.name for each in after.paragraphs} >= SAME


def test_headings_of_a_german_template_are_headings(write, path, report):
    document = write(template(path, styles=templates.german))
    assert [section.heading for section in report.sections] == _headings(document)[1:-2]
    assert document.styles["Heading 1"].style_id == "berschrift1"


def test_our_words_are_english_in_a_template_of_another_language(write, path):
    document = write(template(path, styles=templates.german))
    (words, *ours) = document.element.body.findall(qn("w:p"))
    assert not words.xpath(".//w:lang")
    assert all(run.xpath("./w:rPr/w:lang/@w:val") == ["en-GB"] for each in ours for run in each.iter(qn("w:r")))


@pytest.mark.parametrize("lists", [lambda _: None, templates.without_lists], ids=["lists", "no lists"])
def test_styles_that_a_template_lacks_are_added(write, path, report, lists):
    document = write(template(path, lists, styles=templates.only_the_usual_style))
    assert _headings(document)[1:-2] == [section.heading for section in report.sections]
    (level,) = document.styles["Heading 2"].element.xpath("./w:pPr/w:outlineLvl/@w:val")
    assert level == "1"
    assert document.styles["Heading 1"].base_style == document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    (number,) = document.styles["List Bullet"].element.xpath(".//w:numId/@w:val")
    assert document.part.numbering_part.element.xpath(f"./w:num[@w:numId='{number}']")


def test_a_style_of_another_kind_is_left_alone_and_ours_stands_beside_it(write, path, report):
    document = write(template(path, styles=templates.caption_of_letters))
    assert document.styles["caption"].type == WD_STYLE_TYPE.CHARACTER
    captions = [each for each in document.paragraphs if each.style.name == "caption of the report"]
    assert len(captions) == len(report.figures)


def test_header_footer_and_page_of_a_template_are_kept(write, path, report):
    document = write(template(path, templates.landscape))
    (section,) = document.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21)
    assert [each.text for each in section.header.paragraphs] == [report.warning, "Our council"]
    assert [each.text for each in section.footer.paragraphs] == ["Our address"]


@pytest.mark.parametrize("page", [templates.landscape, templates.small, templates.two_columns])
def test_pictures_and_tables_fit_the_page(write, path, page):
    document = write(template(path, page))
    section = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    assert all(shape.width <= min(room, Cm(16)) for shape in document.inline_shapes)
    twips = room // 635
    for grid in document.element.body.iter(qn("w:tblGrid")):
        assert sum(int(each.get(qn("w:w"))) for each in grid) <= twips


def test_a_report_after_a_page_of_two_columns_has_one(write, path):
    before, after = write(template(path, templates.two_columns)).sections
    assert before._sectPr.xpath("./w:cols/@w:num") == ["2"]
    assert after._sectPr.xpath("./w:cols") == []


def test_every_kind_of_page_says_that_figures_are_invented(write, path, report):
    document = write(template(path, templates.several_headers))
    cover, rest = document.sections
    for header in (cover.header, cover.first_page_header, cover.even_page_header):
        assert header.paragraphs[0].text == report.warning
    assert rest.header.is_linked_to_previous
    assert rest.even_page_header.is_linked_to_previous


def test_a_dotx_becomes_a_document(write, tmp_path, report):
    path = template(tmp_path / "template.dotx", Content_Types=templates.as_template)
    assert write(path).paragraphs[1].text == report.title


def test_a_protected_template_stays_protected(write, path):
    document = write(template(path, settings=templates.protected))
    assert document.settings.element.xpath("./w:documentProtection/@w:edit") == ["readOnly"]


def test_the_same_template_gives_the_same_bytes(report, drawn, path):
    assert word(report, drawn, template(path)) == word(report, drawn, path)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is not a Word document"),
        (b"Dear all", "is not a Word document"),
        (b"PK\x03\x04 cut short", "is not a Word document"),
        (b"\xd0\xcf\x11\xe0 old", "under a password or in the old .doc format"),
    ],
)
def test_what_is_no_word_document_is_refused(report, drawn, path, content, complaint):
    path.write_bytes(content)
    with pytest.raises(InputError, match=complaint) as refused:
        word(report, drawn, path)
    assert str(path) in str(refused.value)


@pytest.mark.parametrize(
    ("parts", "complaint"),
    [
        ({"document": lambda text: text[:300]}, "is not a Word document"),
        ({"document": None}, r"is not a whole Word document: it has no word/document\.xml"),
        ({"styles": None}, r"is not a whole Word document: it has no word/styles\.xml"),
        ({"styles": templates.with_entities}, r"has a document type declaration in word/styles\.xml"),
        ({"document": lambda _: "<html/>"}, "is not a Word document"),
        ({"styles": lambda text: text[:300]}, "is not a Word document"),
        ({"Content_Types": templates.with_macros}, "holds macros"),
    ],
    ids=["cut", "no text", "no styles", "entities", "another kind of text", "cut styles", "macros"],
)
def test_a_damaged_word_document_is_refused(report, drawn, path, parts, complaint):
    with pytest.raises(InputError, match=complaint):
        word(report, drawn, template(path, **parts))


def test_a_template_that_is_not_there_is_refused(report, drawn, path):
    with pytest.raises(InputError, match=r"template\.docx cannot be read \(No such file or directory\)"):
        word(report, drawn, path)


@pytest.mark.parametrize(
    ("limit", "complaint"),
    [("MOST_UNPACKED", "unpacks to more than 1,000 bytes;"), ("MOST_XML", "more than 1,000 bytes of text and styles;")],
)
def test_a_template_that_unpacks_to_more_than_anybody_wrote_is_refused(
    report, drawn, path, monkeypatch, limit, complaint
):
    monkeypatch.setattr(f"blmk_metrics.reports.word_package.{limit}", 1000)
    with pytest.raises(InputError, match=complaint):
        word(report, drawn, template(path))
