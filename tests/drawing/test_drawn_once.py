"""A drawing is made once for all threads, processes and restarts, and anew when anything that makes it changes."""

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from blmk_metrics.drawing import drawn_once as keeping
from blmk_metrics.drawing import pictures
from blmk_metrics.drawing.drawing_files import drawing_files
from blmk_metrics.drawing.drawing_process import DrawingError, DrawingProcess
from blmk_metrics.drawing.drawn_once import drawn_once, name_of
from tests.browser.server import ROOT

TEXTS = ("The finding", "The measure", "The source")


@pytest.fixture
def spec(figures):
    """What is drawn of one figure."""
    return figures[0].specification


@pytest.fixture
def orders(monkeypatch) -> list[dict]:
    """The orders that the process which draws was given."""
    orders, draw = [], DrawingProcess.draw

    def noted(process, order, label):
        orders.append(order)
        return draw(process, order, label)

    monkeypatch.setattr(DrawingProcess, "draw", noted)
    return orders


def test_a_picture_is_drawn_once_in_each_format_and_size(spec, drawings_folder, orders):
    wanted = [("svg", 2), ("png", 2), ("png", 1), ("svg", 3)]
    first, second = ([pictures.picture(spec, format, *TEXTS, scale) for format, scale in wanted] for _ in range(2))
    assert first == second
    assert [(order["format"], order.get("scale")) for order in orders] == [("svg", None), ("png", 2), ("png", 1)]
    assert len(list(drawings_folder.iterdir())) == 3


@pytest.mark.usefixtures("drawings_folder")
def test_another_process_finds_what_this_one_has_drawn():
    drawn_once(name_of("a chart"), lambda: b"<svg/>")
    code = (
        "from blmk_metrics.drawing.drawn_once import *\n"
        "def draw(): raise AssertionError('it is drawn')\n"
        "print(drawn_once(name_of('a chart'), draw).decode())"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("<svg/>\n", "")


@pytest.mark.usefixtures("drawings_folder")
def test_threads_that_want_one_drawing_at_once_have_it_drawn_once():
    drawn, together = [], Barrier(6)

    def wanted():
        together.wait(60)
        return drawn_once(name_of("a chart"), lambda: drawn.append(1) or b"<svg/>")

    with ThreadPoolExecutor(6) as threads:
        assert {each.result() for each in [threads.submit(wanted) for _ in range(6)]} == {b"<svg/>"}
    assert drawn == [1]


def test_what_cannot_be_drawn_is_not_kept_and_is_tried_again(drawings_folder):
    for _ in range(2):
        with pytest.raises(DrawingError, match=r"^“The finding” cannot be drawn: "):
            pictures.picture({"mark": "nonsense"}, "svg", *TEXTS)
    assert not drawings_folder.exists()


@pytest.mark.parametrize("changed", ["worker.py", "pictures.py", "typeface", "library"])
def test_whatever_draws_otherwise_draws_anew(tmp_path, monkeypatch, changed):
    before = name_of("a chart")
    room, fonts = tmp_path / "drawing", tmp_path / "fonts"
    shutil.copytree(keeping.ROOM, room)
    shutil.copytree(keeping.FONTS, fonts)
    monkeypatch.setattr(keeping, "ROOM", room)
    monkeypatch.setattr(keeping, "FONTS", fonts)
    keeping._code.cache_clear()
    assert name_of("a chart") == before
    if changed == "library":
        monkeypatch.setattr(keeping, "version", lambda _: "2.0")
    else:
        with (room / changed if changed != "typeface" else next(fonts.glob("*.ttf"))).open("a") as file:
            file.write("\n")
    keeping._code.cache_clear()
    assert name_of("a chart") != before
    keeping._code.cache_clear()


def test_names_tell_apart_what_is_drawn():
    names = {name_of("ab", "c"), name_of("a", "bc"), name_of("abc"), name_of(["ab", "c"]), name_of("ab", "c", None)}
    assert len(names) == 5


def test_nothing_but_drawings_is_in_the_folder(spec, drawings_folder):
    for format, opening in (("svg", b"<svg"), ("png", b"\x89PNG")):
        before = set(drawings_folder.glob("*"))
        pictures.picture(spec, format, *TEXTS)
        (file,) = set(drawings_folder.iterdir()) - before
        assert drawing_files().read(file.name).startswith(opening)
        assert file.read_bytes()[32:] == drawing_files().read(file.name)
