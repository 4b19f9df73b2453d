"""`synthesise-records` at the command line."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from blmk_metrics.__main__ import main

REAL = Path(__file__).parents[3] / "shared" / "real"
HEADER = "lsoa21_code,lsoa21_name,ltla24_code,ltla24_name,IMD_decile,IMD_rank\n"
LUTON = "E01015792,Luton 021D,E06000032,Luton,3,7779\n"


def _run(*words):
    return main(["synthesise-records", *map(str, words)])


def _lived_in(folder):
    return set(pq.read_table(folder / "residents.parquet")["lsoa21_code"].to_pylist())


def test_it_says_that_nobody_exists_and_what_comes_next(tmp_path, capsys):
    assert _run("--residents", 300, "--seed", 1, "-o", tmp_path / "records") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("SYNTHETIC: 300 invented residents of 40 LSOAs and ")
    assert lines[1].startswith("Next: python -m blmk_metrics count-onsets ")
    assert f"--deprivation {tmp_path / 'records' / 'deprivation.csv'}" in lines[1]
    names = {path.name for path in (tmp_path / "records").iterdir()}
    assert names == {"residents.parquet", "diagnoses.parquet", "deprivation.csv"}


def test_people_live_in_the_neighbourhoods_of_a_file(tmp_path, capsys):
    (tmp_path / "imd.csv").write_text(HEADER + LUTON)
    options = ("--deprivation", tmp_path / "imd.csv", "-o", tmp_path / "records")
    assert _run("--residents", 50, "--seed", 1, *options) == 0
    assert _lived_in(tmp_path / "records") == {"E01015792"}
    assert not (tmp_path / "records" / "deprivation.csv").exists()
    assert f"--deprivation {tmp_path / 'imd.csv'}" in capsys.readouterr().out


def test_people_live_in_the_neighbourhoods_of_the_release(tmp_path, capsys):
    (tmp_path / "imd.csv").write_text(HEADER + LUTON)
    data = ("--data", tmp_path / "data")
    for command in (["ingest", tmp_path / "imd.csv"], ["check"], ["publish"]):
        assert main([*map(str, command), *map(str, data)]) == 0
    assert _run("--residents", 50, "--seed", 1, "-o", tmp_path / "records", *data) == 0
    assert _lived_in(tmp_path / "records") == {"E01015792"}
    assert "--deprivation" not in capsys.readouterr().out


@pytest.mark.skipif(not REAL.exists(), reason="real files are not here")
def test_people_live_in_the_real_neighbourhoods_of_every_decile(tmp_path):
    path = REAL / "imd2025_lsoa21_blmk.csv"
    assert _run("--residents", 20_000, "--seed", 1, "--deprivation", path, "-o", tmp_path / "records") == 0
    assert len(_lived_in(tmp_path / "records")) > 500


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--residents", 0, "--seed", 1), "--residents 0 is not between 1 and"),
        (("--residents", -3, "--seed", 1), "--residents -3 is not between 1 and"),
        (("--residents", 10**12, "--seed", 1), "is not between 1 and"),
        (("--residents", 10, "--seed", -1), "--seed -1 is below zero"),
        (("--residents", 10, "--seed", 1, "--deprivation", "{}/none.csv"), "none.csv"),
        (("--residents", 10, "--seed", 1, "--deprivation", "{}/falls.csv"), "is of no kind that is known"),
    ],
)
def test_a_bad_option_is_one_message_and_nothing_is_written(tmp_path, capsys, words, message):
    (tmp_path / "falls.csv").write_text("a,b\n1,2\n")
    arguments = [str(word).format(tmp_path) for word in words]
    assert _run(*arguments, "-o", tmp_path / "records") == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert len(printed.err.splitlines()) == 1
    assert printed.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["falls.csv"]


@pytest.mark.parametrize("where", ["full", "file", "nowhere/records", ""])
def test_a_place_that_cannot_be_taken_is_one_message(tmp_path, capsys, where):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("keep")
    (tmp_path / "file").write_text("keep")
    assert _run("--residents", 10, "--seed", 1, "-o", tmp_path / where if where else "") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "full", "mine.txt"]


@pytest.mark.parametrize("words", [["--residents", "ten", "--seed", "1"], ["--seed", "1"], ["--residents", "1"]])
def test_missing_and_unreadable_options_are_usage_errors(tmp_path, words):
    with pytest.raises(SystemExit) as refusal:
        _run(*words, "-o", tmp_path / "records")
    assert refusal.value.code == 2
