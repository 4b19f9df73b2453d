"""`python -m blmk_metrics estimate`: a file in, a table out; a refusal is one message, exit 2, and no file."""

import csv
import io
import json
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.catalogue.variants import averages, summaries
from blmk_metrics.estimation.columns import LAYOUTS
from tests.shipped import MEASURES
from tests.test_command_line import ROOT

COUNTS = "area,numerator,denominator\nLuton,1891,3050\nLuton,9,50\nBedford,,2142\n"


@pytest.fixture
def counts(tmp_path):
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS)
    return str(path)


def test_it_prints_a_table_with_the_promised_columns(counts, capsys):
    assert main(["estimate", "proportion", counts, "--by", "area", "--multiplier", "100"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    limits = ["lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998"]
    assert list(rows[0]) == ["area", "numerator", "denominator", "value", *limits, "method", "note"]
    bedford, luton = rows
    assert (bedford["value"], bedford["note"]) == ("", "a count is missing")
    assert (luton["numerator"], luton["denominator"], float(luton["value"])) == ("1900", "3100", 100 * 1900 / 3100)


@pytest.mark.parametrize("suffix", ["csv", "json", "parquet"])
def test_it_writes_the_format_that_the_file_is_named_for(counts, tmp_path, suffix, capsys):
    path = tmp_path / f"out.{suffix}"
    assert main(["estimate", "crude_rate", counts, "--by", "area", "--confidence", "0.9", "-o", str(path)]) == 0
    assert capsys.readouterr().out == ""
    readers = {
        "csv": lambda: list(csv.DictReader(path.read_text().splitlines())),
        "json": lambda: json.loads(path.read_text()),
        "parquet": lambda: pq.read_table(path).to_pylist(),
    }
    rows = readers[suffix]()
    assert [row["area"] for row in rows] == ["Bedford", "Luton"]
    assert "lower_ci_90" in rows[0]


def test_a_slope_and_a_trend_have_columns_of_their_own(tmp_path, capsys):
    slope = tmp_path / "slope.csv"
    slope.write_text("quantile,population,value,standard_error\n" + "\n".join(f"{q},10,{q},1" for q in range(1, 6)))
    main(["estimate", "slope_index", str(slope), "--scale", "log"])
    columns = capsys.readouterr().out.splitlines()[0].split(",")
    ends = [f"{end}_ci_{level}" for level in ("95", "998") for end in ("lower", "upper")]
    assert columns == [
        *("sii", *(f"sii_{end}" for end in ends)),
        *("rii", *(f"rii_{end}" for end in ends)),
        *("intercept", "method", "note"),
    ]
    trend = tmp_path / "trend.csv"
    trend.write_text("period,numerator,denominator\n" + "\n".join(f"{2015 + t},{10 * t},100" for t in range(1, 7)))
    main(["estimate", "recent_trend", str(trend)])
    header, row = capsys.readouterr().out.splitlines()
    assert header == "trend,chi_squared,slope,note"
    assert row.startswith("increasing,")


def test_quantiles_stand_beside_the_analysts_own_rows(tmp_path, capsys):
    path = tmp_path / "scores.csv"
    path.write_text("lsoa,value\n" + "\n".join(f"E{n},{n * 7 % 10}" for n in range(10)))
    main(["estimate", "quantile", str(path), "--quantiles", "5", "--highest-first"])
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["lsoa"] for row in rows] == [f"E{n}" for n in range(10)]
    assert [row["quantile"] for row in rows] == [str(5 - n * 7 % 10 // 2) for n in range(10)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["estimate", "nonsense", "x.csv"], "choose one of proportion, survey_proportion"),
        (["estimate", "mean", "nowhere.csv"], "nowhere.csv cannot be read (No such file or directory)"),
        (["estimate", "mean", "COUNTS", "--scale", "log"], "mean has no --scale"),
        (["estimate", "quantile", "COUNTS", "--confidence", "0.95"], "quantile has no --confidence"),
        (["estimate", "crude_rate", "COUNTS", "--by", "place"], "has no column 'place' to group by. It has: area"),
        (["estimate", "crude_rate", "COUNTS", "--confidence", "0.5"], "from 0.9 to under 1"),
        (["estimate", "crude_rate", "COUNTS", "--multiplier", "0"], "above zero"),
        (["estimate", "mean", "COUNTS"], "lacks the column value"),
        (["estimate", "crude_rate", "COUNTS", "-o", "COUNTS"], "is the input"),
        (["estimate", "crude_rate", "COUNTS", "-o", "x.xlsx"], "cannot be written as xlsx"),
        (["estimate", "crude_rate", "COUNTS", "-o", ""], "-o needs the name of a file"),
        (["estimate", "crude_rate", "COUNTS", "-o", "/nowhere/at/all.csv"], "/nowhere/at/all.csv"),
    ],
)
def test_a_mistake_is_one_line_and_exit_two(counts, capsys, arguments, message):
    assert main([counts if each == "COUNTS" else each for each in arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("blmk_metrics: ")
    assert len(captured.err.strip().splitlines()) == 1
    assert message in captured.err


def test_a_refused_file_leaves_no_output_and_spoils_none(tmp_path, capsys):
    path, out = tmp_path / "counts.csv", tmp_path / "out.csv"
    path.write_text("numerator,denominator\n5,4\n-1,4\nx,4\n")
    out.write_text("the last good one")
    assert main(["estimate", "proportion", str(path), "-o", str(out)]) == 2
    assert out.read_text() == "the last good one"
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].endswith("cannot be used, and nothing was written:")
    assert [line.split(" in row ")[1][0] for line in lines[1:]] == ["2", "3", "4"]
    assert {each.name for each in tmp_path.iterdir()} == {"counts.csv", "out.csv"}


def test_a_method_is_named_as_its_function_and_as_its_sql():
    import blmk_metrics
    from blmk_metrics.engines.statements import statements_in

    assert set(LAYOUTS) == set(blmk_metrics.__all__) - {"InputError"}
    # Beside them stand only the other ways of saying a declared inequality.
    variants = {each.method for measure in MEASURES.values() for each in (*averages(measure), *summaries(measure))}
    assert set(statements_in("methods")) - variants == set(LAYOUTS) - variants - {"recent_trend"}
    assert set(statements_in("methods")) >= variants


def test_it_runs_as_a_module_without_a_traceback(counts):
    command = [sys.executable, "-W", "error", "-m", "blmk_metrics", "estimate", "proportion", counts, "--by", "area"]
    process = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert process.stderr == ""
    assert process.stdout.startswith("area,numerator,")
