"""Slides of the pack: widescreen, in British English, each with a title of its own and in the order it is read."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.util import Inches, Pt

from blmk_metrics.charts.theme import CHOSEN, QUIET_TEXT, SECOND, TEXT
from blmk_metrics.figures import Table
from blmk_metrics.reports.colours import rgb
from blmk_metrics.reports.slide_layouts import (
    ACROSS,
    BODY,
    LANGUAGE,
    LEFT,
    SOURCE,
    SUBTITLE,
    WARNING,
    number,
    speak,
    widen,
)

CHART_WIDTH, GAP = Inches(8.3), Inches(0.3)
# The sizes of words beside a chart, in points: the largest in which they fit.
SIZES = (16, 14, 12)


class Deck:
    """A presentation as it grows, its title slide first."""

    chart_box = (LEFT, BODY[0], CHART_WIDTH, BODY[1])

    def __init__(self, title: str, subtitle: str, warning: str, published: datetime) -> None:
        self._presentation = Presentation()
        widen(self._presentation)
        properties = self._presentation.core_properties
        properties.title, properties.subject, properties.language, properties.author = title, subtitle, LANGUAGE, ""
        properties.created = properties.modified = published
        slide = self._presentation.slides.add_slide(self._presentation.slide_layouts[0])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(part for part in (subtitle, warning) if part)

    def add(self, title: str, kicker: str, subtitle: str, warning: str) -> Any:
        """A slide with a title: what it is of, then what is found. What is synthetic says so above."""
        slide = self._presentation.slides.add_slide(self._presentation.slide_layouts[1])
        frame = slide.shapes.title.text_frame
        for at, (text, size, colour) in enumerate(((kicker, 16, CHOSEN), (title, 24, TEXT))):
            if text:
                paragraph = frame.paragraphs[0] if at == 0 or not kicker else frame.add_paragraph()
                _write(paragraph, text, size, colour, bold=True)
        if warning:
            self._text(slide, "Warning", (LEFT, WARNING[0], ACROSS, WARNING[1]), [warning], 12, SECOND, bold=True)
        self._text(slide, "Subtitle", (LEFT, SUBTITLE[0], ACROSS, SUBTITLE[1]), [subtitle], 14, QUIET_TEXT)
        return slide

    def add_picture(self, slide: Any, png: bytes, name: str, text: str) -> int:
        """A picture where a chart would stand, as large as fits: how wide it is."""
        left, top, width, height = self.chart_box
        across, down = Image.open(io.BytesIO(png)).size
        scale = min(width / across, height / down)
        size = int(across * scale), int(down * scale)
        self.describe(slide.shapes.add_picture(io.BytesIO(png), left, top, *size), name, text)
        return size[0]

    def add_table(self, slide: Any, table: Table) -> None:
        """A table across the slide, its first row its header."""
        box = (LEFT, BODY[0], ACROSS, Inches(0.4))
        frame = slide.shapes.add_table(1 + len(table.rows), len(table.columns), *box)
        self.describe(frame, table.caption, table.caption)
        for at, cells in enumerate((table.columns, *table.rows)):
            for column, text in enumerate(cells):
                cell = frame.table.cell(at, column)
                head = at == 0
                _write(cell.text_frame.paragraphs[0], text, 12, "#FFFFFF" if head else TEXT, bold=head or column == 0)
                cell.fill.solid()
                cell.fill.fore_color.rgb = rgb(CHOSEN if head else "#FFFFFF" if at % 2 else "#F3F2F1")

    def say_beside(self, slide: Any, texts: Sequence[str], taken: int = CHART_WIDTH) -> None:
        """Words beside what is drawn so wide, or where nothing is, across the slide."""
        left = LEFT + taken + (GAP if taken else 0)
        width = LEFT + ACROSS - left
        self._text(slide, "In words", (left, BODY[0], width, BODY[1]), texts, _size(texts, width), TEXT)

    def sign(self, slide: Any, source: str) -> None:
        """The source and the figure's id, in small print."""
        self._text(slide, "Source", (LEFT, SOURCE[0], ACROSS, SOURCE[1]), [source], 10, QUIET_TEXT)

    def annotate(self, slide: Any, lines: Sequence[str]) -> None:
        """What stands in the notes of a slide."""
        slide.notes_slide.notes_text_frame.text = "\n".join(lines)

    def describe(self, shape: Any, name: str, text: str) -> None:
        """Give a chart, a picture or a table its name and its alternative text, for which python-pptx has no call."""
        shape.name = name
        shape._element.xpath("./*/p:cNvPr")[0].set("descr", text)

    def content(self) -> bytes:
        """The presentation as a file."""
        for slide in self._presentation.slides:
            number(slide)
            parts = [slide, *([slide.notes_slide] if slide.has_notes_slide else [])]
            charts = [shape.chart for shape in slide.shapes if shape.has_chart]
            for element in [each._element for each in parts] + [each._chartSpace for each in charts]:
                speak(element)
        written = io.BytesIO()
        self._presentation.save(written)
        return written.getvalue()

    def _text(
        self,
        slide: Any,
        name: str,
        box: Sequence[int],
        texts: Sequence[str],
        size: int,
        colour: str,
        bold: bool = False,
    ) -> None:
        shape = slide.shapes.add_textbox(*box)
        shape.name = name
        frame = shape.text_frame
        frame.word_wrap = True
        for at, text in enumerate(texts):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(size // 2 if len(texts) > 1 else 0)
            _write(paragraph, text, size, colour, bold=bold)


def _size(texts: Sequence[str], width: int) -> int:
    """The size in which words fit beside a chart, in points, by letters that are half as wide as they are high."""

    def height(size: int) -> float:
        line = width // (Pt(size) // 2)
        return sum(Pt(size) * (1.2 * -(-len(text) // line) + 0.5) for text in texts)

    return next((size for size in SIZES if height(size) <= BODY[1]), SIZES[-1])


def _write(paragraph: Any, text: str, size: int, colour: str, *, bold: bool) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(colour)
