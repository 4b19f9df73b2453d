"""The command line: figures to standard output, one clear line when something is wrong."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.pipeline.stages import COLUMNS, printed_columns
from blmk_metrics.releases import MANIFEST, data_folder, read_manifest, shipped_folder
from blmk_metrics.releases.reading import history

ROOT = Path(__file__).resolve().parent.parent


def test_measure_prints_every_area_and_period_with_the_promised_columns(capsys):
    assert main(["measure", "school_readiness"]) == 0
    printed = capsys.readouterr()
    rows = list(csv.DictReader(io.StringIO(printed.out)))
    assert list(rows[0])[: len(COLUMNS)] == COLUMNS
    assert list(rows[0]) == printed_columns()
    assert len(rows) == 6 * 12
    (luton,) = [row for row in rows if row["area_name"] == "Luton" and row["period"] == "2023/24"]
    assert (luton["numerator"], luton["denominator"], luton["value"]) == ("1891", "3050", "62")
    assert luton["category_type"] == "all"
    assert luton["category"] == ""
    assert printed.err.startswith("SYNTHETIC")


def test_measure_keeps_rows_without_a_figure_with_their_reason(capsys):
    main(["measure", "school_readiness", "--area", "E06000032", "--format", "json"])
    rows = {row["period"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["2019/20"]["value"] is None
    assert rows["2019/20"]["reason"] == "not collected for this period"


def test_measure_cuts_by_a_category_and_writes_parquet(tmp_path):
    file = tmp_path / "by_quintile.parquet"
    assert (
        main(["measure", "first_condition_gap", "--by", "deprivation_quintile", "--format", "parquet", "-o", str(file)])
        == 0
    )
    table = pq.read_table(file)
    assert table.column_names == printed_columns()
    assert set(table["category"].to_pylist()) == {"1 (most deprived)", "2", "3", "4", "5 (least deprived)"}
    assert list(tmp_path.iterdir()) == [file]


def test_measure_says_an_inequality_another_way_and_marks_every_row_as_not_the_lead_measure(capsys):
    results = {}
    for options in (
        [],
        ["--average", "crude_mean_age", "--summary", "quantile_gap"],
        ["--average", "life_table_mean_age"],
    ):
        assert main(["measure", "first_condition_gap", *options]) == 0
        printed = capsys.readouterr()
        results[len(options)] = list(csv.DictReader(io.StringIO(printed.out)))
        mark = "NOT LEAD: first_condition_gap by Crude mean of new cases, Plain gap"
        assert (mark in printed.err) == (len(options) == 4)
    lead, other, life_table = results[0], results[4], results[2]
    assert life_table == lead
    assert list(other[0]) == [*printed_columns(), "way"]
    assert {row["way"] for row in other} == {"Crude mean of new cases, Plain gap: not the lead measure"}
    for column in ("area_code", "period", "numerator"):
        assert [row[column] for row in other] == [row[column] for row in lead]
    assert any(row["value"] != before["value"] for row, before in zip(other, lead, strict=True))


def test_the_groups_of_an_inequality_follow_the_average_asked_for(capsys):
    values = {}
    for average in ("life_table_mean_age", "life_table_median_age"):
        main(["measure", "first_condition_gap", "--by", "deprivation_quintile", "--average", average])
        rows = csv.DictReader(io.StringIO(capsys.readouterr().out))
        values[average] = [float(row["value"]) for row in rows if row["value"]]
    assert len(set(map(tuple, values.values()))) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["measure", "happiness"], "school_readiness"),
        (["measure", "school_readiness", "--area", "E06000001"], "E06000032 (Luton)"),
        (["measure", "school_readiness", "--by", "deprivation_quintile"], "free_school_meals, sex"),
        (["measure", "inactivity_long_term_sickness", "--by", "sex"], "it has none"),
        (["measure", "school_readiness", "--format", "parquet"], "-o FILE"),
        (["measure", "school_readiness", "-o", "/nowhere/at/all.csv"], "/nowhere/at/all.csv"),
        (["demonstrate", "-o", "/proc/nowhere"], "cannot be read or written"),
        (["demonstrate", "-o", ""], "-o needs the name of a folder"),
        (["measure", "school_readiness", "-o", ""], "-o needs the name of a file"),
        (["measure", "school_readiness", "-o", "."], "it is not a file"),
        (["measure", "school_readiness", "-o", "/dev/null"], "it is not a file"),
        (["measure", "school_readiness", "--by", ""], "is not a breakdown"),
        (["measure", "school\nreadiness"], "unknown measure 'school\\nreadiness'"),
        (["measure", "first_condition_gap", "--average", "mode"], "choose one of life_table_mean_age"),
        (["measure", "first_condition_gap", "--summary", ""], "choose one of slope_index, quantile_gap"),
        (["measure", "first_condition_gap", "--average", "quantile_gap"], "has no average 'quantile_gap'"),
        (["measure", "school_readiness", "--average", "crude_mean_age"], "has no choice of average"),
        (["measure", "falls_admissions", "--summary", "slope_index"], "has no choice of summary"),
        (
            ["measure", "first_condition_gap", "--by", "deprivation_quintile", "--summary", "quantile_gap"],
            "of the gap, not of its groups",
        ),
    ],
)
def test_a_mistake_is_one_line_that_names_what_is_valid_and_exit_two(capsys, arguments, message):
    assert main(arguments) == 2
    error = capsys.readouterr().err.strip().splitlines()[-1]
    assert error.startswith("blmk_metrics: ")
    assert message in error


def test_a_spoilt_release_is_one_line_and_exit_two(tmp_path, capsys, monkeypatch):
    shutil.copytree(data_folder(), tmp_path / "data")
    (tmp_path / "data" / "manifest.json").write_text("not json")
    monkeypatch.setenv("BLMK_DATA", str(tmp_path / "data"))
    assert main(["measure", "school_readiness"]) == 2
    assert "is not a release's manifest" in capsys.readouterr().err


def test_it_runs_as_a_module_and_a_closed_pipe_is_no_error():
    command = f"{sys.executable} -m blmk_metrics measure school_readiness 2>/dev/null | head -1"
    process = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, text=True, check=True, env=os.environ)
    assert process.stdout.strip() == ",".join(printed_columns())
    assert process.stderr == ""


def test_a_closed_standard_output_is_one_message(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["measure", "school_readiness"]) == 2
    assert "standard output is closed: give a file with -o FILE" in capsys.readouterr().err


def test_a_link_is_followed_and_a_files_mode_kept(tmp_path):
    target, link = tmp_path / "figures.csv", tmp_path / "latest.csv"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    assert main(["measure", "school_readiness", "-o", str(link)]) == 0
    assert link.is_symlink()
    assert target.stat().st_mode & 0o777 == 0o640
    assert target.read_text().startswith("indicator_id,")


def test_a_folder_on_the_command_line_wins_over_the_environment_and_leaves_it_as_it_was(tmp_path, capsys, monkeypatch):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("BLMK_DATA", str(tmp_path / "one"))
    before = dict(os.environ)
    for options, folder, again in (([], "one", ""), (["--data", str(tmp_path / "two")], "two", " --data ")):
        assert main(["status", *options]) == 0
        output = capsys.readouterr().out
        assert output.startswith(f"Folder {tmp_path / folder}\n")
        assert f"Next: python -m blmk_metrics ingest FILE{again}" in output
    assert main(["measure", "no_such_measure", "--data", str(tmp_path)]) == 2
    assert dict(os.environ) == before
    monkeypatch.delenv("BLMK_DATA")
    assert main(["status"]) == 0
    assert capsys.readouterr().out.startswith(f"Folder {shipped_folder()}\n")


def test_the_demonstration_is_the_same_release_wherever_it_is_made_and_the_next_step_shows_it(
    tmp_path, capsys, monkeypatch
):
    folder, other = tmp_path / "a folder", tmp_path / "other"
    shutil.copytree(shipped_folder(), other)
    manifest = (other / MANIFEST).read_bytes()
    (other / MANIFEST).write_bytes(manifest.replace(b"Demonstration", b"Another"))
    monkeypatch.setenv("BLMK_DATA", str(other))
    assert main(["demonstrate", "-o", str(folder)]) == 0
    assert capsys.readouterr().out.endswith(f"Next: BLMK_DATA='{folder}' streamlit run app.py\n")
    assert main(["demonstrate"]) == 0
    assert read_manifest(other / MANIFEST) == read_manifest(folder / MANIFEST)
    assert read_manifest(other / MANIFEST).previous == ""
    # What was there before is not lost.
    assert [earlier.title for earlier in history(other)] == ["Another release"]


def test_the_demonstration_made_where_it_ships_needs_no_folder_named(capsys, monkeypatch):
    monkeypatch.setattr("blmk_metrics.demonstration.counts.publish_demonstration", lambda _folder: "0" * 12)
    assert main(["demonstrate", "-o", str(shipped_folder())]) == 0
    assert capsys.readouterr().out.endswith("Next: streamlit run app.py\n")
