"""Only the very candidate that passed is published, by one publisher at a time; going back is always possible."""

import json
import re
import shutil
from pathlib import Path

import pytest

from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.publishing.storing import locked
from blmk_metrics.releases import MANIFEST, manifest_id, manifest_of, read_manifest
from blmk_metrics.releases.reading import CANDIDATE, CHECKED, history, is_checked
from tests.releases.driven import task

TIMES = 6
LOST = re.compile(r"blmk_metrics: (Another command is changing|There is no candidate in) [^\n]+\n")


@pytest.fixture
def refused(driver):
    """Run a command that must be refused in one line, and leave the release as it is; return the line."""

    def run(folder: Path, *words: str) -> str:
        before = (folder / MANIFEST).read_bytes() if (folder / MANIFEST).exists() else b""
        outcome = driver.run(folder, *words)
        assert (outcome.code, outcome.out) == (2, ""), outcome
        assert re.fullmatch(r"blmk_metrics: [^\n]+\n", outcome.err), outcome
        assert before == ((folder / MANIFEST).read_bytes() if before else b"")
        return outcome.err

    return run


@pytest.fixture
def done(driver):
    """Run a command that must succeed; return what it prints."""

    def run(folder: Path, *words: object) -> str:
        outcome = driver.run(folder, *words)
        assert (outcome.code, outcome.err) == (0, ""), outcome
        return outcome.out

    return run


def _edited(folder: Path) -> None:
    candidate = json.loads((folder / CANDIDATE).read_text())
    candidate["extracts"][0]["provenance"]["note"] = "edited"
    (folder / CANDIDATE).write_text(json.dumps(candidate))


def _figures(folder: Path, manifest: str = CANDIDATE) -> Path:
    """The file of the falls figures."""
    return folder / read_manifest(folder / manifest).extracts[-1].file


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_edited, "is not one that passed its checks, or changed since"),
        (lambda folder: _figures(folder).unlink(), "cannot be read (No such file or directory)"),
        (lambda folder: _figures(folder).write_bytes(b"PAR1"), "is not the file that was published"),
        (
            lambda folder: shutil.copy(_figures(folder, MANIFEST), _figures(folder)),
            "is not the file that was published",
        ),
        (lambda folder: (folder / CANDIDATE).write_text("{"), "candidate.json is not a release's manifest"),
        (lambda folder: (folder / CHECKED).unlink(), "is not one that passed its checks"),
        (lambda folder: (folder / CHECKED).write_bytes(b"\xff"), "is not one that passed its checks"),
        (lambda folder: (folder / CANDIDATE).unlink(), "There is no candidate"),
    ],
)
def test_a_candidate_that_changed_since_its_check_is_refused(at, refused, done, export, change, message):
    folder = at("checked")
    change(folder)
    assert message in refused(folder, "publish")
    open_tables(folder)
    assert "Serving: " in done(folder, "status")
    # And there is a way on.
    assert "Next: python -m blmk_metrics check" in done(folder, "ingest", "--anew", export(2300))


def test_of_publishers_at_the_same_moment_one_wins_and_the_others_are_told(driver, stages, at):
    before = manifest_id(stages["checked"])
    folders = [at("checked", str(each)) for each in range(TIMES)]
    for folder in folders:
        outcomes = driver.together(*(task(folder, "publish", "--title", title) for title in ("one", "two", "three")))
        winners = [title for title, each in zip(("one", "two", "three"), outcomes, strict=True) if each.code == 0]
        assert winners == [open_tables(folder).title]
        errors = [outcome.err for outcome in outcomes if outcome.code == 2]
        assert len(errors) == 2
        assert all(map(LOST.fullmatch, errors)), errors
        assert [each.id for each in history(folder)] == [before]


@pytest.mark.parametrize("words", [("ingest", "file.csv"), ("check",), ("publish",), ("rollback",)])
def test_while_one_command_changes_a_folder_every_other_is_told_to_wait(at, refused, done, words):
    folder = at("checked")
    with locked(folder):
        assert "Another command is changing" in refused(folder, *words)
        assert "Candidate (checked)" in done(folder, "status")


