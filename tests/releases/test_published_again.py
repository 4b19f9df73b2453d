"""A folder from before releases had answers serves nothing, until `publish --again` gives it answers and a ledger."""

import contextlib
import itertools
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.components.notices import NO_RELEASE
from blmk_metrics.figures.figure import id_of
from blmk_metrics.figures.identified import figure_in_print, printed_questions
from blmk_metrics.publishing import storing
from blmk_metrics.publishing.again import publish_again
from blmk_metrics.publishing.storing import Signature
from blmk_metrics.releases import MANIFEST, Manifest, ReleaseError, read_manifest
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.releases.ledger import LEDGER, ledger
from blmk_metrics.releases.manifest import identity, written
from blmk_metrics.releases.reading import history, manifest_of, place_of
from blmk_metrics.resources import PAGES
from tests.logged import troubles
from tests.measures_drawn import drawn_measure
from tests.releases.killed import files, in_every_state, kill_and_repeat
from tests.releases_drawn import NORTHAM

TITLES = ("first", "second", "third")
SIGNATURE = Signature(by="A tester", reason="Answers")
AGAIN = ("publish", "--again", "--by", "A tester")
NOTHING_CHANGED = "Every release in {folder} has its answers. Nothing was changed.\n"


@dataclass(frozen=True)
class Old:
    """A folder as an older version made it, and the ids of its releases by their titles."""

    folder: Path
    ids: dict[str, str]


def _in_order(folder: Path) -> list[Manifest]:
    """The releases of a folder in the order in which they were served last."""
    return [*reversed(history(folder)), read_manifest(folder / MANIFEST)]


def as_older(folder: Path, titles: tuple[str, ...] = TITLES, *, with_answers: int = 0) -> Old:
    """Make the releases of a folder, which are not titled yet, what an older version would have made of them: without
    answers, but for the latest so many, and without a ledger."""
    releases, ids = _in_order(folder), {}
    shutil.rmtree(folder / "history")
    (folder / "history").mkdir()
    for number, (title, each) in enumerate(zip(titles, releases, strict=True)):
        answers = each.answers if number >= len(releases) - with_answers else None
        before = list(ids.values())
        previous, earlier = (before[-1], tuple(reversed(before))) if before else ("", ())
        content = written(title, each.published, previous, each.extracts, each.catalogue_file, earlier, answers)
        ids[title] = identity(content)
        path = folder / MANIFEST if each is releases[-1] else manifest_of(folder, ids[title])
        path.write_bytes(content)
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    (folder / LEDGER).unlink()
    if not with_answers:
        shutil.rmtree(folder / "answers")
    return Old(folder, ids)


@pytest.fixture
def old(three_releases, tmp_path) -> Old:
    """The same as an older version made them."""
    return as_older(Path(shutil.copytree(three_releases, tmp_path / "data")))


def _value(folder: Path, release_id: str) -> float | None:
    edition = open_edition(folder, place_of(folder, release_id))
    (row,) = [row for row in edition.measured(drawn_measure()) if row.area_code == NORTHAM]
    edition.answers.close()
    return row.value


def _state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """All that is in a folder, and when it was written."""
    return {name: (content, (folder / name).stat().st_mtime_ns) for name, content in files(folder).items()}


@pytest.mark.parametrize(
    "command",
    [
        ("measure", "reading"),
        ("report", "--place", "NOR", "-o", "{beside}/northam.xlsx"),
        ("meeting", "--place", "NOR", "-o", "{beside}/northam.html"),
        ("diff",),
        ("verify",),
        ("publish", "--public", "{beside}/public"),
        ("rollback",),
    ],
)
def test_every_command_that_shows_figures_names_the_one_that_gives_them_and_shows_none(old, driver, tmp_path, command):
    beside = tmp_path / "beside"
    beside.mkdir()
    outcome = driver.run(old.folder, *(word.format(beside=beside) for word in command))
    assert (outcome.code, outcome.out) == (2, "")
    assert "python -m blmk_metrics publish --again" in outcome.err
    assert outcome.err.count("\n") == 1
    assert not [path for path in beside.rglob("*") if path.is_file() and path.name != "lock"]


def test_the_app_shows_no_figure_and_its_log_names_the_command(old, monkeypatch, caplog):
    monkeypatch.setenv("BLMK_DATA", str(old.folder))
    st.cache_resource.clear()
    app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=60).run()
    st.cache_resource.clear()
    assert not app.exception
    assert app.title[0].value == "No figures can be shown"
    assert [each.value for each in app.error] == [NO_RELEASE]
    assert ["python -m blmk_metrics publish --again" in why for why in troubles(caplog)] == [True]
    assert not app.metric
    assert not app.get("vega_lite_chart")


