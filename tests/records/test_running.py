"""A run reads what it was given and nothing else, leaves nothing behind, and clears up after one that was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from blmk_metrics.engines import EngineError
from blmk_metrics.engines.over_records import computation_in_duckdb
from blmk_metrics.engines.spilling import PREFIX, spill_folder
from tests.records.populations import at_random, write_lists, write_records
from tests.test_command_line import ROOT

# Kills itself when it comes to a stage, when some results have been kept.
KILLED = """
import os, signal, sys
from blmk_metrics.__main__ import main
from blmk_metrics.engines.in_duckdb import DuckDBComputation
run = DuckDBComputation.run
def until_then(self, name, sql, **parameters):
    if name == "at_risk":
        os.kill(os.getpid(), signal.SIGNAL)
    run(self, name, sql, **parameters)
DuckDBComputation.run = until_then
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def folder(tmp_path):
    """Records and lists, in a folder of their own."""
    (folder := tmp_path / "records").mkdir()
    write_records(folder, *at_random(seed=40, persons=40))
    write_lists(folder)
    return folder


@pytest.fixture
def spills(tmp_path, monkeypatch):
    """An empty place for temporary files."""
    (place := tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr("tempfile.tempdir", None)
    return place


def _arguments(folder, out):
    records = [str(folder / name) for name in ("residents.parquet", "diagnoses.parquet")]
    lists = ["--conditions", str(folder / "conditions.csv"), "--deprivation", str(folder / "deprivation.csv")]
    return ["count-onsets", *records, *lists, "--from", "2001", "--to", "2003", "-o", str(out)]


def _killed(folder, out, how):
    script = KILLED.replace("SIGNAL", how)
    command = [sys.executable, "-c", script, *_arguments(folder, out)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_killed_run_leaves_no_answer_and_the_next_clears_up_after_it(folder, tmp_path, spills):
    out = tmp_path / "onsets.parquet"
    assert _killed(folder, out, "SIGKILL").returncode == -signal.SIGKILL
    assert not out.exists()
    assert [path.name.startswith(PREFIX) for path in spills.iterdir()] == [True, True]
    command = [sys.executable, "-W", "error", "-m", "blmk_metrics", *_arguments(folder, out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert out.exists()
    assert list(spills.iterdir()) == []


def test_a_folder_that_is_nobodys_is_removed(spills):
    (left := spills / f"{PREFIX}abc").mkdir()
    (other := spills / "somebody-elses").mkdir()
    with spill_folder():
        assert not left.exists()
    assert list(spills.iterdir()) == [other]


def test_an_interrupted_run_clears_up_itself(folder, tmp_path, spills):
    out = tmp_path / "onsets.parquet"
    interrupted = _killed(folder, out, "SIGINT")
    assert (interrupted.returncode, interrupted.stdout, interrupted.stderr) == (130, "", "")
    assert not out.exists()
    assert list(spills.iterdir()) == []


def test_a_run_leaves_the_folder_of_another_that_still_runs(spills):
    with spill_folder() as first:
        with spill_folder() as second:
            assert first.is_dir()
            assert second.is_dir()
        assert list(spills.glob(f"{PREFIX}*")) != []
        assert first.stat().st_mode & 0o077 == 0
    assert list(spills.iterdir()) == []


@pytest.mark.parametrize(
    "attempt",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_parquet('FOLDER/other.parquet')",
        "select * from glob('FOLDER/*')",
        "select getenv('HOME') as home",
    ],
)
def test_sql_reaches_only_the_files_that_were_given(folder, attempt):
    (folder / "other.parquet").write_bytes((folder / "residents.parquet").read_bytes())
    files = {"given_residents": [folder / "residents.parquet"]}
    with computation_in_duckdb(files, "1GB") as stage:
        assert stage.ask("rows", "select count(*) as rows from given_residents").to_pylist()[0]["rows"] > 0
        with pytest.raises(EngineError):
            stage.run("loot", attempt.replace("FOLDER", str(folder)))
        for statement in ("set memory_limit = '64GB'", "copy given_residents to '/tmp/loot.csv'", "install httpfs"):
            with pytest.raises(duckdb.Error):
                stage._cursor.execute(statement)


def test_what_does_not_fit_in_memory_goes_to_the_spill_folder_and_is_removed(folder, spills):
    files = {"given_residents": [folder / "residents.parquet"]}
    with computation_in_duckdb(files, "64MB") as stage:
        stage.run("many", "select md5(cast(i as varchar)) as id from range(3000000) numbers (i)")
        (kept,) = [path for path in spills.iterdir() if path.is_dir()]
        assert sum(path.stat().st_size for path in kept.rglob("*")) > 1_000_000
        assert stage.ask("rows", "select count(distinct id) as ids from many").to_pylist() == [{"ids": 3000000}]
    assert list(spills.iterdir()) == []


def test_it_can_be_run_from_anywhere_with_files_named_as_one_likes(folder, tmp_path):
    odd = tmp_path / "what's [this] *, then?.parquet"
    (folder / "residents.parquet").rename(odd)
    arguments = _arguments(folder, "onsets.parquet")
    arguments[1] = os.path.relpath(odd, tmp_path)
    command = [sys.executable, "-m", "blmk_metrics", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=True)
    assert Path(tmp_path / "onsets.parquet").exists()
