"""Publishing is atomic and loses nothing: whatever ends it, the folder holds one whole release, and says so."""

import errno
import hashlib
import io
import itertools
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases import MANIFEST, manifest_id, manifest_of, read_manifest
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.releases.ledger import LEDGER
from tests.releases.driven import Outcome
from tests.releases.killed import files, in_every_state, kill_and_repeat, throughout

PAGE = 4096
# What a command says that finds its work done.
DONE = r"blmk_metrics: [^\n]*(Nothing was changed\.|release \w+, B, is served\. Ingest something first\.)\n"
# Each command, and the stage of a folder at which it changes something.
WRITES = {"ingest": "released", "check": "ingested", "publish": "checked", "rollback": "third"}


@pytest.fixture
def command(export, stages):
    """The words of a command that changes a folder."""
    words = {
        "ingest": ("ingest", export(2100)),
        "check": ("check",),
        "publish": ("publish", "--title", "B"),
        "rollback": ("rollback", "--to", manifest_id(stages["released"])),
    }
    return words.__getitem__


def _assert_whole(folder: Path, old: Path, new: bytes) -> None:
    """The folder serves the old release or the new, every file of it as it was published; the old is never lost."""
    assert (folder / MANIFEST).read_bytes() in ((old / MANIFEST).read_bytes(), new)
    open_edition(folder).answers.close()
    open_tables(folder)
    for manifest in [old / MANIFEST, *(old / "history").glob("*.json")]:
        earlier = read_manifest(manifest).id
        assert open_tables(folder, manifest_of(folder, earlier)).id == earlier
        open_edition(folder, manifest_of(folder, earlier)).answers.close()


def _killed(driver, old: Path, words: tuple, room: Path, chosen) -> int:
    def assert_whole(folder: Path, never_killed: Path) -> None:
        _assert_whole(folder, old, (never_killed / MANIFEST).read_bytes())

    return kill_and_repeat(driver, old, words, room, chosen, assert_whole, DONE)


# The others are killed with the slow tests: in these states, just before and after them, and in between.
@pytest.mark.parametrize(("name", "stage"), [(name, WRITES[name]) for name in ("ingest", "publish")])
def test_a_command_killed_in_any_state_of_the_disk_leaves_one_whole_release_and_can_be_repeated(
    driver, stages, command, tmp_path, name, stage
):
    assert _killed(driver, stages[stage], command(name), tmp_path, in_every_state) >= 4


@pytest.mark.slow
@pytest.mark.parametrize(("name", "stage"), WRITES.items())
def test_a_command_killed_throughout_its_course_leaves_one_whole_release_and_can_be_repeated(
    driver, stages, command, tmp_path, name, stage
):
    assert _killed(driver, stages[stage], command(name), tmp_path, throughout) >= 4


@pytest.mark.parametrize(("name", "stage"), WRITES.items())
def test_a_disk_that_fills_up_keeps_the_old_release_and_says_so(driver, stages, command, small_disk, name, stage):
    old, folder = stages[stage], small_disk / "data"
    for pages in itertools.count():
        shutil.copytree(old, folder)
        filler = _filled(small_disk, pages)
        outcome = driver.run(folder, *command(name))
        if outcome.code == 0:
            break
        _assert_refused(outcome, folder, old, os.strerror(errno.ENOSPC))
        filler.unlink()
        assert driver.run(folder, *command(name)).code == 0
        shutil.rmtree(folder)
    assert pages >= 1
    open_tables(folder)


@pytest.mark.parametrize(("name", "stage"), WRITES.items())
def test_a_disk_mounted_for_reading_keeps_the_old_release_and_says_so(driver, stages, command, small_disk, name, stage):
    folder = Path(shutil.copytree(stages[stage], small_disk / "data"))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    _assert_refused(driver.run(folder, *command(name)), folder, stages[stage], os.strerror(errno.EROFS))
    assert driver.run(folder, "status").code == 0


@pytest.mark.parametrize(("name", "stage"), WRITES.items())
def test_a_file_that_cannot_grow_keeps_the_old_release_and_says_so(driver, stages, command, at, name, stage):
    folder = at(stage)
    _assert_refused(driver.run(folder, *command(name), largest=8), folder, stages[stage], os.strerror(errno.EFBIG))


@pytest.mark.parametrize(("name", "stage"), WRITES.items())
def test_a_system_that_refuses_to_open_for_writing_keeps_the_old_release_and_says_so(
    stages, command, at, monkeypatch, capsys, name, stage
):
    def reading_only(file, mode="r", *rest, **options):
        if set(mode) & set("wax+"):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(file))
        return allowed(file, mode, *rest, **options)

    folder, allowed = at(stage), io.open
    monkeypatch.setattr(io, "open", reading_only)
    monkeypatch.setenv("BLMK_DATA", str(folder))
    code = main([str(word) for word in command(name)])
    monkeypatch.undo()
    _assert_refused(Outcome(code, *capsys.readouterr()), folder, stages[stage], os.strerror(errno.EROFS))


def _filled(disk: Path, free: int) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        while True:
            try:
                file.write(bytes(PAGE))
            except OSError:
                break
    os.truncate(filler, filler.stat().st_size - free * PAGE)
    return filler


def _assert_refused(outcome, folder: Path, old: Path, why: str) -> None:
    assert (outcome.code, outcome.out) == (2, "")
    assert why in outcome.err
    assert outcome.err.count("\n") == 1
    _assert_whole(folder, old, b"")
    before, after = files(old), files(folder)
    # A release is in the ledger before it is served.
    assert after.pop(LEDGER).startswith(before.pop(LEDGER))
    assert {name: after.pop(name) for name in before} == before
    for name, content in after.items():
        # Whole extracts, answers and candidates only: nothing half written.
        assert name.startswith("history/") or hashlib.sha256(content).hexdigest()[:12] in name, name
