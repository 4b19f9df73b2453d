"""What it costs that another process draws, and what it saves that drawings are kept. Printed; never asserted.

Run with: pytest -m slow tests/benchmarks/test_drawing.py -s
"""

import statistics
import time

import pytest
import vl_convert

from blmk_metrics.drawing.drawing_process import PROCESS
from blmk_metrics.drawing.drawn_once import drawn_once, name_of
from blmk_metrics.drawing.pictures import text_of
from blmk_metrics.figures import figures_of
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.resources import FONTS

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("drawings_folder")]

ROUNDS = 7


@pytest.fixture(scope="module")
def specifications() -> list[str]:
    """What is drawn of every figure of an area."""
    edition = open_edition(data_folder())
    place = next(iter(edition.choosable()))
    figures = [figure for measure in edition.measures() for figure in figures_of(edition, measure.id, place)]
    return [text_of({**figure.specification, "width": 880}) for figure in figures]


def _by_the_process(specification):
    return PROCESS.draw({"format": "svg", "specification": specification}, "a chart")


def _seconds(draw, specifications):
    begun = time.perf_counter()
    for each in specifications:
        draw(each)
    return time.perf_counter() - begun


def _ratios(one, other, specifications):
    """The seconds of one over those of the other, in turns: the first of each only warms it."""
    rounds = [(_seconds(one, specifications), _seconds(other, specifications)) for _ in range(ROUNDS + 1)][1:]
    return statistics.median(first / second for first, second in rounds), rounds[-1]


def test_report_a_drawing_of_the_process_against_one_in_this(specifications):
    vl_convert.register_font_directory(str(FONTS))
    ratio, last = _ratios(_by_the_process, vl_convert.vegalite_to_svg, specifications)
    print(f"\na drawing of another process: {ratio:.2f} x one in this ({len(specifications)} in {last} seconds)")


def test_report_a_drawing_that_is_kept_against_one_drawn_anew(specifications):
    def kept(specification):
        return drawn_once(name_of(specification), lambda: _by_the_process(specification))

    ratio, last = _ratios(kept, _by_the_process, specifications)
    print(f"\na drawing that is kept: {ratio:.4f} x one drawn anew ({len(specifications)} in {last} seconds)")
