"""Invented counts may be ingested: they are marked so, and never take the place of real data."""

from pathlib import Path

import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.releases import read_manifest
from blmk_metrics.releases.reading import CANDIDATE
from tests.official_files import fingertips_falls

FALLS = """financial_year,area_code,sex,age_band,admissions,population
2022/23,E06000032,F,65-69,28,4508
2022/23,E06000032,M,65-69,20,4301
"""
EARLIER = FALLS.replace("2022/23", "2021/22")


@pytest.fixture
def ingest(tmp_path):
    """Ingest a text into a folder with some options; return the exit code."""

    def run(text: str, *options: str) -> int:
        path = tmp_path / "file.csv"
        path.write_text(text, encoding="utf-8")
        return main(["ingest", str(path), *options, "--data", str(tmp_path / "data")])

    return run


def _natures(folder: Path, name: str) -> list[str]:
    extracts = read_manifest(folder / "data" / CANDIDATE).extracts
    return [extract.provenance.nature for extract in extracts if name in (extract.name, extract.series)]


@pytest.mark.parametrize(("options", "nature"), [((), "real"), (("--synthetic",), "synthetic")])
def test_a_file_is_real_unless_it_is_called_synthetic(ingest, tmp_path, options, nature):
    assert ingest(FALLS, *options) == 0
    assert _natures(tmp_path, "emergency_falls_admissions") == [nature]


def test_real_counts_put_synthetic_ones_out(ingest, tmp_path, capsys):
    assert ingest(FALLS, "--synthetic") == 0
    assert ingest(EARLIER) == 0
    assert "No longer in it: synthetic emergency falls admissions" in capsys.readouterr().out
    assert _natures(tmp_path, "emergency_falls_admissions") == ["real"]


@pytest.mark.parametrize(
    ("real", "invented", "title"),
    [
        (FALLS, FALLS, "emergency falls admissions"),
        (FALLS, EARLIER, "emergency falls admissions"),
        (fingertips_falls(), FALLS, "published estimates of falls admissions"),
        (fingertips_falls(), fingertips_falls(), "published estimates of falls admissions"),
        (FALLS, "area_code,name\nE06000032,Luton Borough\n", "area names"),
    ],
)
def test_synthetic_rows_never_replace_real_ones(ingest, tmp_path, capsys, real, invented, title):
    assert ingest(real) == 0
    before = (tmp_path / "data" / CANDIDATE).read_bytes()
    capsys.readouterr()
    assert ingest(invented, "--synthetic") == 2
    message = capsys.readouterr().err
    assert f"the release has real data here ({title}), which synthetic rows never replace" in message
    assert message.count("\n") == 1
    assert (tmp_path / "data" / CANDIDATE).read_bytes() == before
