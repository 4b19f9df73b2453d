"""A published series is found by its whole key: rows of one key that differ in sex, age or unit are never mixed up."""

import csv

import pytest

from blmk_metrics import layouts
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.fingertips import COLUMNS
from blmk_metrics.layouts.parts import Reference
from tests.catalogue.drawn_catalogues import read, written
from tests.drawn import same, table
from tests.layouts import test_nomis
from tests.shipped import MEASURES

AREAS = {"luton": "E06000032", "e06000032": "E06000032"}
HEAD = 'name = "Drawn"\ntier = "context"\nunit = "{unit}"\npolarity = "none"\n[period]\nkind = "{kind}"\n'
FINGERTIPS = HEAD.format(unit="years", kind="calendar year")
ROWS = """
    Indicator ID | Sex     | Age    | Time period | Value
    1            | Persons | 18 yrs | 2023        | 10
    1            | Female  | 18 yrs | 2023        | 11
    1            | Female  | 65 yrs | 2023        | 12
    1            | Male    | 65 yrs | 2023        | 13
    2            | Male    | 18 yrs | 2023        | 14
"""


def reference_of(folder, **texts: str) -> Reference:
    return Reference(AREAS, read(written(folder / "catalogue", **texts)))


def series(key: str, **rest: str) -> str:
    fields = {"layout": "fingertips", "key": key, **rest}
    lines = (f"{name} = {text}" if text[0] == "{" else f'{name} = "{text}"' for name, text in fields.items())
    return "\n".join(("[[series]]", *lines, ""))


def export(folder, drawing: str):
    path = folder / "export.csv"
    with path.open("w", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, restval="")
        rows.writeheader()
        for each in table(drawing):
            rows.writerow({"Area Code": "E06000032", "Area Name": "Luton", **each})
    return path


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (
            series("1", age="18 yrs"),
            """
            category_type | category | value
            all           |          | 10
            sex           | Female   | 11
            """,
        ),
        (
            series("1", age="65 yrs", sex="Female"),
            """
            category_type | category | value
            all           |          | 12
            """,
        ),
        (
            series("1", age="18 yrs", sex="Persons") + series("1", age="65 yrs", cut='{ sex = "Male" }'),
            """
            category_type | category | value
            all           |          | 10
            sex           | Male     | 13
            """,
        ),
        (
            series("1", sex="Persons") + series("2", cut='{ sex = "Male" }'),
            """
            category_type | category | value
            all           |          | 10
            sex           | Male     | 14
            """,
        ),
    ],
    ids=["one age", "one sex as the whole", "two ages", "two indicators"],
)
def test_rows_of_fingertips_are_those_of_the_sex_and_the_age_that_are_declared(tmp_path, declared, expected):
    (part,) = layouts.read(export(tmp_path, ROWS), reference_of(tmp_path, drawn=FINGERTIPS + declared)).parts
    assert part.series == "drawn"
    rows = [{**row, "category": row["category"] or None} for row in part.table.to_pylist()]
    assert same(rows, expected)


def test_two_measures_may_share_an_indicator_and_no_row_is_counted_as_left_out_that_one_of_them_has(tmp_path):
    young = FINGERTIPS + series("1", age="18 yrs", sex="Female")
    old = FINGERTIPS + series("1", age="65 yrs", sex="Female")
    reading = layouts.read(export(tmp_path, ROWS), reference_of(tmp_path, old=old, young=young))
    assert {part.series: part.table["value"].to_pylist() for part in reading.parts} == {"young": [11], "old": [12]}
    assert reading.account.left_out == {"another indicator": 1, "another sex or age of the indicator": 2}


def test_an_indicator_without_the_sex_or_age_that_is_declared_is_refused(tmp_path):
    reference = reference_of(tmp_path, drawn=FINGERTIPS + series("1", age="75 yrs"))
    with pytest.raises(InputError, match="has the indicator of a measure, but no row of the sex and age"):
        layouts.read(export(tmp_path, ROWS), reference)


def test_single_years_are_never_taken_for_several_together(tmp_path):
    pooled = FINGERTIPS + "length = 3\n" + series("1", age="18 yrs")
    with pytest.raises(
        InputError, match=r"no period of drawn that can be read \(3 calendar years together\); it has 2023"
    ):
        layouts.read(export(tmp_path, ROWS), reference_of(tmp_path, drawn=pooled))


ELS = "areacd,areanm,geography,indicator,period,observation,measure,unit,lci_95,uci_95,status,notes\n"


def els(tmp_path, kind: str, key: str, *units: str, length: int = 1):
    path = tmp_path / "download.csv"
    rows = (f"E06000032,Luton,LA,Jobs,2023-01-01/P1Y,{n + 50},x,{unit},,,,\n" for n, unit in enumerate(units))
    path.write_text(ELS + "".join(rows))
    text = HEAD.format(unit="jobs", kind=kind) + f"length = {length}\n[[series]]\nlayout = "
    return layouts.read(path, reference_of(tmp_path, drawn=text + f'"explore_local_statistics"\n{key}\n'))


def test_rows_of_explore_local_statistics_are_those_of_the_unit_that_is_declared(tmp_path):
    reading = els(tmp_path, "calendar year", 'key = "Jobs"\nunit = "jobs"', "%", "jobs")
    assert reading.parts[0].table["value"].to_pylist() == [51]
    assert reading.account.left_out == {"another indicator": 1}


def test_a_unit_that_is_not_declared_is_any(tmp_path):
    assert els(tmp_path, "calendar year", 'key = "Jobs"', "jobs").parts[0].table["value"].to_pylist() == [50]


@pytest.mark.parametrize(("kind", "length"), [("quarter", 1), ("one day", 1), ("survey year", 1), ("calendar year", 3)])
def test_periods_that_are_not_read_from_explore_local_statistics_are_refused(tmp_path, kind, length):
    with pytest.raises(InputError, match="has no single year of the kind that its measures are of"):
        els(tmp_path, kind, 'key = "Jobs"', "jobs", length=length)


def test_counts_of_another_survey_variable_are_never_those_of_the_long_term_sick(tmp_path):
    text = HEAD.format(unit="% of adults", kind="12 months April to March")
    drawn = read(written(tmp_path / "catalogue", out_of_work=text + '[[series]]\nlayout = "nomis"\nkey = "111"\n'))
    reference = Reference(test_nomis.REFERENCE.areas, Catalogue((*drawn.measures, *MEASURES.values())))
    lines = test_nomis.rows("Luton", "Apr 2023-Mar 2024", "111", "25", "5000", "20000", "3")
    parts = layouts.read(test_nomis.answer(tmp_path, [*lines, *test_nomis.LUTON]), reference).parts
    assert {(part.name, part.series) for part in parts} == {
        ("published_estimates", "out_of_work"),
        ("published_estimates", "inactivity_long_term_sickness"),
        ("annual_population_survey", ""),
    }
    (counts,) = (part.table for part in parts if not part.series)
    assert counts["long_term_sick"].to_pylist() == [11100]