def test_each_release_gets_its_answers_and_keeps_its_title_its_day_its_extracts_and_its_place_in_the_history(old):
    before = _in_order(old.folder)
    done = publish_again(old.folder, SIGNATURE)
    after = _in_order(old.folder)
    assert [each.title for each in after] == list(TITLES)
    assert [(each.published, each.extracts, each.catalogue_file) for each in after] == [
        (each.published, each.extracts, each.catalogue_file) for each in before
    ]
    assert [(each.before, each.now) for each in done] == [
        (was.id, now.id) for was, now in zip(before, after, strict=True)
    ]
    assert [_value(old.folder, each.id) for each in after] == [61, 62, 63]
    assert {path.stem for path in (old.folder / "history").iterdir()} == {each.id for each in after[:-1]}


def test_each_release_names_the_one_before_it_by_its_new_id(old):
    publish_again(old.folder, SIGNATURE)
    first, second, third = _in_order(old.folder)
    assert [each.previous for each in (first, second, third)] == ["", first.id, second.id]
    assert {first.id, second.id, old.ids["first"], old.ids["second"], old.ids["third"]} == set(third.earlier)


def test_an_id_that_was_printed_from_a_release_of_before_is_found(old):
    publish_again(old.folder, SIGNATURE)
    edition = open_edition(old.folder)
    question = next(each for each in printed_questions(edition) if isinstance(each, Question) and each.measure)
    for title in TITLES:
        found = figure_in_print(edition, id_of(question, old.ids[title]))
        assert found is not None
        assert (found.question.parameters, found.release_id) == (question.parameters, old.ids[title])
    edition.answers.close()


def test_going_back_after_it_and_forth_again_serves_each_release(old, driver):
    publish_again(old.folder, SIGNATURE)
    first, second, third = _in_order(old.folder)
    for target, value in ((second, 62), (first, 61)):
        assert driver.run(old.folder, "rollback").code == 0
        assert read_manifest(old.folder / MANIFEST).id == target.id
        assert _value(old.folder, target.id) == value
    assert driver.run(old.folder, "rollback", "--to", third.id).code == 0


def test_a_second_run_changes_nothing_and_says_so(old, driver):
    assert driver.run(old.folder, *AGAIN).code == 0
    before = _state(old.folder)
    outcome = driver.run(old.folder, *AGAIN)
    assert (outcome.code, outcome.out) == (0, NOTHING_CHANGED.format(folder=old.folder))
    assert _state(old.folder) == before


def test_a_spoilt_file_of_answers_is_restored_and_the_release_keeps_its_id(three_releases, tmp_path, driver):
    folder = Path(shutil.copytree(three_releases, tmp_path / "data"))
    served = read_manifest(folder / MANIFEST)
    whole = files(folder)
    for each in served.answers.files:
        (folder / each.file).write_bytes(b"spoilt")
    assert driver.run(folder, "measure", "reading").code == 2
    outcome = driver.run(folder, *AGAIN)
    assert (outcome.code, f"{served.id} has its answers." in outcome.out) == (0, True)
    assert files(folder) == whole


def test_a_release_of_the_history_that_cannot_be_computed_is_left_with_the_reason_and_the_others_are_done(old, driver):
    (extract,) = [each for each in read_manifest(manifest_of(old.folder, old.ids["second"])).extracts if each.series]
    (old.folder / extract.file).unlink()
    outcome = driver.run(old.folder, *AGAIN)
    assert outcome.code == 0, outcome
    assert re.search(rf"^{old.ids['second']}: .*{extract.file} cannot be read", outcome.out, re.MULTILINE)
    first, second, third = _in_order(old.folder)
    assert [_value(old.folder, each.id) for each in (first, third)] == [61, 63]
    assert (second.id, second.answers, third.previous) == (old.ids["second"], None, second.id)


def test_a_release_that_is_served_and_cannot_be_computed_is_a_failure_that_says_why(old, driver):
    (extract,) = [each for each in read_manifest(old.folder / MANIFEST).extracts if each.series]
    (old.folder / extract.file).write_bytes(b"PAR1")
    outcome = driver.run(old.folder, *AGAIN)
    assert outcome.code == 2
    assert re.search(rf"^{old.ids['third']}: .*is not the file that was published", outcome.out, re.MULTILINE)
    assert outcome.err == f"blmk_metrics: The release in {old.folder} could not be given its answers.\n"
    assert [_value(old.folder, each.id) for each in _in_order(old.folder)[:-1]] == [61, 62]