def test_a_candidate_made_from_a_release_that_was_replaced_meanwhile_is_refused(at, refused, done, export):
    folder, elsewhere = at("checked"), at("third", "elsewhere")
    for name in (CANDIDATE, CHECKED):
        shutil.copy(folder / name, elsewhere)
    shutil.copy(_figures(folder), elsewhere / "extracts")
    origin = manifest_id(folder)
    assert f"made from release {origin}" in refused(elsewhere, "publish")
    assert f"made from release {origin}" in refused(elsewhere, "ingest", export(2300))
    assert "made from another release" in done(elsewhere, "status")
    done(elsewhere, "ingest", "--anew", export(2300))


def test_going_back_twice_and_forth_again_loses_nothing(at, refused, done):
    folder = at("third")
    third = manifest_id(folder)
    second = read_manifest(folder / MANIFEST).previous
    first = read_manifest(manifest_of(folder, second)).previous
    for target in (second, first):
        assert f"Release {target} is served again" in done(folder, "rollback")
        assert open_tables(folder).id == target
        assert f"Before: {target}" not in done(folder, "status")
    assert "is its first" in refused(folder, "rollback")
    assert f"rollback --to {first}" in done(folder, "rollback", "--to", third)
    assert {each.id for each in history(folder)} == {first, second, third}
    assert next(each.id for each in history(folder)) == first


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("000000000000", "has no release '000000000000'"),
        ("../candidate", "has no release '../candidate'"),
        ("", "is the one served already"),
    ],
)
def test_there_is_no_going_back_to_what_was_never_published_or_is_served(at, refused, to, message):
    folder = at("checked")
    assert message in refused(folder, "rollback", "--to", to or manifest_id(folder))


def test_a_release_whose_files_are_gone_or_spoilt_is_not_gone_back_to(at, refused, done):
    folder = at("published")
    before = read_manifest(folder / MANIFEST).previous
    kept = folder / "history" / f"{before}.json"
    file = folder / read_manifest(kept).answers.files[0].file
    file.rename(folder / "away")
    assert "cannot be read" in refused(folder, "rollback")
    (folder / "away").rename(file)
    whole = kept.read_bytes()
    for spoilt in (b"{", whole.replace(b'"A"', b'"Z"')):
        kept.write_bytes(spoilt)
        assert f"is not the manifest of release {before} any more" in refused(folder, "rollback")
        assert f"Spoilt: {kept}" in done(folder, "status")
        assert history(folder) == []
        assert f"is not the manifest of release {before}" in refused(folder, "diff")
    kept.write_bytes(whole)
    done(folder, "rollback")


def test_nothing_or_the_same_is_not_published_again(at, refused, done, export):
    folder = at("published")
    assert "There is no candidate" in refused(folder, "publish")
    assert "There is no candidate" in refused(folder, "check")
    done(folder, "ingest", export(2100))
    done(folder, "check")
    assert "say the same" in done(folder, "diff")
    assert "holds already. Nothing was changed" in refused(folder, "publish")
    assert not (folder / CANDIDATE).exists()


def test_a_candidate_is_shown_and_compared_until_it_is_published(at, done, refused):
    folder = at("ingested")
    assert "Candidate (not checked)" in done(folder, "status")
    assert "has not passed its checks. Check it first" in refused(folder, "diff")
    waiting = read_manifest(folder / CANDIDATE).id
    assert not is_checked(folder, waiting)
    done(folder, "check")
    assert "Candidate (checked)" in done(folder, "status")
    assert "2,000 → 2,100" in done(folder, "diff")
    done(folder, "publish")
    assert "2,000 → 2,100" in done(folder, "diff")
    assert "Candidate" not in done(folder, "status")


def test_a_spoilt_manifest_is_told_and_gone_back_from(at, refused, done, export):
    folder = at("published")
    before = read_manifest(folder / MANIFEST).previous
    (folder / MANIFEST).write_text("{")
    for words in (("publish",), ("ingest", export(2300)), ("rollback",), ("diff",)):
        assert "manifest.json is not a release's manifest" in refused(folder, *words), words
    assert "manifest.json is not a release's manifest" in done(folder, "status")
    assert f"Release {before} is served again.\n" in done(folder, "rollback", "--to", before)
    assert open_tables(folder).id == before


def test_a_manifest_that_is_gone_is_told_and_gone_back_from(at, refused, done):
    folder = at("published")
    before = read_manifest(folder / MANIFEST).previous
    (folder / MANIFEST).unlink()
    assert "Serving: nothing" in done(folder, "status")
    assert "manifest.json cannot be read" in refused(folder, "rollback")
    assert f"Release {before} is served again.\n" in done(folder, "rollback", "--to", before)
