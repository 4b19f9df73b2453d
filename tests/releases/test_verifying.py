"""`verify` computes a release again from its extracts, and finds whatever its answers have that they do not give."""

import hashlib
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blmk_metrics.catalogue import verdicts
from blmk_metrics.catalogue.verdict_parts import Kind, Verdict
from blmk_metrics.engines.statements import statement
from blmk_metrics.publishing import verifying
from blmk_metrics.publishing.storing import Signature, keep, put_release
from blmk_metrics.publishing.verifying import verify
from blmk_metrics.releases import MANIFEST, ReleaseError, data_folder, manifest_id, read_manifest
from blmk_metrics.releases.manifest import AnswerFile, AnswerFiles, written
from blmk_metrics.releases.reading import history, place_of
from tests.measures_drawn import drawn_measure
from tests.releases_drawn import NORTHAM, drawn_release

READING = drawn_measure()
FIGURES = """
    period  | area_code | value | lower_ci_95 | upper_ci_95
    2022/23 | NOR       | 61.7  | 60          | 63
    2023/24 | NOR       | 62.3  | 61          | 64
    2023/24 | ALB       | 64.1  | 63          | 65
"""
NAME = f"figures/{READING.id}"
ELSEWHERE = {"duckdb": "0.0.1"}


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """A folder with two releases of the same figures but one. Not to change."""
    folder = tmp_path_factory.mktemp("published") / "data"
    for figures in (FIGURES.replace("61.7", "61.2"), FIGURES):
        drawn_release(folder, {READING.id: figures}, [READING])
    return folder


@pytest.fixture
def folder(published, tmp_path) -> Path:
    """A copy of it, to change."""
    return Path(shutil.copytree(published, tmp_path / "data"))


def _published_with(folder: Path, answers: AnswerFiles) -> None:
    """Publish the release anew with other answers, signed as any, by somebody who may write everywhere."""
    before = read_manifest(folder / MANIFEST)
    content = written(
        before.title, before.published, before.previous, before.extracts, before.catalogue_file, (), answers
    )
    put_release(folder, content, Signature())


def _changed(
    folder: Path, name: str, change: Callable[[Any], Any], made_by: dict[str, str] | None = None
) -> AnswerFiles:
    """The answers of a folder's release with one of them changed, as if other libraries had made them."""
    answers = read_manifest(folder / MANIFEST).answers
    files = []
    for each in answers.files:
        if each.name == name:
            content = _content((folder / each.file).read_bytes(), each.file, change)
            digest = hashlib.sha256(content).hexdigest()
            file = re.sub(r"[0-9a-f]{12}(?=\.\w+$)", digest[:12], each.file)
            keep(folder, file, content)
            each = AnswerFile(name=name, file=file, sha256=digest)
        files.append(each)
    return AnswerFiles(made_by={**answers.made_by, **(made_by or {})}, files=tuple(files))


def _content(content: bytes, file: str, change: Callable[[Any], Any]) -> bytes:
    if file.endswith(".json"):
        return json.dumps(change(json.loads(content))).encode()
    buffer = io.BytesIO()
    pq.write_table(change(pq.read_table(io.BytesIO(content))), buffer)
    return buffer.getvalue()


def _with_value(row: int, factor: float) -> Callable[[pa.Table], pa.Table]:
    """Put another value in a row, counted from 1."""

    def change(table: pa.Table) -> pa.Table:
        values = table["value"].to_pylist()
        values[row - 1] *= factor
        return table.set_column(table.column_names.index("value"), "value", pa.array(values, pa.float64()))

    return change


def _row_of_northam(folder: Path) -> int:
    """The first row that has its latest value, counted from 1."""
    (file,) = [each.file for each in read_manifest(folder / MANIFEST).answers.files if each.name == NAME]
    rows = pq.read_table(folder / file).to_pylist()
    return next(n for n, row in enumerate(rows, start=1) if row["area_code"] == NORTHAM and row["value"] == 62.3)


def _verified(folder: Path) -> tuple[str, int]:
    return verify(folder, folder / MANIFEST)


def test_a_whole_release_passes_with_every_file_of_its_answers(folder, driver):
    files = read_manifest(folder / MANIFEST).answers.files
    assert _verified(folder) == (manifest_id(folder), len(files))
    outcome = driver.run(folder, "verify")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"{manifest_id(folder)}: all {len(files)} files" in outcome.out


def test_the_release_that_ships_passes():
    assert _verified(data_folder())[0] == manifest_id(data_folder())


@pytest.mark.parametrize(
    ("name", "change", "what"),
    [
        (NAME, lambda table: table.slice(1), r"the number of rows \(\d+ stored, \d+ computed\)"),
        (NAME, lambda table: table.drop_columns(["gap"]), "the list of columns"),
        (NAME, lambda table: table.take([1, 0, *range(2, len(table))]), r"\w+ of row 1"),
        ("areas", lambda table: table.take(list(reversed(range(len(table))))), "area_code of row 1"),
        ("printed", lambda table: table.slice(1), r"the number of rows \(\d+ stored, \d+ computed\)"),
        ("outlines", lambda outlines: {**outlines, "features": outlines["features"][1:]}, "its text"),
        ("lineage", lambda made: {**made, "series": {}}, "its text"),
    ],
)
def test_answers_that_were_changed_and_signed_again_are_found_and_named(folder, name, change, what):
    _published_with(folder, _changed(folder, name, change))
    with pytest.raises(ReleaseError, match=rf"answers that its extracts do not give: {name}: {what} differs\. Tell"):
        _verified(folder)


