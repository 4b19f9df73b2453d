"""The report command: a file whole or nothing, one clear line when something is wrong, progress in lines to read."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from blmk_metrics import __main__ as command_line
from blmk_metrics.errors import InputError
from blmk_metrics.releases import manifest_id
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.reports import packing
from blmk_metrics.reports.building import Order, building
from tests.measures_drawn import drawn_measure
from tests.releases_drawn import COUNTRY, NORTHAM, PLACES, drawn_release
from tests.reports.drawn import FOOTPRINT, LUTON
from tests.reports.test_powerpoint import Blank

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def one_opening(edition, monkeypatch):
    """Reports of blanks, over a release that is opened once for all tests."""
    monkeypatch.setattr(packing, "Pictures", Blank)
    monkeypatch.setattr("blmk_metrics.releases.edition.open_edition", lambda *_: edition)


def report(*words: str) -> int:
    return command_line.main(["report", *words])


@pytest.mark.parametrize("place", ["Luton", "luton", "LUTON", LUTON, LUTON.lower(), " luton "])
def test_a_place_is_known_by_its_code_and_its_name_in_any_case(tmp_path, capsys, place):
    file = tmp_path / "luton.xlsx"
    assert report("--place", place, "-o", str(file)) == 0
    assert file.read_bytes().startswith(b"PK")
    assert "Excel of Luton, release " in capsys.readouterr().out


@pytest.mark.parametrize("place", ["blmk", FOOTPRINT, "Bedfordshire, Luton and Milton Keynes"])
def test_a_footprint_is_known_in_the_same_ways(tmp_path, capsys, place):
    assert report("--place", place, "-o", str(tmp_path / "all.xlsx")) == 0
    assert "Excel of BLMK, " in capsys.readouterr().out


def test_synthetic_data_is_told_on_standard_error(tmp_path, capsys):
    assert report("--place", "luton", "-o", str(tmp_path / "luton.xlsx")) == 0
    assert "SYNTHETIC: invented demonstration data" in capsys.readouterr().err


def test_progress_is_a_line_for_each_part_where_nobody_watches(tmp_path, capsys):
    assert report("--place", "luton", "--format", "svg", "-o", str(tmp_path / "luton.zip")) == 0
    steps = re.findall(r"^(\d+)/(\d+) \S.*$", capsys.readouterr().err, re.MULTILINE)
    assert [int(done) for done, _ in steps] == list(range(int(steps[0][1]) + 1))
    assert {parts for _, parts in steps} == {steps[0][1]}


def test_progress_is_a_bar_on_a_terminal(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert report("--place", "luton", "--format", "svg", "-o", str(tmp_path / "luton.zip")) == 0
    output = capsys.readouterr().err
    assert not re.search(r"^\d+/\d+ \S", output, re.MULTILINE)
    assert re.search(r"(\d+)/\1 done", re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", output))


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--place", "Atlantis", "-o", "a.pdf"], r"unknown area 'Atlantis'; choose one of .*E06000032 \(Luton\)"),
        (["--place", "England", "-o", "a.pdf"], "unknown area 'England'"),
        (["--place", "luton", "-o", "a.odt"], r"-o 'a\.odt' does not end in a format; choose one of docx, pptx"),
        (["--place", "luton", "--format", "odt", "-o", "a.odt"], "unknown format 'odt'; choose one of docx, pptx"),
        (["--place", "luton", "--format", "pdf", "-o", "a.docx"], r"pdf is written as a \.pdf file: end a\.docx so"),
        (["--place", "luton", "-o", "a.svg"], r"svg is written as a \.zip file: end a\.svg so, with --format"),
        (["--place", "luton", "-o", "none/a.pdf"], "none is not a folder: make it, or write elsewhere with -o"),
        (["--place", "luton", "--format", "pdf", "-o", "there"], "there is a folder: -o needs the name of a file"),
        (["--place", "luton", "-o", ""], "-o needs the name of a file"),
        (["--place", "luton", "--template", "t.docx", "-o", "a.pdf"], "a template is for docx and zip: leave it out"),
        (["--place", "luton", "--template", "t.docx", "-o", "a.docx"], r"t\.docx cannot be read"),
        (["--place", "luton", "--release", "x", "-o", "a.pdf"], "has no release 'x'"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line_and_changes_nothing(tmp_path, monkeypatch, capsys, words, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    (tmp_path / "a.pdf").write_text("before")
    before = sorted(path.name for path in tmp_path.iterdir())
    assert report(*words) == 2
    (line,) = [each for each in capsys.readouterr().err.splitlines() if not re.match(r"\d+/\d+ ", each)]
    assert re.search(message, line)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "a.pdf").read_text() == "before"


def test_a_folder_that_cannot_be_written_to_is_told_before_the_work(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert report("--place", "luton", "-o", str(tmp_path / "a.pdf")) == 2
    assert f"{tmp_path} cannot be written to: write elsewhere with -o" in capsys.readouterr().err


def test_a_file_that_is_there_is_replaced_whole(tmp_path):
    file = tmp_path / "luton.XLSX"
    file.write_text("before")
    assert report("--place", "luton", "-o", str(file)) == 0
    assert file.read_bytes().startswith(b"PK")
    assert [path.name for path in tmp_path.iterdir()] == ["luton.XLSX"]


def test_an_earlier_release_is_opened_by_its_id(tmp_path, edition, monkeypatch):
    calls = []
    monkeypatch.setattr("blmk_metrics.releases.edition.open_edition", lambda *paths: calls.append(paths) or edition)
    words = ["--place", "luton", "-o", str(tmp_path / "a.xlsx"), "--data", str(tmp_path)]
    assert report(*words, "--release", "0123456789ab") == 0
    assert calls == [(tmp_path, tmp_path / "history" / "0123456789ab.json")]


def test_commands_begin_without_the_libraries_that_only_reports_need():
    heavy = "pptx docx gptables typst vl_convert altair"
    code = f"import sys, blmk_metrics.__main__; print([each for each in {heavy.split()} if each in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).strip() == "[]"


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A release of one measure of three periods, of which a process of its own soon makes a report."""
    rows = "area_code | period | value\n" + "\n".join(
        f"{code} | {period} | {60 + number}"
        for period in ("2020/21", "2021/22", "2022/23")
        for number, code in enumerate((*PLACES, COUNTRY))
    )
    measure = drawn_measure()
    return drawn_release(tmp_path_factory.mktemp("small") / "data", {measure.id: rows}, [measure])


