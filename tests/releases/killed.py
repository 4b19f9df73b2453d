"""A command killed at some of its lines, then repeated: its folder must be whole each time, and end the same."""

import json
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from blmk_metrics.releases.ledger import LEDGER
from tests.releases.driven import Driver, Outcome, task

KILLED = -9
# As many are killed side by side.
TOGETHER = 8


def files(folder: Path) -> dict[str, bytes]:
    """All that is in a folder but for the lock, which is never anything but empty; of the ledger which releases it has,
    since two runs of a command do not publish in the same second."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {str(path.relative_to(folder)): _content(path) for path in found}


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    if path.name == LEDGER:
        return "\n".join(json.loads(line)["sha256"] for line in content.splitlines()).encode()
    return content


def kill_and_repeat(
    driver: Driver,
    old: Path,
    words: tuple,
    room: Path,
    chosen: Callable[[Outcome], Iterable[int]],
    assert_whole: Callable[[Path, Path], None],
    done: str,
) -> int:
    """Kill a command at some of its lines, then repeat it; return how many different folders the kills left.

    `chosen` are the lines, of what a whole run was; `assert_whole` is asked of each folder that a kill left, beside the
    one of a run that was not killed. What is repeated may find all `done`, and then says so.
    """
    never = Path(shutil.copytree(old, room / "never killed"))
    run = driver.run(never, *words, kill_at=0)
    assert run.code == 0, run
    ended, left, lines_to_try = files(never), {}, list(chosen(run))
    for lines in (lines_to_try[first : first + TOGETHER] for first in range(0, len(lines_to_try), TOGETHER)):
        folders = [Path(shutil.copytree(old, room / f"killed at {line}")) for line in lines]
        kills = [task(folder, *words, kill_at=line) for folder, line in zip(folders, lines, strict=True)]
        assert {outcome.code for outcome in driver.together(*kills)} == {KILLED}
        for folder in folders:
            assert_whole(folder, never)
            # What is half written has its writer's number in its name.
            state = tuple(sorted((re.sub(r"\.\d+$", "", name), each) for name, each in files(folder).items()))
            if left.setdefault(state, folder) is not folder:
                shutil.rmtree(folder)
    folders = list(left.values())
    for folder, outcome in zip(folders, driver.together(*(task(each, *words) for each in folders)), strict=True):
        assert outcome.code == 0 or (outcome.code == 2 and re.fullmatch(done, outcome.err)), outcome
        assert files(folder) == ended, folder
    return len(left)


def in_every_state(run: Outcome) -> Iterable[int]:
    """The last line of each state that a run's folder went through, and of the run."""
    # The folder was looked at before every line.
    return (*run.moments, run.lines)


def throughout(run: Outcome) -> Iterable[int]:
    """Lines about each change of a run's folder, and others all along."""
    near = {moment + step for moment in run.moments for step in range(-3, 4)}
    along = {*range(1, run.lines, run.lines // 60), run.lines}
    return sorted(line for line in near | along if 0 < line <= run.lines)
