"""What shows figures opens the release's answers, and no extract: the system was asked for every file it opened."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from blmk_metrics.releases import MANIFEST, data_folder, read_manifest
from tests.browser.server import ROOT
from tests.disclosure.opened_files import opened_files, traced, tried_to_open
from tests.installed import needed

PLACE = "E06000032"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the release that ships."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


@pytest.fixture
def run(folder, tmp_path) -> Callable[..., Path]:
    """Run a command over the folder under a tracer; return its log."""
    needed("strace")

    def traced_command(*words: str) -> Path:
        command = [sys.executable, "-m", "blmk_metrics", *words, "--data", str(folder)]
        log = tmp_path / "opened.txt"
        subprocess.run(traced(command, log), cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return log

    return traced_command


def rows_of_extracts(folder: Path) -> set[Path]:
    """Every extract of a folder's release, and the folder that has those of counts."""
    manifest = read_manifest(folder / MANIFEST)
    return {(folder / each.file).resolve() for each in manifest.extracts} | {(folder / "extracts").resolve()}


def answers(folder: Path) -> set[Path]:
    """Every file of answers of a folder's release."""
    return {(folder / each.file).resolve() for each in read_manifest(folder / MANIFEST).answers.files}


@pytest.mark.parametrize(
    "command",
    [
        ("measure", "falls_admissions", "--by", "sex"),
        ("report", "--place", PLACE, "-o", "{beside}/luton.xlsx"),
        pytest.param(("report", "--place", PLACE, "-o", "{beside}/luton.zip"), marks=pytest.mark.slow),
        pytest.param(("meeting", "--place", PLACE, "-o", "{beside}/luton.html"), marks=pytest.mark.slow),
        pytest.param(("meeting", "--place", PLACE, "-o", "{beside}/luton.pdf"), marks=pytest.mark.slow),
    ],
)
def test_a_command_that_shows_figures_opens_answers_and_no_extract(run, folder, tmp_path, command):
    log = run(*(word.format(beside=tmp_path) for word in command))
    assert opened_files(log, ROOT) >= answers(folder)
    assert tried_to_open(log, ROOT) & rows_of_extracts(folder) == set()


def test_what_recomputes_is_seen_to_open_every_extract(run, folder):
    log = run("measure", "falls_admissions", "--recompute")
    assert opened_files(log, ROOT) >= rows_of_extracts(folder) - {(folder / "extracts").resolve()}
