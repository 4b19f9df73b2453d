"""The Word document that a report is written into: our own, or a council's, of which everything is kept."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Cm, Length
from docx.styles.style import BaseStyle

from blmk_metrics.errors import InputError
from blmk_metrics.reports.word_package import ENDS, as_document
from blmk_metrics.reports.word_styles import styled

if TYPE_CHECKING:
    from docx.document import Document

# What an old .doc and a document under a password begin with.
COMPOUND = b"\xd0\xcf\x11\xe0"
MISSING = re.compile("There is no item named '(.+)' in the archive")
PAGE = (Cm(21), Cm(29.7))
MARGIN = Cm(2.5)


def opened(template: Path | None) -> tuple["Document", dict[str, BaseStyle]]:
    """A document to write into, and its styles: A4 without a template, else the template with all that it has.

    Raises InputError when the template is not a Word document.
    """
    if template is None:
        document = _blank()
        return document, styled(document, ours=True)
    try:
        content = template.read_bytes()
    except OSError as error:
        raise InputError(f"the template {template} cannot be read ({error.strerror}); {ENDS}") from error
    if content.startswith(COMPOUND):
        raise InputError(f"the template {template} is under a password or in the old .doc format; {ENDS}")
    try:
        document = docx.Document(io.BytesIO(as_document(content, template)))
        document.element.body.get_or_add_sectPr()
        _without_an_empty_body(document)
        styles = styled(document, ours=False)
        _in_one_column(document)
        # What is wrong in a part fails where it is first asked for: better now, in one place.
        _ = (room(document), document.settings.odd_and_even_pages_header_footer, document.core_properties.title)
    except InputError:
        raise
    except Exception as error:
        if missing := MISSING.search(str(error)):
            raise InputError(
                f"the template {template} is not a whole Word document: it has no {missing[1]}; {ENDS}"
            ) from error
        # A damaged file fails in as many ways as there are parts in it.
        raise InputError(f"the template {template} is not a Word document ({type(error).__name__}); {ENDS}") from error
    return document, styles


def room(document: "Document") -> tuple[Length, Length]:
    """The width and the height that the last section of a document has for text, in EMU."""
    section = document.sections[-1]
    width = (section.page_width or PAGE[0]) - sum(
        MARGIN if each is None else each for each in (section.left_margin, section.right_margin, section.gutter or 0)
    )
    height = (section.page_height or PAGE[1]) - sum(
        MARGIN if each is None else abs(each) for each in (section.top_margin, section.bottom_margin)
    )
    return Length(max(width, Cm(4))), Length(max(height, Cm(4)))


def has_words(document: "Document") -> bool:
    """Whether a document has a body of its own."""
    return bool(document.element.body.xpath("./*[not(self::w:sectPr)]"))


def _blank() -> "Document":
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = PAGE
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    properties = document.core_properties
    properties.author = properties.comments = properties.keywords = ""
    # The library's own document comes with a picture of itself.
    relations = document.part.package.rels
    for name in [name for name, each in relations.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]
    return document


def _in_one_column(document: "Document") -> None:
    """Where a template has several columns, begin a section that has one: tables of figures do not fit into half."""
    several = "./w:cols[@w:num > 1]"
    if document.sections[-1]._sectPr.xpath(several):
        if has_words(document):
            document.add_section()
        (columns,) = document.sections[-1]._sectPr.xpath(several)
        document.sections[-1]._sectPr.remove(columns)


def _without_an_empty_body(document: "Document") -> None:
    """Take away the blank paragraphs of a body that has nothing else."""
    body = document.element.body
    blank = "self::w:p and not(.//w:t or .//w:drawing or .//w:pict or .//w:object or .//w:sectPr or .//w:instrText)"
    if not body.xpath(f"./*[not(self::w:sectPr) and not({blank})]"):
        for paragraph in body.xpath("./w:p"):
            body.remove(paragraph)
