"""Tables in the columns that a release has: what the local system alone can count, and its areas."""

from pathlib import Path

import pytest

from blmk_metrics.errors import InputError
from blmk_metrics.layouts import read
from blmk_metrics.layouts.parts import Reference
from blmk_metrics.layouts.release_tables import TABLES
from tests.drawn import same

DATA = Path(__file__).parents[2] / "data" / "demonstration"
REFERENCE = Reference(
    {"e06000032": "E06000032", "luton": "E06000032", "e01015693": "E01015693", "e92000001": "E92000001"}
)
FALLS = "financial_year,area_code,sex,age_band,admissions,population\n"
ONSETS = "year,area_code,deprivation_quintile,deprivation_decile,sex,age,person_years,onsets\n"
PUPILS = "academic_year,area_code,sex,free_school_meals,children,good_level_of_development\n"
SURVEY = "period,area_code,long_term_sick,economically_inactive,half_width_95\n"
PRINTED = "indicator_id,area_code,period,figure,value,decimals\n"


def _file(folder, text):
    path = folder / "counts.csv"
    path.write_text(text)
    return path


def _refused(path):
    with pytest.raises(InputError) as refusal:
        read(path, REFERENCE)
    return str(refusal.value)


def test_falls_are_read_as_they_were_counted(tmp_path):
    text = FALLS + "2022/23,E06000032,F,65-69,28,4508\n2022/23,E06000032,U,90+,3.0,\n"
    (part,) = read(_file(tmp_path, text), REFERENCE).parts
    assert (part.name, part.source, part.publisher, part.licence) == (
        *("emergency_falls_admissions", "Local file"),
        *("Local", "Not stated"),
    )
    assert same(
        part.table.to_pylist(),
        """
        financial_year | area_code | sex | age_band | admissions | population
        2022/23        | E06000032 | F   | 65-69    | 28         | 4508
        2022/23        | E06000032 | U   | 90+      | 3          |
        """,
    )


def test_onsets_keep_the_fractions_of_their_person_years(tmp_path):
    (part,) = read(_file(tmp_path, ONSETS + "2023,E06000032,2,3,F,47,65.70841889117042,1\n"), REFERENCE).parts
    assert part.table["person_years"].to_pylist() == [65.70841889117042]


def test_pupils_may_be_of_no_known_sex_and_status(tmp_path):
    text = PUPILS + "2023/24,E06000032,F,TRUE,100,50\n2023/24,E06000032,,,200,130\n"
    assert same(
        read(_file(tmp_path, text), REFERENCE).parts[0].table.to_pylist(),
        """
        academic_year | sex | free_school_meals | children | good_level_of_development
        2023/24       | F   | true              | 100      | 50
        2023/24       |     |                   | 200      | 130
        """,
    )


def test_a_neighbourhood_that_is_known_is_kept_and_another_left_out(tmp_path):
    text = FALLS + "2022/23,E01015693,F,65-69,1,40\n2022/23,E01000001,F,65-69,1,40\n"
    reading = read(_file(tmp_path, text), REFERENCE)
    assert reading.parts[0].table["area_code"].to_pylist() == ["E01015693"]
    assert reading.account.strangers == {"E01000001": 1}


@pytest.mark.parametrize("extra", ["nhs_number", "name", "date_of_birth"])
def test_a_file_with_a_column_more_is_refused_so_that_nobody_is_named(tmp_path, extra):
    text = f"{extra},{FALLS}9434765919,2022/23,E06000032,F,65-69,1,1\n"
    message = _refused(_file(tmp_path, text))
    assert f"columns that emergency_falls_admissions has not: {extra}. Take them out" in message
    assert "single persons is never ingested" in message
    assert "9434765919" not in message


