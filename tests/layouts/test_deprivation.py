"""The English Indices of Deprivation, as the government and as a published extract lay them out."""

from pathlib import Path

import pytest

from blmk_metrics.errors import InputError
from blmk_metrics.layouts import read
from blmk_metrics.layouts.parts import Reference
from tests.drawn import same

REAL = Path(__file__).parents[3] / "shared" / "real"
real = pytest.mark.skipif(not REAL.exists(), reason="real files are not here")
PLACES = {"E06000055", "E06000056", "E06000032", "E06000042"}
REFERENCE = Reference({code.lower(): code for code in PLACES})
EXTRACT = "lsoa21_name,lsoa21_code,ltla24_name,ltla24_code,IMD_decile,Income_decile,IMD_rank,IMD_score\n"
LUTON = "Luton 021D,E01015792,Luton,E06000032,3.0,3.0,7779.0,31.062\n"
GOVERNMENT = (
    "LSOA code (2011),LSOA name (2011),Local Authority District code (2019),Local Authority District name (2019),"
    "Index of Multiple Deprivation (IMD) Score,Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived),"
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs),Income Score (rate)\n"
)


def _file(folder, text):
    path = folder / "download.csv"
    path.write_text(text)
    return path


def _refused(path):
    with pytest.raises(InputError) as refusal:
        read(path, REFERENCE)
    return str(refusal.value)


def test_lsoas_of_2021_are_the_edition_of_2025(tmp_path):
    (part,) = read(_file(tmp_path, EXTRACT + LUTON), REFERENCE).parts
    assert (part.name, part.source) == ("deprivation", "English Indices of Deprivation 2025")
    assert same(
        part.table.to_pylist(),
        """
        edition | lsoa_code | lsoa_name  | area_code | imd_rank | imd_decile | imd_score
        2025    | E01015792 | Luton 021D | E06000032 | 7779     | 3          | 31.062
        """,
    )


def test_the_governments_own_file_of_2019_is_read_with_its_mark(tmp_path):
    rows = (
        "E01000001,City of London 001A,E09000001,City of London,6.208,29199,9,0.007\n"
        "E01015693,Luton 007A,E06000032,Luton,9.813,24148,8,0.06\n"
    )
    reading = read(_file(tmp_path, "\ufeff" + GOVERNMENT + rows), REFERENCE)
    assert same(
        reading.parts[0].table.to_pylist(),
        """
        edition | lsoa_code | area_code | imd_rank | imd_decile | imd_score
        2019    | E01015693 | E06000032 | 24148    | 8          | 9.813
        """,
    )
    assert reading.account.strangers == {"E09000001 City of London": 1}


def test_a_file_without_scores_has_none(tmp_path):
    text = "lsoa11_name,lsoa11_code,ltla21_name,ltla21_code,IMD_decile,IMD_rank\n"
    (part,) = read(_file(tmp_path, text + "Luton 007C,E01015695,Luton,E06000032,8.0,23109.0\n"), REFERENCE).parts
    assert part.table["imd_score"].to_pylist() == [None]


def test_the_governments_file_of_2015_is_not_taken_for_that_of_2019(tmp_path):
    old = GOVERNMENT.replace("(2019)", "(2013)")
    assert "no kind that is known" in _refused(
        _file(tmp_path, old + "E01015693,Luton 007A,E06000032,Luton,9.8,24148,8,0.06\n")
    )


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("3.0,3.0,7779.0", "3.5,3.0,7779.0", "line 2: IMD_decile '3.5' is no whole number"),
        ("3.0,3.0,7779.0", "11,3.0,7779.0", "line 2: IMD_decile '11' is beyond 10"),
        ("3.0,3.0,7779.0", "0,3.0,7779.0", "line 2: IMD_decile '0' is below 1"),
        ("3.0,3.0,7779.0", ",3.0,7779.0", "line 2: IMD_decile '' is blank"),
        ("3.0,3.0,7779.0", "3.0,3.0,0", "line 2: IMD_rank '0' is below 1"),
        ("3.0,3.0,7779.0", "3.0,3.0,40000", "line 2: IMD_rank '40000' is beyond"),
        ("3.0,3.0,7779.0", "8.0,3.0,7779.0", "line 2: IMD_decile '8.0' is not the decile of its rank"),
        ("31.062", "high", "line 2: IMD_score 'high' is no number"),
        ("E01015792", "E02015792", "line 2: lsoa21_code 'E02015792' is no code of an LSOA"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_line(tmp_path, right, wrong, reason):
    assert reason in _refused(_file(tmp_path, EXTRACT + LUTON.replace(right, wrong)))


def test_a_neighbourhood_that_stands_twice_is_refused(tmp_path):
    assert "line 3: lsoa21_code 'E01015792' stands twice" in _refused(_file(tmp_path, EXTRACT + LUTON * 2))


@real
@pytest.mark.parametrize(("file", "rows"), [("imd2025_lsoa21_blmk", 583), ("imd2019_lsoa11_blmk", 533)])
def test_every_neighbourhood_of_the_four_places_is_read(file, rows):
    (part,) = read(REAL / f"{file}.csv", REFERENCE).parts
    assert part.table.num_rows == rows
    assert set(part.table["area_code"].to_pylist()) == PLACES
    assert set(part.table["imd_decile"].to_pylist()) == set(range(1, 11))
