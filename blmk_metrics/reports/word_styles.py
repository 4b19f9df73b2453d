"""The styles that a report is written in: a template's own where it has them, else ours."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle

from blmk_metrics.charts import theme

if TYPE_CHECKING:
    from docx.document import Document

NAVY, QUIET = (RGBColor.from_string(colour[1:]) for colour in (theme.NAVY, theme.QUIET_TEXT))
FONT = "Arial"
LANGUAGE = "en-GB"
TABLE = "Table Grid"


@dataclass(frozen=True, kw_only=True)
class Look:
    """A paragraph style where a document has none of its name. `outline` is a heading's level, from 0."""

    name: str
    size: float  # and other lengths, in points
    before: float = 0
    after: float = 6
    bold: bool = False
    colour: RGBColor | None = None
    outline: int | None = None
    keep_with_next: bool = False
    builtin: bool = True


LOOKS = (
    Look(name="Title", size=24, bold=True, colour=NAVY, after=10),
    Look(name="Subtitle", size=12, colour=QUIET, after=12),
    Look(name="heading 1", size=18, bold=True, colour=NAVY, before=18, after=8, outline=0, keep_with_next=True),
    Look(name="heading 2", size=14, bold=True, colour=NAVY, before=16, after=6, outline=1, keep_with_next=True),
    # At level 9 it is no heading, and not in the contents that it stands above.
    Look(name="TOC Heading", size=18, bold=True, colour=NAVY, before=18, after=8, outline=9, keep_with_next=True),
    Look(name="toc 1", size=11, after=3),
    Look(name="caption", size=10, before=4, after=4),
    Look(name="List Bullet", size=11, after=3),
    Look(name="Figure Source", size=9, colour=QUIET, builtin=False),
    Look(name="Table Caption", size=9, bold=True, before=10, after=3, keep_with_next=True, builtin=False),
    Look(name="Table Text", size=9, after=0, builtin=False),
)
BULLETS = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="{{number}}"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>"""
RULES = f"""<w:tblPr {nsdecls("w")}><w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="808080"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="B1B4B6"/></w:tblBorders></w:tblPr>"""


def styled(document: "Document", ours: bool) -> dict[str, BaseStyle]:
    """The styles of a report by name, made where the document lacks them; of a document of `ours`, all as we like."""
    if ours:
        _begin_anew(document)
    existing = {each.element.name_val.lower(): each for each in document.styles if each.element.name_val}
    found = {look.name: _paragraph_style(document, look, existing, ours) for look in LOOKS}
    return found | {TABLE: _table_style(document, existing, ours)}


def _begin_anew(document: "Document") -> None:
    """One typeface and one language, whatever the library's own document has."""
    (default,) = document.styles.element.xpath("./w:docDefaults/w:rPrDefault/w:rPr")
    default.clear()
    fonts, language = OxmlElement("w:rFonts"), OxmlElement("w:lang")
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    language.set(qn("w:val"), LANGUAGE)
    default.extend([fonts, language])
    normal = document.styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(6)


def _paragraph_style(document: "Document", look: Look, existing: dict[str, BaseStyle], ours: bool) -> BaseStyle:
    style = existing.get(look.name.lower())
    if isinstance(style, ParagraphStyle) and not ours:
        return style
    if not isinstance(style, ParagraphStyle):
        style = ParagraphStyle(_added(document, look.name, WD_STYLE_TYPE.PARAGRAPH, look.builtin, existing).element)
        style.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    for properties in style.element.xpath("./w:pPr | ./w:rPr"):
        style.element.remove(properties)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(look.size), look.bold, look.colour
    form = style.paragraph_format
    form.space_before, form.space_after, form.keep_with_next = Pt(look.before), Pt(look.after), look.keep_with_next
    if look.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.outline))
        style.element.get_or_add_pPr().append(level)
    if look.name == "List Bullet":
        style.element.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = _bullets(document)
    return style


def _table_style(document: "Document", existing: dict[str, BaseStyle], ours: bool) -> BaseStyle:
    style = existing.get(TABLE.lower())
    if style is not None and style.type == WD_STYLE_TYPE.TABLE and not ours:
        return style
    if style is None or style.type != WD_STYLE_TYPE.TABLE:
        style = _added(document, TABLE, WD_STYLE_TYPE.TABLE, True, existing)
    for properties in style.element.xpath("./w:tblPr"):
        style.element.remove(properties)
    style.element.append(parse_xml(RULES))
    return style


def _added(
    document: "Document", name: str, kind: WD_STYLE_TYPE, builtin: bool, existing: dict[str, BaseStyle]
) -> BaseStyle:
    """A new style; under a name of its own where another kind of style has this one."""
    if name.lower() in existing:
        name = f"{name} of the report"
    style: BaseStyle = document.styles.add_style(name, kind, builtin)
    identity = "Report" + name.title().replace(" ", "")
    style.element.set(qn("w:styleId"), identity)
    style.element.name_val = name
    style.hidden, style.unhide_when_used, style.quick_style = False, False, True
    return style


def _bullets(document: "Document") -> int:
    """The number of a list with bullets, added to those that a document has."""
    part = document.part
    try:
        numbering: Part = part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
    except KeyError:
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        numbering = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, part.package)
        part.relate_to(numbering, RELATIONSHIP_TYPE.NUMBERING)
    if not isinstance(numbering, XmlPart):
        raise TypeError(f"the part with the numbering of lists is a {numbering.content_type}")
    element = numbering.element
    number = max((int(each) for each in element.xpath("./w:abstractNum/@w:abstractNumId")), default=-1) + 1
    # Definitions come before the lists that use them.
    element.insert(len(element.xpath("./w:abstractNum")), parse_xml(BULLETS.format(number=number)))
    listed: int = element.add_num(number).numId
    return listed
