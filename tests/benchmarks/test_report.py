"""What a whole pack costs, as a ratio to drawing its pictures alone in the same run. Printed; never asserted.

Run with: pytest -m slow tests/benchmarks/test_report.py -s
"""

import time

import pytest

from blmk_metrics.figures import figures_of
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.reports.packing import build

pytestmark = pytest.mark.slow

ROUNDS = 3


def bare():
    """Seconds to open the release and draw every figure of an area, once for screens and once for print."""
    started = time.perf_counter()
    edition, area = _opened()
    drawn = [figure for measure in edition.measures() for figure in figures_of(edition, measure.id, area)]
    for figure in drawn:
        figure.picture("svg")
        figure.picture("png", scale=2.4)
    return time.perf_counter() - started, len(drawn)


def ours(format):
    """Seconds to open the release and build a report of the same area."""
    started = time.perf_counter()
    edition, area = _opened()
    build(edition, area, format)
    return time.perf_counter() - started


def _opened():
    edition = open_edition(data_folder())
    return edition, list(edition.choosable())[-1]


def test_report_a_whole_pack_against_its_pictures_alone():
    bare()
    ratios = []
    for _ in range(ROUNDS):
        floor, figures = bare()
        pack = ours("zip")
        ratios.append((pack / floor, pack, floor))
    ratio, pack, floor = sorted(ratios)[ROUNDS // 2]
    print(
        f"\nevery format of {figures} figures: {ratio:.2f} x the pictures alone "
        f"({pack:.1f} and {floor:.1f} seconds; target 15 seconds for 20 figures on two idle cores)"
    )


@pytest.mark.parametrize("format", ["docx", "pptx", "xlsx", "pdf", "svg"])
def test_report_each_format_against_its_pictures_alone(format):
    floor, _ = bare()
    print(f"\n{format}: {ours(format) / floor:.2f} x the pictures alone")
