"""The connection that serves reads the files of one release's answers, and can do nothing else, whatever SQL says."""

import shutil
from pathlib import Path

import duckdb
import pytest

from blmk_metrics.engines import EngineError
from blmk_metrics.engines.over_answers import AnswersEngine
from blmk_metrics.releases import data_folder

READING = "select count(*) from {reader}('{path}')"
# Statements that write, attach, load, or change a setting; {answers} is a file that may be read.
REFUSED = (
    *("copy (select 1 as one) to '{answers}' (format parquet)", "copy (select 1) to '{beside}' (format csv)"),
    *("copy (select 1 as one) to '{answers}' (format parquet, use_tmp_file false)", "export database '{beside}'"),
    *("attach '{beside}'", "attach '{answers}' as other", "attach ':memory:' as other", "create table own as select 1"),
    *("install httpfs", "load httpfs", "create secret own (type s3)", "select getenv('HOME')"),
    *("set lock_configuration = false", "set enable_external_access = true", "reset allowed_paths"),
    *("set allowed_paths = ['/etc/passwd']", "set allowed_directories = ['/etc']", "set memory_limit = '64GB'"),
    *("set temp_directory = '{beside}'", "pragma threads = 4", "set enable_profiling = 'json'"),
)


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the release that ships."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


@pytest.fixture
def answers(folder) -> Path:
    """A file of its answers."""
    return next((folder / "answers").glob("figures.*.parquet"))


@pytest.fixture
def engine(answers):
    """A connection that may read that file."""
    engine = AnswersEngine([answers])
    yield engine
    engine.close()


def test_the_files_that_were_named_are_read(engine, answers):
    assert engine.find(READING.format(reader="read_parquet", path=answers))[1][0][0] > 100
    columns, rows = engine.find("select distinct basis from read_parquet($file) order by basis", answers)
    assert (columns, rows) == (("basis",), [("computed",)])


@pytest.mark.parametrize("reader", ["read_parquet", "read_csv", "read_text", "read_blob", "glob", "parquet_metadata"])
def test_no_other_file_is_read(engine, folder, reader):
    extract = next((folder / "extracts").glob("*.parquet"))
    other = next((folder / "answers").glob("areas.*.parquet"))
    everything = folder / "answers" / "*"
    for path in (extract, other, everything, folder / "manifest.json", "/etc/passwd", "/proc/self/environ"):
        with pytest.raises(EngineError, match="file system operations are disabled"):
            engine.find(READING.format(reader=reader, path=path))


@pytest.mark.parametrize("statement", REFUSED)
def test_nothing_is_written_attached_loaded_or_set(engine, answers, tmp_path, statement):
    before = answers.read_bytes()
    with pytest.raises(EngineError):
        engine.find(statement.format(answers=answers, beside=tmp_path / "beside"))
    assert answers.read_bytes() == before
    assert not (tmp_path / "beside").exists()
    assert engine.find(READING.format(reader="read_parquet", path=answers))[1][0][0] > 100


@pytest.mark.parametrize(
    "statement", [each for each in REFUSED if each.startswith(("set ", "reset ", "pragma ", "load "))]
)
def test_the_lock_holds_by_itself(engine, tmp_path, statement):
    with engine._connection.cursor() as cursor, pytest.raises(duckdb.Error, match="configuration"):
        cursor.execute(statement.format(beside=tmp_path / "beside"))
