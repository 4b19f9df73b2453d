"""A report as a Word document, to be edited: real headings, captions, tables and fields, in a council's own styles."""

import io
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from blmk_metrics.figures import MeasureFigure
from blmk_metrics.narrative.definitions import priority_of
from blmk_metrics.reports.archives import dateless
from blmk_metrics.reports.contents import Contents, Section
from blmk_metrics.reports.figure_pictures import Pictures
from blmk_metrics.reports.word_headers import mark_every_page, number_pages
from blmk_metrics.reports.word_parts import speak_english
from blmk_metrics.reports.word_styles import LANGUAGE
from blmk_metrics.reports.word_template import has_words, opened, room
from blmk_metrics.reports.word_writer import Writer

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph


def word(contents: Contents, pictures: Pictures, template: Path | None = None) -> bytes:
    """A report as a .docx, in the template where there is one; the same bytes for the same release and template.

    A template's body is kept before what is written. Raises InputError when the template is not a Word document.
    """
    document, styles = opened(template)
    kept = set(document.element.body)
    writer = Writer(document, styles, *room(document))
    place_of_contents = _front(writer, contents, follows=has_words(document))
    for place, section in enumerate(contents.sections):
        _section(writer, section, on_new_page=place == 0)
        for figure in section.figures:
            _figure(writer, figure, contents, pictures)
        _definition(writer, section)
    _annexes(writer, contents)
    writer.fill_contents(place_of_contents)
    if template is not None:
        speak_english(each for each in document.element.body if each not in kept)
    if contents.warning:
        mark_every_page(document, contents.warning)
    number_pages(document)
    _set_properties(document, contents)
    written = io.BytesIO()
    document.save(written)
    return dateless(written.getvalue())


def _front(writer: Writer, contents: Contents, follows: bool) -> "Paragraph":
    """The first pages; the place kept for the contents among them."""
    title = writer.text(contents.title, "Title")
    if follows:
        title.paragraph_format.page_break_before = True
    writer.text(contents.subtitle, "Subtitle")
    if contents.warning:
        writer.text("").add_run(contents.warning).bold = True
    place_of_contents = writer.room_for_contents()
    writer.heading("Every measure at a glance")
    writer.table(contents.summary)
    return place_of_contents


def _section(writer: Writer, section: Section, on_new_page: bool) -> None:
    """A measure's question and its answer in words, up to its figures."""
    writer.heading(section.heading, on_new_page=on_new_page)
    priority = writer.text(f"{priority_of(section.measure)}: {section.measure.name}")
    finding = writer.text("")
    finding.add_run(f"{section.finding}.").bold = True
    priority.paragraph_format.keep_with_next = finding.paragraph_format.keep_with_next = True
    writer.bullets(section.sentences)
    writer.heading("Figures", 2)


def _figure(writer: Writer, figure: MeasureFigure, contents: Contents, pictures: Pictures) -> None:
    if not figure.empty:
        writer.picture(pictures.png(figure), contents.text_alternative(figure))
    caption = writer.caption(contents.numbers[figure.id], contents.caption(figure))
    if figure.empty:
        caption.paragraph_format.keep_with_next = True
        writer.text(figure.text_alternative)
        writer.text(figure.stamp, "Figure Source")
    for table in figure.tables:
        writer.table(table)


def _definition(writer: Writer, section: Section) -> None:
    if section.variants:
        writer.heading("Other ways to say it", 2)
        writer.table(section.variants)
        writer.terms(section.variant_notes)
    writer.heading("What this measure is", 2)
    writer.terms(section.definition)
    if not section.caveats:
        return
    warned = writer.text("")
    warned.add_run("Read with care").bold = True
    warned.paragraph_format.keep_with_next = True
    writer.bullets(section.caveats)


def _annexes(writer: Writer, contents: Contents) -> None:
    writer.heading("Annex: methods")
    writer.terms(contents.methods)
    writer.table(contents.meanings)
    if contents.disclosure:
        writer.heading("Figures that are hidden", 2)
        for text in contents.disclosure:
            writer.text(text)
    writer.heading("Annex: where the figures come from")
    writer.table(contents.sources)
    writer.table(contents.figure_list)
    # A document may not end with a table.
    writer.text(contents.subtitle, "Figure Source")


def _set_properties(document: "Document", contents: Contents) -> None:
    properties = document.core_properties
    properties.title, properties.subject, properties.language = contents.title, contents.subtitle, LANGUAGE
    # Of the release and not of the hour, so that the same release gives the same bytes.
    published = datetime.combine(contents.release.published, time(), UTC)
    properties.created = properties.modified = published
    properties.last_modified_by, properties.revision = "", 1
