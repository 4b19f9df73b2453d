"""Whatever cannot be counted is refused: one message that says what, where and what to do, exit 2, and no file."""

import os
import subprocess
import sys
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blmk_metrics.__main__ import main
from tests.records.populations import at_random, write_lists, write_records
from tests.test_command_line import ROOT

RESIDENTS, DIAGNOSES = at_random(seed=30, persons=30)


@pytest.fixture
def files(tmp_path):
    """Sound files of every kind, in a folder with nothing else in it."""
    write_lists(tmp_path)
    write_records(tmp_path, RESIDENTS, DIAGNOSES)
    return tmp_path


@pytest.fixture
def refused(files, capsys):
    """Run the command on the files; gives its message, once it has been found to have done nothing."""

    def run(*options, residents=None, diagnoses=None):
        before = {path: path.is_file() and path.read_bytes() for path in files.rglob("*")}
        records = [str(residents or files / "residents.parquet"), str(diagnoses or files / "diagnoses.parquet")]
        lists = ["--conditions", str(files / "conditions.csv"), "--deprivation", str(files / "deprivation.csv")]
        arguments = ["count-onsets", *records, *lists, "-o", str(files / "onsets.parquet"), *options]
        assert main(arguments) == 2
        printed = capsys.readouterr()
        assert printed.err.startswith("blmk_metrics: ")
        assert len(printed.err.splitlines()) == 1
        assert {path: path.is_file() and path.read_bytes() for path in files.rglob("*")} == before
        return printed.err

    return run


def _changed(path, change):
    pq.write_table(change(pq.read_table(path)), path)
    return path


def _with(column, values):
    def change(table):
        return table.set_column(table.schema.get_field_index(column), column, values(table[column]))

    return change


@pytest.mark.parametrize("name", ["residents", "diagnoses"])
def test_a_column_that_is_missing_is_named(files, refused, name):
    for column in pq.read_schema(files / f"{name}.parquet").names:
        write_records(files, RESIDENTS, DIAGNOSES)
        path = _changed(files / f"{name}.parquet", lambda table, column=column: table.drop_columns([column]))
        assert f"{path} lacks the column {column}; {name} have person_id, " in refused()


@pytest.mark.parametrize(
    ("name", "column", "values", "message"),
    [
        ("residents", "birth_month", lambda cells: cells.cast(pa.string()), "birth_month is of type string"),
        ("residents", "registered_to", lambda cells: pa.nulls(len(cells)), "is empty throughout, without a type"),
        ("residents", "sex", lambda cells: pa.array([1] * len(cells)), "sex is of type int64, but must be text"),
        ("residents", "lsoa21_code", lambda cells: pa.array([b"E"] * len(cells)), "lsoa21_code is of type binary"),
        ("residents", "person_id", lambda cells: pa.array([1.0] * len(cells)), "must be text or whole numbers"),
        ("diagnoses", "person_id", lambda cells: pa.array(range(len(cells))), "person_id is text in"),
        ("diagnoses", "condition_code", lambda cells: pa.array([1] * len(cells)), "condition_code is of type int64"),
        ("diagnoses", "diagnosed_on", lambda cells: pa.array([2001] * len(cells)), "diagnosed_on is of type int64"),
        (
            *("diagnoses", "diagnosed_on"),
            lambda cells: pa.array([datetime(2001, 1, 1)] * len(cells), pa.timestamp("us", "Europe/London")),
            "is a moment in the time zone Europe/London",
        ),
        (
            *("diagnoses", "diagnosed_on"),
            lambda cells: pa.array([datetime(2001, 1, 1, 9)] * len(cells), pa.timestamp("us")),
            "rows have a date with a time of day; give days, or timestamps at midnight",
        ),
        (
            *("residents", "died_on"),
            lambda cells: pa.array([None] * (len(cells) - 1) + [datetime(2001, 1, 1, 0, 0, 1)], pa.timestamp("us")),
            "1 rows have a date with a time of day",
        ),
    ],
)
def test_a_column_of_another_type_is_refused(files, refused, name, column, values, message):
    path = _changed(files / f"{name}.parquet", _with(column, values))
    output = refused()
    assert message in output
    assert str(path) in output


def test_a_column_that_is_there_twice_is_refused(files, refused):
    _changed(files / "residents.parquet", lambda table: table.append_column("SEX", table["sex"]))
    assert "has the column sex more than once; keep one" in refused()


@pytest.mark.parametrize("name", ["residents", "diagnoses"])
def test_a_file_without_rows_is_refused(files, refused, name):
    path = _changed(files / f"{name}.parquet", lambda table: table.slice(0, 0))
    assert f"{path} has no rows: there are no {name} to count" in refused()


def test_what_is_no_parquet_is_refused(files, refused):
    path = files / "residents.parquet"
    content = path.read_bytes()
    for spoilt in (b"", b"person_id,sex\n1,F\n", content[:-9], content[:99]):
        path.write_bytes(spoilt)
        assert f"{path} is not Parquet, or not whole" in refused()
    path.unlink()
    assert f"{path} does not exist" in refused()


def test_a_file_whose_pages_are_spoilt_is_refused(files, refused):
    path = files / "diagnoses.parquet"
    content = bytearray(path.read_bytes())
    content[4:200] = bytes(196)
    path.write_bytes(content)
    assert "blmk_metrics: " in refused()