def test_a_manifest_that_an_existing_ledger_does_not_have_is_refused_and_not_vouched_for(old):
    publish_again(old.folder, SIGNATURE)
    served = read_manifest(old.folder / MANIFEST)
    entries = ledger(old.folder)
    extracts = served.extracts[:-1]
    (old.folder / MANIFEST).write_bytes(written("Slipped in", served.published, served.id, extracts))
    slipped = read_manifest(old.folder / MANIFEST).id
    (refused,) = [each for each in publish_again(old.folder, SIGNATURE) if each.refused]
    assert refused.before == slipped
    assert "is not a manifest that was published here" in refused.refused
    assert ledger(old.folder) == entries
    with pytest.raises(ReleaseError, match="is not a manifest that was published here"):
        open_edition(old.folder)


def test_a_release_with_answers_whose_release_before_gets_a_new_id_names_that(three_releases, tmp_path):
    old = as_older(Path(shutil.copytree(three_releases, tmp_path / "data")), with_answers=1)
    answers = read_manifest(old.folder / MANIFEST).answers
    publish_again(old.folder, SIGNATURE)
    first, second, third = _in_order(old.folder)
    assert (third.previous, second.previous, third.answers) == (second.id, first.id, answers)
    assert [_value(old.folder, each.id) for each in (first, second, third)] == [61, 62, 63]
    assert publish_again(old.folder, SIGNATURE) == []


def test_a_release_that_was_gone_back_to_is_followed_by_those_after_it(old):
    # Back from the third to the first: the others, in the history, name what is served now.
    kept = manifest_of(old.folder, old.ids["third"])
    (old.folder / MANIFEST).rename(kept)
    manifest_of(old.folder, old.ids["first"]).rename(old.folder / MANIFEST)
    publish_again(old.folder, SIGNATURE)
    second, third, first = _in_order(old.folder)
    assert [each.title for each in (first, second, third)] == list(TITLES)
    assert [each.previous for each in (first, second, third)] == ["", first.id, second.id]
    assert [_value(old.folder, each.id) for each in (first, second, third)] == [61, 62, 63]


def _assert_each_is_as_it_was_or_whole(folder: Path, before: dict[str, str], after: dict[str, str]) -> None:
    """`before` and `after` are the ids of releases by their titles."""
    assert read_manifest(folder / MANIFEST).id in (before["third"], after["third"])
    titles = {each.id: each.title for each in _in_order(folder)}
    assert set(titles.values()) == set(TITLES)
    for release_id, title in titles.items():
        assert release_id in (before[title], after[title])
        if release_id == after[title]:
            assert _value(folder, release_id) == 61 + TITLES.index(title)


def test_stopped_before_any_manifest_or_ledger_is_written_it_can_be_repeated(old, tmp_path, monkeypatch):
    whole = Path(shutil.copytree(old.folder, tmp_path / "whole"))
    publish_again(whole, SIGNATURE)
    after = {each.title: each.id for each in _in_order(whole)}
    written_to = storing.write
    for number in itertools.count():
        folder = Path(shutil.copytree(old.folder, tmp_path / str(number)))
        left = [number]

        def stopping(path: Path, content: bytes, left: list[int] = left) -> None:
            left[0] -= path.suffix in (".json", ".jsonl") and path.parent.name != "answers"
            if left[0] < 0:
                raise KeyboardInterrupt
            written_to(path, content)

        monkeypatch.setattr(storing, "write", stopping)
        with contextlib.suppress(KeyboardInterrupt):
            publish_again(folder, SIGNATURE)
            break
        monkeypatch.setattr(storing, "write", written_to)
        _assert_each_is_as_it_was_or_whole(folder, old.ids, after)
        publish_again(folder, SIGNATURE)
        assert files(folder) == files(whole)
    # The ledger's beginning, two in the history, and what is served: each an entry and a manifest.
    assert number >= 7


@pytest.mark.slow
def test_killed_in_any_state_of_the_disk_it_leaves_each_release_as_it_was_or_whole_and_can_be_repeated(
    old, driver, tmp_path
):
    def assert_whole(folder: Path, never_killed: Path) -> None:
        after = {each.title: each.id for each in _in_order(never_killed)}
        _assert_each_is_as_it_was_or_whole(folder, old.ids, after)

    room = tmp_path / "killed"
    room.mkdir()
    done = re.escape(f"blmk_metrics: {NOTHING_CHANGED}")
    assert kill_and_repeat(driver, old.folder, AGAIN, room, in_every_state, assert_whole, done) >= 12
