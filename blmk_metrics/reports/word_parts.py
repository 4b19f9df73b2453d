"""Pieces of a Word document that its library has no call for: alternative text, fields, accessible tables, language."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from blmk_metrics.figures import Table
from blmk_metrics.reports.word_styles import LANGUAGE

if TYPE_CHECKING:
    from docx.shape import InlineShape
    from docx.text.paragraph import Paragraph

EMU_PER_TWIP = 635
# In twips: a letter of a table's text at 9 points, alone in a word and in a line with spaces, and the space beside and
# above a cell's text.
LETTER, LETTER_IN_LINE, BESIDE, ABOVE = 110, 100, 60, 30
# A word that is longer, a checksum, may be broken.
LONGEST_WORD = 14
# A table of at most so many rows stays on one page; of a longer one, so many of each end stay together.
KEPT_WHOLE, KEPT_ENDS = 8, 3


def word_element(tag: str, **values: Any) -> Any:
    """An element of WordprocessingML with attributes: `word_element("jc", val="right")`."""
    element = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def describe(picture: "InlineShape", text: str) -> None:
    """Give a picture the text that stands for it."""
    picture._inline.docPr.set("descr", text)


def add_field(paragraph: "Paragraph", instruction: str, shown: str, bold: bool | None = None) -> None:
    """A field that Word keeps up to date, and what it shows until then."""
    for piece in (
        word_element("fldChar", fldCharType="begin"),
        _text("instrText", f" {instruction} "),
        word_element("fldChar", fldCharType="separate"),
        _text("t", shown),
        word_element("fldChar", fldCharType="end"),
    ):
        run = paragraph.add_run()
        run.bold = bold
        run._r.append(piece)


def bookmark(paragraph: "Paragraph", name: str, number: int) -> None:
    """Give a paragraph a name that can be linked to."""
    paragraph._p.get_or_add_pPr().addnext(word_element("bookmarkStart", id=number, name=name))
    paragraph._p.append(word_element("bookmarkEnd", id=number))


def add_contents(paragraphs: Sequence["Paragraph"], headings: Iterable[tuple[str, str]]) -> None:
    """A contents field over empty paragraphs, each a heading that links to its bookmark until Word adds the pages."""
    first, last = paragraphs[0], paragraphs[-1]
    first.add_run()._r.append(word_element("fldChar", fldCharType="begin", dirty="true"))
    first.add_run()._r.append(_text("instrText", ' TOC \\o "1-1" \\h \\z '))
    first.add_run()._r.append(word_element("fldChar", fldCharType="separate"))
    for paragraph, (text, name) in zip(paragraphs, headings, strict=True):
        link = word_element("hyperlink", anchor=name, history="1")
        run = word_element("r")
        run.append(_text("t", text))
        link.append(run)
        paragraph._p.append(link)
    last.add_run()._r.append(word_element("fldChar", fldCharType="end"))


def table_element(table: Table, style: str, text_style: str, width: int) -> Any:
    """A table as an element `width` EMU wide, with its header row repeated on each page, a title and a description.

    `style` and `text_style` are the ids of a table's and of a paragraph's style.
    """
    widths = _widths(table, width // EMU_PER_TWIP)
    properties, grid = word_element("tblPr"), word_element("tblGrid")
    properties.extend(
        [
            *(
                word_element("tblStyle", val=style),
                word_element("tblW", w=sum(widths), type="dxa"),
                word_element("tblLayout", type="fixed"),
            ),
            _margins(),
            word_element("tblLook", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=0, noVBand=1),
            word_element("tblCaption", val=table.caption),
            word_element("tblDescription", val=f"Columns: {', '.join(table.columns)}."),
        ]
    )
    grid.extend([word_element("gridCol", w=each) for each in widths])
    element = word_element("tbl")
    element.extend([properties, grid])
    rows = [table.columns, *table.rows]
    kept = range(len(rows) - 1)
    for place, row in enumerate(rows):
        keep = place in (kept if len(table.rows) <= KEPT_WHOLE else (*kept[:KEPT_ENDS], *kept[1 - KEPT_ENDS :]))
        element.append(_row(row, table.numeric, widths, text_style, heads=place == 0, keep=keep))
    return element


def speak_english(elements: Iterable[Any]) -> None:
    """Mark the words of elements as English, whatever language the document around them is in."""
    for element in elements:
        for run in element.iter(qn("w:r")):
            run.get_or_add_rPr().append(word_element("lang", val=LANGUAGE))


def _margins() -> Any:
    margins = word_element("tblCellMar")
    for side, size in (("top", ABOVE), ("left", BESIDE), ("bottom", ABOVE), ("right", BESIDE)):
        margins.append(word_element(side, w=size, type="dxa"))
    return margins


def _row(
    row: Sequence[str], numeric: Sequence[bool], widths: Sequence[int], style: str, heads: bool, keep: bool
) -> Any:
    properties = word_element("trPr")
    properties.append(word_element("cantSplit"))
    if heads:
        properties.append(word_element("tblHeader"))
    element = word_element("tr")
    element.append(properties)
    for text, right, width in zip(row, numeric, widths, strict=True):
        cell, form, paragraph, run = word_element("tc"), word_element("pPr"), word_element("p"), word_element("r")
        form.append(word_element("pStyle", val=style))
        if keep:
            form.append(word_element("keepNext"))
        if right:
            form.append(word_element("jc", val="right"))
        if heads:
            bold = word_element("rPr")
            bold.append(word_element("b"))
            run.append(bold)
        run.append(_text("t", text))
        paragraph.extend([form, run])
        size = word_element("tcPr")
        size.append(word_element("tcW", w=width, type="dxa"))
        cell.extend([size, paragraph])
        element.append(cell)
    return element


def _widths(table: Table, width: int) -> list[int]:
    """A width for each column, in twips: room for its longest word, and for its lines where they are short.

    What is left goes to the columns of longer lines, by their length.
    """
    columns = list(zip(table.columns, *table.rows, strict=True))
    wide = [float(LETTER * _longest_word(cells) + 2 * BESIDE) for cells in columns]
    # A head may take two lines.
    lines = [max(len(cells[0]) / 2, max(map(len, cells[1:]), default=0)) for cells in columns]
    wanted = {at: max(0, LETTER_IN_LINE * line + 2 * BESIDE - wide[at]) for at, line in enumerate(lines)}
    left = max(0, width - sum(wide))
    for at in sorted(wanted, key=wanted.__getitem__):
        if wanted[at] <= left / len(wanted):
            wide[at] += wanted[at]
            left -= wanted.pop(at)
    for at in wanted:
        wide[at] += left * lines[at] / sum(lines[each] for each in wanted)
    return [int(width * each / sum(wide)) for each in wide]


def _longest_word(cells: Sequence[str]) -> float:
    """The letters of the longest word; a capital is half as wide again as another letter."""
    words = (word for cell in cells for word in cell.split())
    return min(LONGEST_WORD, max((len(word) + sum(map(str.isupper, word)) / 2 for word in words), default=0))


def _text(tag: str, text: str) -> Any:
    element = word_element(tag)
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.text = text
    return element
