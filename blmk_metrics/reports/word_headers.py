"""What stands on every page of a Word document: that its figures are invented, and the page's number."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH

from blmk_metrics.reports.word_parts import add_field, speak_english

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _BaseHeaderFooter

CONTENT = ".//w:t or .//w:fldSimple or .//w:instrText or .//w:drawing or .//w:pict"


def mark_every_page(document: "Document", warning: str) -> None:
    """Put a warning at the head of every page, above what a template has there."""
    for number, section in enumerate(document.sections):
        for header in _headers(document, section):
            # A header that goes on from the section before is marked there.
            if number and header.is_linked_to_previous:
                continue
            paragraph = header.add_paragraph()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.add_run(warning).bold = True
            speak_english([paragraph._p])
            header._element.insert(0, paragraph._p)


def number_pages(document: "Document") -> None:
    """Number the pages of the last section at their foot, unless something stands there already."""
    section, facing = document.sections[-1], document.settings.odd_and_even_pages_header_footer
    for footer in (section.footer, *([section.even_page_footer] if facing else [])):
        if footer._element.xpath(CONTENT):
            continue
        paragraph = footer.paragraphs[0] if footer.paragraphs else footer.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.add_run("Page ")
        add_field(paragraph, "PAGE", "1")
        paragraph.add_run(" of ")
        add_field(paragraph, "NUMPAGES", "1")
        speak_english([paragraph._p])


def _headers(document: "Document", section: "Section") -> Iterator["_BaseHeaderFooter"]:
    """The kinds of header that a section's pages have."""
    yield section.header
    if section.different_first_page_header_footer:
        yield section.first_page_header
    if document.settings.odd_and_even_pages_header_footer:
        yield section.even_page_header
