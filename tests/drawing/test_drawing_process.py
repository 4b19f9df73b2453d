"""Drawings come from one process beside this one, whatever becomes of it."""

import errno
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from blmk_metrics.drawing.drawing_process import DrawingError, DrawingProcess
from tests.browser.server import ROOT
from tests.drawing.drawn_by import HANGING, POINT, alive, beside, children, drawing_process, order, until


def test_one_process_draws_for_all_threads_and_each_gets_its_own_drawing(tmp_path):
    before = children()
    with drawing_process(tmp_path) as draw, ThreadPoolExecutor(8) as threads:
        texts = [f"drawing {number}" for number in range(40)]
        assert list(threads.map(draw, texts)) == texts
        (pid,) = children() - before
        assert set(threads.map(draw, ["pid"] * 20)) == {str(pid)}


def test_no_process_begins_before_there_is_something_to_draw(tmp_path):
    before = children()
    with drawing_process(tmp_path):
        assert children() == before


def test_a_drawing_whose_process_is_killed_is_made_by_another_while_other_threads_go_on(tmp_path):
    before, go = children(), tmp_path / "go"
    begun = go.with_name("go.begun")
    with drawing_process(tmp_path) as draw, ThreadPoolExecutor(1) as threads:
        drawn = threads.submit(draw, f"wait {go}")
        until(begun.exists)
        (first,) = children() - before
        os.kill(first, signal.SIGKILL)
        until(lambda: begun.read_text().count("begun") == 2)
        go.touch()
        assert drawn.result(60) == f"wait {go}"
        assert draw("pid") != str(first)


def test_a_drawing_that_ends_its_process_twice_fails_with_one_message_and_the_next_is_drawn(tmp_path):
    with drawing_process(tmp_path) as draw:
        with pytest.raises(DrawingError, match=r"^a chart cannot be drawn: .* ended 2 times \(with 7\); free"):
            draw("die")
        assert draw("next") == "next"


def test_a_process_that_was_killed_while_idle_is_no_failure_of_the_next_drawing(tmp_path):
    with drawing_process(tmp_path) as draw:
        pid = int(draw("pid"))
        os.kill(pid, signal.SIGKILL)
        until(lambda: not alive(pid))
        assert draw("next") == "next"


def test_a_drawing_that_takes_too_long_is_given_up_and_the_next_is_drawn(tmp_path):
    with drawing_process(tmp_path, limit=5) as draw:
        pid = int(draw("pid"))
        with pytest.raises(DrawingError, match=r"^a chart was not drawn within 5 seconds, and was given up; try again"):
            draw("hang")
        assert not alive(pid)
        assert draw("next") == "next"


@pytest.mark.slow
def test_a_real_chart_that_hangs_is_given_up_and_the_next_is_drawn():
    process = DrawingProcess(limit=10)
    try:
        with pytest.raises(DrawingError, match="not drawn within 10 seconds"):
            process.draw(order(HANGING), "a chart")
        assert process.draw(order(POINT), "a chart").startswith(b"<svg")
    finally:
        process.end()


def test_what_cannot_be_drawn_fails_in_the_librarys_words_and_the_next_is_drawn_by_the_same_process():
    before, process = children(), DrawingProcess()
    try:
        for bad, words in (("{", "Failed to parse"), ("{}", "Invalid specification")):
            with pytest.raises(DrawingError, match=rf"^figure A cannot be drawn: .*{words}.*; tell whoever") as failed:
                process.draw(order(bad), "figure A")
            assert "\n" not in str(failed.value)
            pids = children() - before
            assert process.draw(order(POINT), "a chart").startswith(b"<svg")
            assert children() - before == pids
    finally:
        process.end()


def test_a_process_that_has_grown_too_large_answers_and_gives_way_to_another(tmp_path):
    with drawing_process(tmp_path) as draw:
        large = draw("large")
        assert not alive(int(large))
        assert draw("pid") != large


def test_the_process_ends_when_it_is_idle_and_begins_again_with_the_next_drawing(tmp_path):
    before = children()
    with drawing_process(tmp_path, idle=0.2) as draw:
        first = draw("pid")
        until(lambda: children() == before)
        assert draw("pid") != first


def test_the_process_is_not_idle_while_it_draws(tmp_path):
    go = tmp_path / "go"
    with drawing_process(tmp_path, idle=0.05) as draw, ThreadPoolExecutor(1) as threads:
        draw("first")
        drawn = threads.submit(draw, f"wait {go}")
        threading.Timer(0.5, go.touch).start()
        assert drawn.result(60) == f"wait {go}"
        assert go.with_name("go.begun").read_text() == "begun\n"


def test_a_drawing_that_is_interrupted_leaves_no_answer_to_the_next_order(tmp_path):
    class Interrupted(Exception):
        pass

    def interrupt(*_):
        raise Interrupted

    before = signal.signal(signal.SIGUSR1, interrupt)
    begun = tmp_path / "go.begun"
    try:
        with drawing_process(tmp_path) as draw:
            sender = threading.Thread(target=lambda: (until(begun.exists), os.kill(os.getpid(), signal.SIGUSR1)))
            sender.start()
            with pytest.raises(Interrupted):
                draw(f"wait {tmp_path / 'go'}")
            sender.join()
            (tmp_path / "go").touch()
            assert draw("next") == "next"
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_neither_descriptors_nor_ended_processes_are_left(tmp_path):
    def left():
        return len(list(Path("/proc/self/fd").iterdir())), children()

    before = left()
    for _ in range(3):
        with drawing_process(tmp_path) as draw:
            draw("first")
            with pytest.raises(DrawingError):
                draw("die")
            draw("large")
            draw("last")
        until(lambda: left() == before)


@pytest.mark.parametrize("how", ["os.kill(os.getpid(), signal.SIGKILL)", "sys.exit()", "os._exit(0)"])
def test_the_process_ends_when_the_one_that_began_it_does(how):
    code = (
        "import os, signal, sys\nfrom blmk_metrics.drawing.drawing_process import PROCESS\n"
        "from tests.drawing.drawn_by import POINT, children, order\n"
        f"PROCESS.draw(order(POINT), 'a chart')\nprint(*children(), flush=True)\n{how}"
    )
    command = [sys.executable, "-W", "error::ResourceWarning", "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    (pid,) = map(int, done.stdout.split())
    until(lambda: not alive(pid))


def test_no_drawing_goes_on_when_the_process_that_wants_it_ends(drawings_folder):
    code = (
        "import sys, threading, time\nfrom blmk_metrics.drawing.drawing_process import PROCESS\n"
        "from tests.drawing.drawn_by import HANGING, children, order, until\n"
        "threading.Thread(target=PROCESS.draw, args=(order(HANGING), 'a chart'), daemon=True).start()\n"
        "until(children)\ntime.sleep(1)\nprint(*children(), flush=True)\nsys.exit()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not alive(int(done.stdout))
    until(lambda: not beside(f"BLMK_DRAWINGS={drawings_folder}"))


def test_no_process_begins_after_the_last_was_killed_for_good():
    before, process = children(), DrawingProcess()
    process.kill()
    with pytest.raises(DrawingError):
        process.draw(order(POINT), "a chart")
    assert children() == before


def test_that_no_process_can_be_begun_is_one_message(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    with drawing_process(tmp_path) as draw:
        with monkeypatch.context() as patch:
            patch.setattr(subprocess, "Popen", refuse)
            with pytest.raises(DrawingError, match=r"^a chart cannot be drawn: no process can be begun .*unavailable"):
                draw("first")
        assert draw("next") == "next"