def order(folder: Path, format: str, **fields) -> Order:
    return Order(folder=folder, release_id=manifest_id(folder), area_code=NORTHAM, format=format, **fields)


def test_a_report_built_in_a_process_of_its_own_is_the_same(small):
    with building(order(small, "xlsx")) as report_built:
        steps = list(report_built.steps())
        content = report_built.content()
    assert content == packing.build(open_edition(small), NORTHAM, "xlsx")
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert not report_built._output.parent.exists()


def test_a_build_that_is_abandoned_leaves_neither_process_nor_file(small):
    begun = []

    def abandoned():
        with building(order(small, "zip")) as report_built:
            begun.append(report_built)
            next(report_built.steps())
            assert report_built._process.poll() is None
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        abandoned()
    assert begun[0]._process.poll() == -signal.SIGKILL
    assert not begun[0]._output.parent.exists()


def test_why_a_build_fails_is_told_in_the_commands_own_words_and_the_readers_name_for_the_file(small):
    begun = []

    def failed():
        with building(order(small, "docx", template=b"no document", template_name="Letter.docx")) as report_built:
            begun.append(report_built)
            list(report_built.steps())
            report_built.content()

    with pytest.raises(InputError, match=r"^the template Letter\.docx is not a Word document"):
        failed()
    assert not begun[0]._output.parent.exists()


def test_a_command_that_is_killed_leaves_no_file(tmp_path, small):
    output = str(tmp_path / "northam.zip")
    words = [sys.executable, "-m", "blmk_metrics", "report", "--place", "northam", "-o", output, "--data", str(small)]
    with subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE, text=True) as command:
        while not re.match(r"[1-9]\d*/", command.stderr.readline()):
            assert command.poll() is None
        command.send_signal(signal.SIGTERM)
        assert command.wait(60) == 143
    assert list(tmp_path.iterdir()) == []