def test_a_folder_must_hold_parquet_files_that_are_alike(files, refused):
    folder = files / "folder"
    folder.mkdir()
    (folder / "_SUCCESS").touch()
    assert f"{folder} is a folder without a Parquet file" in refused(residents=folder)
    table = pq.read_table(files / "residents.parquet")
    pq.write_table(table, folder / "a.parquet")
    pq.write_table(table.cast(table.schema.set(2, pa.field("sex", pa.large_string()))), folder / "b.parquet")
    message = refused(residents=folder)
    assert f"{folder}/b.parquet has other columns than {folder}/a.parquet (sex is " in message
    pq.write_table(table.drop_columns("died_on"), folder / "b.parquet")
    assert "died_on is missing, not date32[day]" in refused(residents=folder)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("code,name\nHYP,Hypertension\n", "the header must be code,name,included_from,included_to"),
        ("code,name,included_from,included_to\n", "has a header but no rows"),
        ("code,name,included_from,included_to\nHYP,A,,\nHYP,B,,\n", "line 3: code 'HYP' stands twice"),
        ("code,name,included_from,included_to\n,A,,\n", "line 2: code '' is blank"),
        ("code,name,included_from,included_to\nHYP,A,1/4/2009,\n", "line 2: included_from '1/4/2009' is no date"),
        ("code,name,included_from,included_to\nHYP,A,2009-04-31,\n", "line 2: included_from '2009-04-31' is no date"),
        (
            "code,name,included_from,included_to\nHYP,A,2009-04-01,2009-03-31\n",
            "line 2: included_to '2009-03-31' is before included_from",
        ),
    ],
)
def test_a_list_of_conditions_that_cannot_be_meant_is_refused(files, refused, text, message):
    (files / "conditions.csv").write_text(text)
    output = refused()
    assert message in output
    assert str(files / "conditions.csv") in output


def test_deprivation_is_needed_of_the_right_kind(files, refused, monkeypatch, capsys):
    (files / "deprivation.csv").write_text("code,name,included_from,included_to\nHYP,A,,\n")
    assert "is of no kind that is known" in refused()
    (files / "deprivation.csv").write_text("name,area_code\nSomewhere,E06000032\n")
    assert "is no file of the Indices of Deprivation but" in refused()
    records = [str(files / "residents.parquet"), str(files / "diagnoses.parquet")]
    monkeypatch.setenv("BLMK_DATA", str(files / "none"))
    assert main(["count-onsets", *records, "-o", str(files / "onsets.parquet")]) == 2
    assert "has no deprivation of neighbourhoods; give a file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from", "2005", "--to", "2003"], "--from 2005 is after --to 2003"),
        (["--from", "2050"], "There is no year to count from 2050 to 20"),
        (["--from", "1900", "--to", "1901"], "Nobody is at risk in these years"),
        (["--washout-days", "-1"], "--washout-days -1 is not from 0 to 36,525"),
        (["--washout-days", "40000"], "--washout-days 40000 is not from 0"),
        (["--memory-limit", "much"], "--memory-limit 'much' is no size, such as 4GB"),
        (["--memory-limit=-1GB"], "--memory-limit '-1GB' is no size"),
        (["--memory-limit", "1MB"], "1MB of memory are too little for these records; allow more"),
        (["-o", ""], "-o '' is not the name of a Parquet file"),
        (["-o", "onsets.csv"], "-o 'onsets.csv' is not the name of a Parquet file"),
        (["-o", "/nowhere/at/all.parquet"], "There is no folder /nowhere/at to write all.parquet to"),
    ],
)
def test_what_cannot_be_asked_is_refused(refused, options, message):
    assert message in refused(*options)


def test_the_answer_never_lies_among_the_records(files, refused):
    assert "would lie among the records of" in refused("-o", str(files / "residents.parquet"))
    folder = files / "folder"
    folder.mkdir()
    (files / "residents.parquet").rename(folder / "residents.parquet")
    assert "would lie among the records of" in refused("-o", str(folder / "onsets.parquet"), residents=folder)


def test_residents_of_whom_none_can_be_used_give_no_file(files, refused):
    _changed(files / "residents.parquet", _with("sex", lambda cells: pa.array(["X"] * len(cells))))
    assert "Nobody is at risk in these years: there is nothing to write" in refused("--from", "2001", "--to", "2003")


def test_records_of_the_future_alone_have_no_year_to_count(files, refused):
    late = [{**row, "registered_from": date(2999, 1, 1)} for row in RESIDENTS]
    write_records(files, late, DIAGNOSES)
    assert "Nobody registered up to today" in refused()


# Spark is in the way of itself: what is to be missing must be so from the start of a process.
WITHOUT_SPARK = """
import sys
sys.modules["pyspark"] = None
from blmk_metrics.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def _spark_message(files, *program, **environment):
    """What the command says in a process of its own, once it has been found to refuse and to write nothing."""
    records = [str(files / name) for name in ("residents.parquet", "diagnoses.parquet")]
    lists = ["--deprivation", str(files / "deprivation.csv"), "--engine", "spark", "-o", str(files / "onsets.parquet")]
    command = [sys.executable, *program, "count-onsets", *records, *lists]
    environment = {name: value for name, value in os.environ.items() if name != "JAVA_HOME"} | environment
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert not (files / "onsets.parquet").exists()
    return done.stderr


def test_an_engine_that_is_not_installed_says_what_to_install(files):
    message = "Spark needs more than DuckDB does (pyspark is missing): pip install -r requirements-spark.txt"
    assert _spark_message(files, "-c", WITHOUT_SPARK) == f"blmk_metrics: {message}\n"


def test_spark_without_java_says_so(files):
    pytest.importorskip("pyspark")
    message = "Spark needs Java 17 or later, which is not on this machine; install it, or use DuckDB"
    assert _spark_message(files, "-m", "blmk_metrics", PATH=str(files)) == f"blmk_metrics: {message}\n"