def test_a_file_with_a_column_less_is_of_no_known_kind(tmp_path):
    assert "no kind that is known" in _refused(
        _file(tmp_path, FALLS.replace(",population", "") + "2022/23,E,F,90+,1\n")
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (FALLS + "2022/24,E06000032,F,65-69,1,40\n", "line 2: financial_year '2022/24' is no financial year"),
        (FALLS + "2022,E06000032,F,65-69,1,40\n", "line 2: financial_year '2022' is no financial year"),
        (FALLS + "2022/23,E06000032,Female,65-69,1,40\n", "line 2: sex 'Female' is none of F, M and U"),
        (FALLS + "2022/23,E06000032,,65-69,1,40\n", "line 2: sex '' is blank"),
        (FALLS + "2022/23,,F,65-69,1,40\n", "line 2: area_code '' is blank"),
        (FALLS + "2022/23,E06000032,F,65-70,1,40\n", "line 2: age_band '65-70' is no age band"),
        (FALLS + "2022/23,E06000032,F,65-69,-1,40\n", "line 2: admissions '-1' is below 0"),
        (FALLS + "2022/23,E06000032,F,65-69,1.5,40\n", "line 2: admissions '1.5' is no whole number"),
        (FALLS + "2022/23,E06000032,F,65-69,<5,40\n", "line 2: admissions '<5' is no number"),
        (FALLS + "2022/23,E06000032,F,65-69,1,40\n" * 2, "line 3: age_band '65-69' stands twice"),
        (ONSETS + "23,E06000032,2,3,F,47,65.7,1\n", "line 2: year '23' is no year"),
        (ONSETS + "2023,E06000032,6,3,F,47,65.7,1\n", "line 2: deprivation_quintile '6' is beyond 5"),
        (ONSETS + "2023,E06000032,1,3,F,47,65.7,1\n", "line 2: deprivation_quintile '1' is not the fifth"),
        (ONSETS + "2023,E06000032,2,3,F,470,65.7,1\n", "line 2: age '470' is beyond 130"),
        (PUPILS + "2023/24,E06000032,F,yes,100,50\n", "line 2: free_school_meals 'yes' is neither true nor false"),
        (PUPILS + "2023/24,E06000032,F,true,100,101\n", "line 2: good_level_of_development '101' is more than"),
        (PUPILS + "2023/24,E06000032,,,9,5\n" * 2, "line 3: free_school_meals '' stands twice"),
        (SURVEY + "2023/24,E06000032,10,9,1.2\n", "line 2: long_term_sick '10' is more than its whole"),
        (PRINTED + "falls_admissions,E06000032,soon,value,1,0\n", "line 2: period 'soon' is no period"),
        ("area_code,name\nE06000032,Luton UA\nE06000032,luton  ua\n", "line 3: name 'luton  ua' stands twice"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_line(tmp_path, text, reason):
    assert reason in _refused(_file(tmp_path, text))


def test_a_printed_change_may_be_below_zero(tmp_path):
    text = PRINTED + "falls_admissions,E06000032,2022/23,change_percent,-34.1,1\n"
    assert read(_file(tmp_path, text), REFERENCE).parts[0].table["value"].to_pylist() == [-34.1]


def test_areas_are_read_with_their_days_whether_known_or_not(tmp_path):
    text = "area_code,area_name,full_name,area_type,position,valid_from,valid_to\n"
    text += "E06000999,Elsewhere,Elsewhere,place,1,2009-04-01,\n"
    (row,) = read(_file(tmp_path, text), REFERENCE).parts[0].table.to_pylist()
    assert (row["area_code"], row["valid_from"].isoformat(), row["valid_to"]) == ("E06000999", "2009-04-01", None)
    assert "line 2: valid_from '1 April' is no date" in _refused(_file(tmp_path, text.replace("2009-04-01", "1 April")))


@pytest.mark.parametrize("name", ["areas", "area_members", "area_names", "published_figures"])
def test_the_tables_that_ship_are_read_whole(name):
    path = DATA / f"{name}.csv"
    codes = {"E06000055", "E06000056", "E06000032", "E06000042", "E92000001", "E54000024"}
    (part,) = read(path, Reference({code.lower(): code for code in codes})).parts
    assert part.name == name
    assert part.table.schema == TABLES[name]
    assert part.table.num_rows == len(path.read_text().splitlines()) - 1
