"""`check` computes a candidate's answers, and `publish` publishes those very answers or asks for another check."""

import json
from pathlib import Path

import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.catalogue import verdicts
from blmk_metrics.catalogue.verdict_parts import Kind, Verdict
from blmk_metrics.engines import in_duckdb
from blmk_metrics.engines.statements import statement
from blmk_metrics.publishing.answer_files import LIBRARIES
from blmk_metrics.releases import MANIFEST, manifest_id, read_manifest
from blmk_metrics.releases.reading import CANDIDATE, CHECKED, checked_candidate, is_checked


@pytest.fixture
def ran(monkeypatch, capsys):
    """Run a command on a folder within this process; return its code and what it says."""

    def run(folder: Path, *words: str) -> tuple[int, str]:
        monkeypatch.setenv("BLMK_DATA", str(folder))
        code = main(list(words))
        out, err = capsys.readouterr()
        return code, out + err

    return run


def _is_checked(folder: Path) -> bool:
    return is_checked(folder, read_manifest(folder / CANDIDATE).id)


def _changed_note(folder: Path, **made_by: str) -> None:
    """Say that other software made a candidate's answers."""
    note = json.loads((folder / CHECKED).read_text())
    note["answers"]["made_by"] |= made_by
    (folder / CHECKED).write_text(json.dumps(note))


def test_what_is_published_are_the_answers_that_were_checked(at, ran):
    folder = at("checked")
    answers = checked_candidate(folder, read_manifest(folder / CANDIDATE).id).answers
    written = {each.file: (folder / each.file).stat().st_mtime_ns for each in answers.files}
    assert ran(folder, "publish")[0] == 0
    assert read_manifest(folder / MANIFEST).answers == answers
    # And nothing was computed, or written, again.
    assert {each.file: (folder / each.file).stat().st_mtime_ns for each in answers.files} == written


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_candidate_that_was_checked_with_another_version_of_a_library_is_refused(at, ran, library):
    folder = at("checked")
    before = manifest_id(folder)
    _changed_note(folder, **{library: "0.0.1"})
    code, words = ran(folder, "publish")
    assert code == 2
    assert words.endswith("was checked with other software (a library changed). Check it again.\n")
    assert manifest_id(folder) == before
    assert ran(folder, "check")[0] == 0
    assert ran(folder, "publish")[0] == 0


def test_a_candidate_that_was_checked_with_other_sql_is_refused_and_the_sql_is_named(at, ran, write_sql):
    folder = at("checked")
    before = manifest_id(folder)
    write_sql("verdicts/comparison.sql", statement("verdicts", "comparison") + "\n-- Changed.\n")
    code, words = ran(folder, "publish")
    assert code == 2
    assert words.endswith("was checked with other software (sql/verdicts/comparison.sql changed). Check it again.\n")
    assert manifest_id(folder) == before
    assert ran(folder, "check")[0] == 0
    assert ran(folder, "publish")[0] == 0


def test_a_candidate_that_was_checked_before_a_verdict_was_declared_is_refused(at, ran, write_sql, monkeypatch):
    folder = at("checked")
    write_sql("verdicts/outlook.sql", "-- Nothing much.\nselect *, 1.0 as outlook from judged\n")
    outlook = Verdict(id="outlook", label="Outlook", question="?", columns={"outlook": Kind.VALUE})
    monkeypatch.setattr(verdicts, "VERDICTS", (*verdicts.VERDICTS, outlook))
    code, words = ran(folder, "publish")
    assert (code, "(sql/verdicts/outlook.sql changed). Check it again." in words) == (2, True)


def test_a_candidate_whose_answers_are_spoilt_or_gone_is_refused_and_can_be_checked_again(at, ran):
    folder = at("checked")
    for each in checked_candidate(folder, read_manifest(folder / CANDIDATE).id).answers.files[:2]:
        (folder / each.file).write_bytes(b"PAR1")
    code, words = ran(folder, "publish")
    assert (code, "is not the file that was published" in words) == (2, True)
    assert ran(folder, "check")[0] == 0
    assert ran(folder, "publish")[0] == 0


def test_a_candidate_with_answers_that_cannot_be_does_not_pass_and_cannot_be_published(at, ran, write_sql):
    folder = at("ingested")
    before = manifest_id(folder)
    sql = statement("official", "estimates")
    write_sql("official/estimates.sql", sql.replace("value,", "10 * value as value,"))
    code, words = ran(folder, "check")
    assert code == 2
    assert "cannot be served. falls_admissions: limits are out of order (area_code E0" in words
    assert words.count("\n") == 1
    assert not _is_checked(folder)
    code, words = ran(folder, "publish")
    assert (code, "is not one that passed its checks" in words) == (2, True)
    assert manifest_id(folder) == before


def test_a_candidate_too_large_for_the_machine_is_refused_with_what_it_needs(at, ran, monkeypatch):
    folder = at("ingested")
    monkeypatch.setattr(in_duckdb, "SHARE", 1e-6)
    code, words = ran(folder, "check")
    assert code == 2
    name = f"Candidate {read_manifest(folder / CANDIDATE).id} in {folder}"
    assert words == (
        f"blmk_metrics: {name} cannot be computed here: a release of this size needs 0.3 GB of memory, and this "
        "machine can give 0.0 GB; publish it on a larger one, or in fewer years or areas.\n"
    )
    assert not _is_checked(folder)
    monkeypatch.undo()
    assert ran(folder, "check")[0] == 0
