"""Where things stand on a slide, and the master and layouts that put them there."""

from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches

LANGUAGE = "en-GB"
FONT = "Arial"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
# Of the layouts that come with python-pptx: the title slide, and a slide with a title only.
LAYOUTS = (0, 5)
LEFT, ACROSS = Inches(0.5), Inches(12.33)
# What stands on every slide from top to bottom: its upper edge and its height.
WARNING = Inches(0.15), Inches(0.35)
TITLE = Inches(0.45), Inches(1.15)
SUBTITLE = Inches(1.6), Inches(0.6)
BODY = Inches(2.2), Inches(4.3)
SOURCE = Inches(6.55), Inches(0.6)
FOOT = Inches(7.1), Inches(0.3)
PLACES = {
    PP_PLACEHOLDER.TITLE: TITLE,
    PP_PLACEHOLDER.BODY: BODY,
    PP_PLACEHOLDER.CENTER_TITLE: (Inches(2), Inches(1.6)),
    PP_PLACEHOLDER.SUBTITLE: (Inches(3.8), Inches(1.6)),
    PP_PLACEHOLDER.SLIDE_NUMBER: FOOT,
}


def widen(presentation: Any) -> None:
    """Fit the master and the two layouts that are used to a wide slide, in one typeface; leave no other layout."""
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    presentation.part._element.sldSz.attrib.pop("type", None)
    for layout in [each for at, each in enumerate(presentation.slide_layouts) if at not in LAYOUTS]:
        presentation.slide_layouts.remove(layout)
    for sheet in (presentation.slide_master, *presentation.slide_layouts):
        for shape in list(sheet.placeholders):
            if shape.placeholder_format.type not in PLACES:
                shape._element.getparent().remove(shape._element)
                continue
            top, height = PLACES[shape.placeholder_format.type]
            shape.left, shape.top, shape.width, shape.height = LEFT, top, ACROSS, height
            # A title of one line stands right above its subtitle, as one of two lines does.
            titled = shape.placeholder_format.type == PP_PLACEHOLDER.TITLE
            shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM if titled else MSO_ANCHOR.TOP
        for style in sheet._element.xpath(".//p:titleStyle/a:lvl1pPr | .//a:lstStyle/a:lvl1pPr[@algn='ctr']"):
            style.set("algn", "l")
        speak(sheet._element)
    speak(presentation.part._element)
    themes = (each.target_part for each in presentation.slide_master.part.rels.values() if each.reltype == RT.THEME)
    for theme in themes:
        theme._blob = theme.blob.replace(b'typeface="Calibri"', f'typeface="{FONT}"'.encode())


def number(slide: Any) -> None:
    """Let a slide say its number, after everything else on it."""
    slide.shapes._spTree.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{slide.shapes._next_shape_id}" name="Slide number"/>'
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr>'
            '</p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld id="{C1FF6DA9-008F-8B48-92A6-'
            'B652298478BF}" type="slidenum"><a:rPr lang="en-GB"/><a:t>1</a:t></a:fld></a:p></p:txBody></p:sp>'
        )
    )


def speak(element: Any) -> None:
    """Say of every text that it is in British English."""
    for run in element.xpath(".//a:r"):
        run.get_or_add_rPr()
    for properties in element.xpath(".//a:rPr | .//a:endParaRPr | .//a:defRPr"):
        properties.set("lang", LANGUAGE)
