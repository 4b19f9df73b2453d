"""The program that draws: lines in, lines out, nothing of the project, little memory, and an end whatever hangs."""

import base64
import json
import math
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
import vl_convert

from blmk_metrics.drawing.drawing_process import WORKER
from blmk_metrics.drawing.worker_process import FRUGAL
from blmk_metrics.resources import FONTS
from tests.browser.server import ROOT
from tests.drawing.drawn_by import HANGING, POINT, order
from tests.sessions import resident_megabytes

MOST = 150


@contextmanager
def worker(program=WORKER, seconds=60):
    """The program, started as it is by the process that draws: its answer to an order, and its process."""
    command = [sys.executable, "-I", str(program), str(FONTS), str(seconds)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd="/", env=FRUGAL, text=True, **pipes) as process:

        def answer(**parts):
            process.stdin.write(json.dumps(parts) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        try:
            yield answer, process
        finally:
            process.kill()


def test_it_draws_without_anything_of_the_project_what_the_library_draws(tmp_path):
    alone = shutil.copy(WORKER, tmp_path / "alone.py")
    vl_convert.register_font_directory(str(FONTS))
    svg = vl_convert.vegalite_to_svg(POINT)
    with worker(alone) as (answer, process):
        assert answer(**order(POINT)) == {"drawing": svg, "spent": False}
        for drawn_of, expected in (
            ({"specification": POINT}, vl_convert.vegalite_to_png(POINT, scale=2)),
            ({"svg": svg}, vl_convert.svg_to_png(svg, scale=2)),
        ):
            assert base64.b64decode(answer(format="png", scale=2, **drawn_of)["drawing"]) == expected
        process.stdin.close()
        assert process.wait(60) == 0


def test_a_bad_specification_is_answered_with_an_error_of_one_line_and_the_next_is_drawn():
    with worker() as (answer, _):
        for bad in ("", "{", "{}", "[]", '{"mark": "nonsense"}', POINT.replace("point", "x" * 10_000)):
            error = answer(**order(bad))["error"]
            assert error
            assert len(error) <= 300
            assert "\n" not in error
        assert answer(**order(POINT))["drawing"].startswith("<svg")


def test_a_drawing_that_hangs_ends_the_process_though_nobody_else_does():
    with worker(seconds=1) as (_, process):
        process.stdin.write(json.dumps(order(HANGING)) + "\n")
        process.stdin.flush()
        assert process.wait(60) == -signal.SIGALRM


@pytest.mark.slow
def test_time_between_drawings_counts_for_none_of_them():
    with worker(seconds=15) as (answer, process):
        assert "drawing" in answer(**order(POINT))
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(16)
        assert "drawing" in answer(**order(POINT))


def test_it_stays_small(figures):
    with worker() as (answer, process):
        for figure in figures:
            svg = answer(**order(json.dumps({**figure.specification, "width": 880})))
            png = answer(format="png", svg=svg["drawing"], scale=2.6)
            assert not svg["spent"]
            assert not png["spent"]
            assert resident_megabytes(process.pid) <= MOST


def test_it_says_when_it_has_grown_too_large():
    ring = [[math.cos(turn / 1e4), math.sin(turn / 1e4)] for turn in range(60_000)]
    area = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    with worker() as (answer, process):
        assert answer(**order(json.dumps({"mark": "geoshape", "data": {"values": [area]}})))["spent"]
        assert resident_megabytes(process.pid) > 140


def test_the_process_that_serves_never_loads_the_library_that_draws():
    code = """
import sys
from blmk_metrics.figures import figures_of
from blmk_metrics.meeting import Drawings
from blmk_metrics.releases import data_folder
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.reports.figure_pictures import Pictures

edition = open_edition(data_folder())
figure, *_ = figures_of(edition, edition.measures()[0].id, next(iter(edition.choosable())))
pictures = Pictures()
drawn = figure.picture("svg"), figure.picture("png"), Drawings().of(figure), pictures.png(figure), pictures.bare(figure)
print(all(drawn), [each for each in sys.modules if each.startswith(("vl_convert", "blmk_metrics.drawing.worker"))])
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "True ['blmk_metrics.drawing.worker_process']"
