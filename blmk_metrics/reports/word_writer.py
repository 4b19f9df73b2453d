"""Writes the kinds of thing that a report is made of at the end of a Word document."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docx.shared import Cm, Length, Pt
from docx.styles.style import BaseStyle

from blmk_metrics.figures import Table
from blmk_metrics.reports.word_parts import add_contents, add_field, bookmark, describe, table_element
from blmk_metrics.reports.word_styles import TABLE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

WIDEST = Cm(16)
# What must stay on the page with a picture: its caption, and a heading above it.
CAPTION = Cm(3.5)
# Beyond the bookmarks that a template may have.
FIRST_BOOKMARK = 90_000


@dataclass
class Writer:
    """A document being written, its styles by name, and how wide and high its text may be."""

    document: "Document"
    styles: Mapping[str, BaseStyle]
    width: Length
    height: Length
    _headings: list[tuple[str, str]] = field(default_factory=list)

    def text(self, text: str, style: str | None = None) -> "Paragraph":
        """A paragraph in a style, or in the document's usual one."""
        paragraph = self.document.add_paragraph(text)
        return self._styled(paragraph, style) if style else paragraph

    def _styled(self, paragraph: "Paragraph", style: str) -> "Paragraph":
        # By its id: the library would look through all styles for each paragraph.
        paragraph._p.style = self.styles[style].style_id
        return paragraph

    def bullets(self, texts: Iterable[str]) -> None:
        """A list, on one page."""
        listed = [self.text(text, "List Bullet") for text in texts]
        for paragraph in listed[:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def terms(self, meanings: Mapping[str, str]) -> None:
        """Terms with what each means."""
        for place, (term, text) in enumerate(meanings.items()):
            paragraph = self.text("")
            if place == 0:
                # A table may stand above.
                paragraph.paragraph_format.space_before = Pt(6)
            paragraph.add_run(f"{term}. ").bold = True
            paragraph.add_run(text)

    def heading(self, text: str, level: int = 1, on_new_page: bool = False) -> None:
        """A heading; those of the first level are in the contents."""
        paragraph = self.text(text, f"heading {level}")
        if on_new_page:
            paragraph.paragraph_format.page_break_before = True
        if level == 1:
            name = f"_TocReport{len(self._headings)}"
            bookmark(paragraph, name, FIRST_BOOKMARK + len(self._headings))
            self._headings.append((text, name))

    def room_for_contents(self) -> "Paragraph":
        """The heading of the contents, and the place kept for them until all headings are written."""
        self.text("Contents", "TOC Heading")
        return self.text("", "toc 1")

    def fill_contents(self, place: "Paragraph") -> None:
        """The contents, in the place kept for them."""
        before = [self._styled(place.insert_paragraph_before(""), "toc 1") for _ in self._headings[1:]]
        add_contents([*before, place], self._headings)

    def caption(self, number: int, text: str) -> "Paragraph":
        """The caption of a figure, numbered by a field."""
        paragraph = self.text("", "caption")
        paragraph.add_run("Figure ").bold = True
        # The first begins at one, whatever figures a template's own pages have.
        add_field(paragraph, "SEQ Figure \\* ARABIC" + (" \\r 1" if number == 1 else ""), str(number), bold=True)
        paragraph.add_run(". ").bold = True
        paragraph.add_run(text)
        return paragraph

    def picture(self, png: bytes, text: str) -> None:
        """A picture, as wide as 16 cm or as the page allows, with the text that stands for it."""
        paragraph = self.text("")
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(14)
        shape = paragraph.add_run().add_picture(io.BytesIO(png))
        scale = min(self.width, WIDEST) / shape.width
        scale = min(scale, max(self.height - CAPTION, Cm(3)) / shape.height)
        shape.width, shape.height = Length(int(shape.width * scale)), Length(int(shape.height * scale))
        describe(shape, text)

    def table(self, table: Table) -> None:
        """A table under its caption."""
        paragraph = self.text(table.caption, "Table Caption")
        style, text_style = self.styles[TABLE].style_id, self.styles["Table Text"].style_id
        paragraph._p.addnext(table_element(table, style, text_style, self.width))
