"""The typeface that comes with the software: pictures and documents need none of the machine's."""

import io

import vl_convert
from pypdf import PdfReader

from blmk_metrics.catalogue.verdict_parts import Shape
from blmk_metrics.resources import FONT_FAMILY, FONTS

# As in the process that draws.
vl_convert.register_font_directory(str(FONTS))


def test_pictures_are_drawn_in_it(report):
    drawing = report.figures[0].picture("svg").decode()
    (page,) = PdfReader(io.BytesIO(vl_convert.svg_to_pdf(drawing))).pages
    fonts = {each.get_object()["/BaseFont"].split("+")[1] for each in page["/Resources"]["/Font"].values()}
    assert fonts
    assert all(each.startswith(FONT_FAMILY.replace(" ", "")) for each in fonts)


def test_the_marks_of_verdicts_are_drawn_in_it():
    marks = "".join(sorted({*Shape} - {Shape.LOWER}))
    words = f"""<text y="15" fill="#000" font-family="'{FONT_FAMILY}'">{marks}</text>"""
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20" viewBox="0 0 99 20">{words}</svg>'
    (page,) = PdfReader(io.BytesIO(vl_convert.svg_to_pdf(drawing))).pages
    (font,) = page["/Resources"]["/Font"].values()
    assert font.get_object()["/BaseFont"].endswith("SourceSans3-Regular")


def test_it_comes_with_its_licence():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE.md").read_text()
