"""Pictures of figures for print: each chart is drawn once, whichever files it goes into."""

import io
from functools import cache
from pathlib import Path

import PIL
from PIL import Image, ImageChops

from blmk_metrics.drawing.dimensions import dimensions
from blmk_metrics.drawing.drawn_once import digest_of, drawn_once, name_of
from blmk_metrics.drawing.pictures import in_dots, picture
from blmk_metrics.figures import MeasureFigure

WIDTH_CM = 16.0
DOTS_PER_INCH = 300
CM_PER_INCH = 2.54


class Pictures:
    """Figures as they are printed, with title, subtitle, source and id on them."""

    def __init__(self) -> None:
        self._svg: dict[str, bytes] = {}
        self._png: dict[str, bytes] = {}

    def svg(self, figure: MeasureFigure) -> bytes:
        """A figure as SVG."""
        if figure.id not in self._svg:
            self._svg[figure.id] = figure.picture("svg")
        return self._svg[figure.id]

    def png(self, figure: MeasureFigure) -> bytes:
        """A figure as PNG, WIDTH_CM wide at DOTS_PER_INCH, which it says of itself; made of the same drawing."""
        if figure.id not in self._png:
            svg = self.svg(figure).decode()
            self._png[figure.id] = drawn_once(name_of("print", *_code(), svg), lambda: _written(_printable(svg)))
        return self._png[figure.id]

    def bare(self, figure: MeasureFigure) -> bytes:
        """A figure as PNG for a page that tells its title and source itself: without them, cut to what is drawn."""
        svg = picture(figure.specification, "svg", "", "", "").decode()
        return drawn_once(name_of("bare", *_code(), svg), lambda: _written(_cut(_printable(svg))))


def size(svg: bytes) -> tuple[float, float]:
    """The width and height of a drawing, in units of its own."""
    opening, *_ = svg.partition(b">")
    width, height = dimensions(opening.decode())
    return float(width), float(height)


def _printable(svg: str) -> Image.Image:
    width, _ = size(svg.encode())
    dots = WIDTH_CM / CM_PER_INCH * DOTS_PER_INCH
    # The drawing has a white ground of its own; without the layer of transparency a file is a third of the size.
    return Image.open(io.BytesIO(in_dots(svg, dots / width, "a chart for print"))).convert("RGB")


def _cut(drawn: Image.Image) -> Image.Image:
    return drawn.crop(ImageChops.invert(drawn).getbbox())


def _written(drawn: Image.Image) -> bytes:
    written = io.BytesIO()
    drawn.save(written, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH))
    return written.getvalue()


@cache
def _code() -> tuple[str, str]:
    """What changes with whatever makes a drawing ready for print."""
    return digest_of(Path(__file__)), PIL.__version__
