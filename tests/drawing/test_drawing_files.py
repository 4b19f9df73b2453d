"""Drawings in a folder: whole or not at all, no more than there is room for, and never an error."""

import hashlib
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from blmk_metrics.drawing.drawing_files import DrawingFiles, drawing_files
from blmk_metrics.drawing.drawn_once import drawn_once
from tests.browser.server import ROOT

A, B, C = (letter * 64 for letter in "abc")


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "drawings"


def test_a_drawing_is_found_again_also_by_another_process(folder):
    DrawingFiles(folder).write(A, b"<svg/>")
    assert DrawingFiles(folder).read(A) == b"<svg/>"
    assert DrawingFiles(folder).read(B) is None


def test_only_this_user_may_look_into_the_folder(folder):
    DrawingFiles(folder).write(A, b"<svg/>")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / A).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda whole: whole[:0],
        lambda whole: whole[:10],
        lambda whole: whole[:-1],
        lambda whole: whole + b" ",
        lambda whole: whole[:-1] + b"?",
        lambda whole: b"?" + whole[1:],
        lambda whole: whole[32:],
    ],
)
def test_a_file_that_is_not_whole_is_drawn_anew(drawings_folder, spoilt):
    files = drawing_files()
    files.write(A, b"<svg/>")
    file = drawings_folder / A
    file.write_bytes(spoilt(file.read_bytes()))
    assert files.read(A) is None
    assert drawn_once(A, lambda: b"<svg>anew</svg>") == b"<svg>anew</svg>"
    assert files.read(A) == b"<svg>anew</svg>"


def test_the_file_of_one_drawing_is_never_taken_for_another(folder):
    files = DrawingFiles(folder)
    files.write(A, b"<svg/>")
    (folder / A).rename(folder / B)
    assert files.read(B) is None


def test_the_drawings_used_longest_ago_give_way(folder):
    files = DrawingFiles(folder, limit=1000)
    for number, name in enumerate((A, B, C)):
        files.write(name, bytes(200))
        os.utime(folder / name, (number, number))
    assert files.read(A) == bytes(200)
    files.write("d" * 64, bytes(400))
    assert [files.read(name) is not None for name in (A, B, C, "d" * 64)] == [True, False, False, True]


def test_no_more_is_kept_than_there_is_room_for_whoever_writes(folder):
    for number in range(40):
        name = hashlib.sha256(bytes([number])).hexdigest()
        DrawingFiles(folder, limit=2000).write(name, bytes(200))
        DrawingFiles(folder, limit=2000).write(name, bytes(3000))
        assert sum(file.stat().st_size for file in folder.iterdir()) <= 2000
        assert DrawingFiles(folder, limit=2000).read(name) == bytes(200)


def test_what_was_left_half_written_gives_way_and_what_is_no_drawing_stays(folder):
    folder.mkdir(mode=0o700)
    half, other = folder / f"{A}.x1y2", folder / "notes.txt"
    for path in (half, other):
        path.write_bytes(bytes(900))
        os.utime(path, (1, 1))
    DrawingFiles(folder, limit=1000).write(B, bytes(200))
    assert {path.name for path in folder.iterdir()} == {B, "notes.txt"}


def test_a_full_disk_keeps_nothing_and_leaves_nothing_half_written(drawings_folder):
    drawing_files().write(A, b"<svg/>")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        drawn = drawn_once(B, lambda: bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert drawn == bytes(100_000)
    assert [path.name for path in drawings_folder.iterdir()] == [A]
    assert drawing_files().read(A) == b"<svg/>"


def _link(folder: Path) -> None:
    folder.with_name("elsewhere").mkdir(mode=0o700)
    folder.symlink_to(folder.with_name("elsewhere"))


def _open_to_all(folder: Path) -> None:
    folder.mkdir()
    folder.chmod(0o777)


@pytest.mark.parametrize("make", [_link, _open_to_all, Path.touch])
def test_a_folder_in_which_others_may_write_and_what_is_none_is_not_used(folder, make):
    make(folder)
    DrawingFiles(folder).write(A, b"<svg/>")
    assert DrawingFiles(folder).read(A) is None
    assert not folder.is_dir() or list(folder.iterdir()) == []


def test_the_folder_of_another_user_is_not_used(folder, monkeypatch):
    files = DrawingFiles(folder)
    files.write(A, b"<svg/>")
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    assert files.read(A) is None
    files.write(B, b"<svg/>")
    assert [path.name for path in folder.iterdir()] == [A]


@pytest.mark.parametrize("name", ["/proc/none/drawings", "/dev/null/drawings"])
def test_where_nothing_can_be_written_each_drawing_is_made_again(name, monkeypatch):
    monkeypatch.setenv("BLMK_DRAWINGS", name)
    drawn = []
    for _ in range(2):
        assert drawn_once(A, lambda: drawn.append(1) or b"<svg/>") == b"<svg/>"
    assert drawn == [1, 1]


def test_without_a_folder_of_ones_own_it_is_one_of_this_users_among_temporary_files(tmp_path, monkeypatch):
    monkeypatch.delenv("BLMK_DRAWINGS")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    drawing_files().write(A, b"<svg/>")
    assert (tmp_path / f"blmk-drawings-{os.getuid()}" / A).exists()


def test_processes_that_write_read_and_remove_at_once_never_see_half_a_drawing(folder):
    code = """
import random, sys
from pathlib import Path
from blmk_metrics.drawing.drawing_files import DrawingFiles

files = DrawingFiles(Path(sys.argv[1]), limit=100_000)
found = 0
for number in random.choices(range(40), k=400):
    name, content = f"{number:064}", f"{number:05}".encode() * 1000
    read = files.read(name)
    assert read in (None, content)
    found += read is not None
    files.write(name, content)
print(found)
"""
    command = [sys.executable, "-c", code, str(folder)]
    writers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    for writer in writers:
        printed, errors = writer.communicate(timeout=120)
        assert errors == b""
        assert int(printed) > 30