def test_a_figure_that_was_changed_and_signed_again_is_found_with_its_column_and_row(folder, driver):
    row = _row_of_northam(folder)
    _published_with(folder, _changed(folder, NAME, _with_value(row, 1.1)))
    outcome = driver.run(folder, "verify")
    assert (outcome.code, outcome.out) == (2, "")
    assert f"{NAME}: value of row {row} differs" in outcome.err
    # Whoever only reads it cannot see that: its files are those that its manifest names.
    assert driver.run(folder, "measure", READING.id, "-o", folder / "reading.csv").code == 0


def test_a_file_of_answers_that_is_missing_or_too_many_is_named(folder):
    answers = read_manifest(folder / MANIFEST).answers
    fewer = tuple(each for each in answers.files if each.name != "neighbourhoods")
    more = (*answers.files, replace(answers.files[0], name="figures/writing"))
    for files, name in ((fewer, "neighbourhoods"), (more, "figures/writing")):
        _published_with(folder, replace(answers, files=files))
        with pytest.raises(ReleaseError, match=f"{name} is not among them"):
            _verified(folder)


@pytest.mark.parametrize(
    ("made_by", "factor", "passes"),
    [
        ({}, 1 + 1e-13, False),
        (ELSEWHERE, 1 + 1e-13, True),
        (ELSEWHERE, 1 - 1e-13, True),
        (ELSEWHERE, 1 + 1e-9, False),
        (ELSEWHERE, -1, False),
    ],
)
def test_to_the_bit_where_the_same_libraries_made_them_and_else_to_the_twelfth_digit(folder, made_by, factor, passes):
    row = _row_of_northam(folder)
    _published_with(folder, _changed(folder, NAME, _with_value(row, factor), made_by))
    if passes:
        assert _verified(folder)[0] == manifest_id(folder)
    else:
        with pytest.raises(ReleaseError, match=f"value of row {row} differs"):
            _verified(folder)


def test_other_libraries_excuse_no_other_word(folder):
    def milder(table: pa.Table) -> pa.Table:
        words = ["similar" if each == "worse" else each for each in table["comparison"].to_pylist()]
        assert words != table["comparison"].to_pylist()
        return table.set_column(table.column_names.index("comparison"), "comparison", pa.array(words, pa.string()))

    _published_with(folder, _changed(folder, NAME, milder, ELSEWHERE))
    with pytest.raises(ReleaseError, match=rf"{NAME}: comparison of row \d+ differs"):
        _verified(folder)


@pytest.fixture
def never_computed(monkeypatch):
    """Nothing may be computed."""

    def computing(*_: object) -> None:
        pytest.fail("the answers were computed")

    monkeypatch.setattr(verifying, "finished", computing)


@pytest.mark.usefixtures("never_computed")
def test_sql_that_changed_since_is_named_and_nothing_is_compared(folder, write_sql):
    for path in ("verdicts/comparison.sql", "official/strata.sql"):
        write_sql(path, statement(*path.removesuffix(".sql").split("/")) + "\n-- changed\n")
    with pytest.raises(ReleaseError) as refusal:
        _verified(folder)
    assert "sql/official/strata.sql, sql/verdicts/comparison.sql changed" in str(refusal.value)
    assert "Verify it with the version that published it" in str(refusal.value)


@pytest.mark.usefixtures("never_computed")
def test_a_verdict_declared_since_is_named_and_nothing_is_compared(folder, write_sql, monkeypatch):
    write_sql("verdicts/outlook.sql", "-- Nothing much.\nselect *, 1.0 as outlook from judged\n")
    outlook = Verdict(id="outlook", label="Outlook", question="?", columns={"outlook": Kind.VALUE})
    monkeypatch.setattr(verdicts, "VERDICTS", (*verdicts.VERDICTS, outlook))
    with pytest.raises(ReleaseError, match=r"by other SQL .*: sql/verdicts/outlook\.sql changed"):
        _verified(folder)


@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"PAR1")])
def test_a_spoilt_or_missing_file_of_extracts_or_answers_is_named(folder, spoil):
    manifest = read_manifest(folder / MANIFEST)
    for file in (manifest.answers.files[0].file, manifest.extracts[-1].file, manifest.catalogue_file.file):
        whole = (folder / file).read_bytes()
        spoil(folder / file)
        with pytest.raises(ReleaseError, match=rf"{file} (is not the file that was published|cannot be read)"):
            _verified(folder)
        (folder / file).write_bytes(whole)
    assert _verified(folder)[0] == manifest.id


def test_an_earlier_release_is_verified_by_its_id(folder, driver):
    (earlier,) = history(folder)
    outcome = driver.run(folder, "verify", earlier.id)
    assert (outcome.code, f"Release {earlier.id}: all" in outcome.out) == (0, True)
    (folder / earlier.extracts[-1].file).unlink()
    with pytest.raises(ReleaseError, match="cannot be read"):
        verify(folder, place_of(folder, earlier.id))
    assert _verified(folder)[0] == manifest_id(folder)


@pytest.mark.parametrize("unknown", ["000000000000", "xyz", "../candidate"])
def test_a_release_that_there_is_not_is_refused_in_a_sentence(folder, driver, unknown):
    outcome = driver.run(folder, "verify", unknown)
    assert (outcome.code, outcome.out) == (2, "")
    assert re.match(rf"blmk_metrics: {folder} has no release '?{unknown}\b", outcome.err)
    assert "listed by python -m blmk_metrics status" in outcome.err
