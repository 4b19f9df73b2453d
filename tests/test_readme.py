"""The README is true: its commands run, its files exist, its dependencies are those required."""

import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from blmk_metrics.__main__ import main
from tests.shipped import DECLARED

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.S) for line in block.strip().splitlines()]


def test_the_two_commands_are_there_and_ci_runs_the_tests_command_unchanged():
    assert "pip install -r requirements.txt && streamlit run app.py" in COMMANDS
    assert "pip install -r requirements-dev.txt && pytest -n 2 --dist loadfile" in COMMANDS
    assert (
        "pip install -r requirements-dev.txt && pytest -n 2 --dist loadfile"
        in (ROOT / ".ci" / "run").read_text().splitlines()
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where the commands write, one after another."""
    return tmp_path_factory.mktemp("readme")


OURS = [each for each in COMMANDS if each.startswith("python -m blmk_metrics ")]
# Every figure of a place, or of all of them, is drawn: these two run with the slow tests.
LONG = ("report", "meeting")


def test_every_command_of_the_readme_is_one_that_the_parser_takes():
    from blmk_metrics.__main__ import _parser

    assert len(OURS) > 10
    for command in OURS:
        assert callable(_parser().parse_args(shlex.split(command)[3:]).run), command


@pytest.mark.parametrize(
    "command", [pytest.param(each, marks=[pytest.mark.slow] * (each.split()[3] in LONG)) for each in OURS]
)
def test_a_command_of_the_readme_runs(command, folder, monkeypatch, capfd):
    arguments = shlex.split(command)[3:]
    outputs = [folder / name for flag, name in pairwise(arguments) if flag in ("-o", "--data")]
    ours = {each for each in arguments if folder / each in outputs or (folder / each).exists()}
    arguments = [str(folder / each) if each in ours else each for each in arguments]
    monkeypatch.chdir(ROOT)
    code = main(arguments)
    printed, errors = capfd.readouterr()
    assert code == 0, errors
    assert printed or all(path.exists() for path in outputs)


def test_the_first_command_of_the_readme_runs_as_it_is_written():
    """In a process of its own, where it is the module that runs. The others differ from it in their words only."""
    command = next(each for each in OURS if each.split()[3] == "measure")
    done = subprocess.run(
        [sys.executable, *shlex.split(command)[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_every_runtime_dependency_earns_its_line():
    required = {re.split(r"[<>=]", line)[0] for line in (ROOT / "requirements.txt").read_text().split()}
    explained = set(re.findall(r"^\| ([a-z-]+) \|", README, re.M))
    assert required == explained
    assert all("<" in line and ">=" in line for line in (ROOT / "requirements.txt").read_text().split())


def test_files_that_the_readme_and_the_pages_behind_it_name_exist():
    pages = [README, *(each.read_text(encoding="utf-8") for each in (ROOT / "docs").rglob("*.md"))]
    named = re.findall(r"`((?:sql|blmk_metrics|data|pages|tests|\.streamlit|\.ci)/[\w./]*)`", "\n".join(pages))
    assert len(named) > 8
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert (ROOT / re.search(r"!\[.*?\]\((.*?)\)", README)[1]).exists()


def test_every_command_of_the_readmes_table_is_one_and_none_is_left_out():
    from blmk_metrics.__main__ import _parser

    (commands,) = [action.choices for action in _parser()._actions if isinstance(action.choices, dict)]
    table = README.split("## Bring real data")[1].split("Try it")[0]
    names = {*re.findall(r"^\| `([a-z-]+)", table, re.M), *re.findall(r"python -m blmk_metrics ([a-z-]+)", README)}
    assert names == set(commands)


def test_the_measures_that_the_readme_names_are_declared_and_in_their_order():
    named = re.findall(r"\(`(\w+)`\)", README.split("## The five measures")[1].split("\n\n")[1])
    assert named
    assert named == [each for each in DECLARED if each in named]


def test_only_what_belongs_at_the_top_level_is_there():
    # A copy without its history holds what is tracked, and what running it leaves.
    left = {".venv", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__"}
    tracked = [each.name for each in ROOT.iterdir() if each.name not in left]
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
        tracked = listed.stdout.split()
    allowed = "app.py pages blmk_metrics data sql tests requirements.txt README.md requirements-dev.txt pyproject.toml "
    allowed += ".streamlit .ci LICENSE CONTRIBUTING.md .gitignore docs requirements-spark.txt"
    assert {path.split("/")[0] for path in tracked} <= set(allowed.split())
