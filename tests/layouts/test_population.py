"""Mid-year population by single year of age: a column for each age, or an answer of the Nomis API."""

from pathlib import Path

import pytest

from blmk_metrics.errors import InputError
from blmk_metrics.layouts import read
from blmk_metrics.layouts.parts import Reference
from tests.drawn import same

REAL = Path(__file__).parents[3] / "shared" / "real"
real = pytest.mark.skipif(not REAL.exists(), reason="real files are not here")
PLACES = {
    "E06000055": "Bedford",
    "E06000056": "Central Bedfordshire",
    "E06000032": "Luton",
    "E06000042": "Milton Keynes",
    "E92000001": "England",
}
AREAS = {label.lower(): code for code, name in PLACES.items() for label in (code, name)}
REFERENCE = Reference(AREAS, year=2020)
AGES = [*map(str, range(90)), "90+"]
NOMIS = "DATE,DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,{sex}_NAME,C_AGE_NAME,MEASURES_NAME,OBS_VALUE,OBS_STATUS_NAME\n"


def _file(folder, text):
    path = folder / "download.csv"
    path.write_text(text)
    return path


def _wide(code, name, people=10, total=None, header="code,name,all", ages=AGES):
    return f"{header},{','.join(ages)}\n{code},{name},{total or people * 91},{','.join([str(people)] * len(ages))}\n"


def _nomis(sexes, ages=("Age 0", *(f"Age {age}" for age in range(1, 90)), "Aged 90+"), sex="GENDER", place="Luton"):
    code = "E06000032" if place == "Luton" else "E07000099"
    return NOMIS.format(sex=sex) + "".join(
        f"2023,2023,{place},{code},{each},{age},Value,{people},Normal Value\n"
        for each, people in sexes.items()
        for age in ages
    )


def _refused(path, reference=REFERENCE):
    with pytest.raises(InputError) as refusal:
        read(path, reference)
    return str(refusal.value)


def _people(part):
    return sum(part.table["people"].to_pylist())


def test_a_column_for_each_age_becomes_a_row_for_each_age(tmp_path):
    (part,) = read(_file(tmp_path, _wide("E06000032", "Luton")), REFERENCE).parts
    assert (part.name, part.source) == ("population", "Mid-year population estimates, 2020")
    assert same(
        [row for row in part.table.to_pylist() if row["age"] in (0, 89, 90)],
        """
        year | area_code | sex | age | people
        2020 | E06000032 | P   | 0   | 10
        2020 | E06000032 | P   | 89  | 10
        2020 | E06000032 | P   | 90  | 10
        """,
    )
    assert part.table.num_rows == 91


@pytest.mark.parametrize("header", ["Code,Name,All ages", "LAD23CD,LAD23NM,total", "ltla20_code,ltla20_name,all"])
def test_the_columns_of_the_area_go_by_several_names(tmp_path, header):
    (part,) = read(_file(tmp_path, _wide("E06000032", "Luton", header=header)), REFERENCE).parts
    assert _people(part) == 910


def test_a_neighbourhood_keeps_its_code_when_it_lies_in_a_known_area(tmp_path):
    text = _wide("E01015693", "Luton 007A", header="lsoa11_code,lsoa11_name,total_population")
    text += _wide("E01023500", "North Hertfordshire 001B").splitlines()[1]
    reading = read(_file(tmp_path, text), REFERENCE)
    assert set(reading.parts[0].table["area_code"].to_pylist()) == {"E01015693"}
    assert reading.account.strangers == {"North Hertfordshire": 1}


def test_a_file_that_does_not_say_its_year_needs_one(tmp_path):
    assert "give --year" in _refused(_file(tmp_path, _wide("E06000032", "Luton")), Reference(AREAS))


def test_ages_that_end_at_85_are_refused(tmp_path):
    path = _file(tmp_path, _wide("E06000032", "Luton", ages=[*map(str, range(85)), "85+"]))
    assert "from 0 to 90+ are needed" in _refused(path)


def test_a_total_that_is_not_the_sum_of_the_ages_is_refused_with_its_line(tmp_path):
    message = _refused(_file(tmp_path, _wide("E06000032", "Luton", total=912)))
    assert "line 2: all '912' is not the sum of the ages" in message


def test_a_total_may_miss_its_sum_by_one(tmp_path):
    assert _people(read(_file(tmp_path, _wide("E06000032", "Luton", total=911)), REFERENCE).parts[0]) == 910


def test_an_area_that_stands_twice_is_refused(tmp_path):
    text = _wide("E06000032", "Luton")
    assert "line 3: code 'E06000032' stands twice" in _refused(_file(tmp_path, text + text.splitlines()[1]))


@pytest.mark.parametrize(("people", "reason"), [("", "is blank"), ("-1", "is below 0"), ("many", "is no number")])
def test_an_age_that_cannot_be_right_is_refused_with_its_line(tmp_path, people, reason):
    text = _wide("E06000032", "Luton").replace("E06000032,Luton,910,10,", f"E06000032,Luton,910,{people},")
    assert f"line 2: 0 '{people}' {reason}" in _refused(_file(tmp_path, text))


def test_a_file_of_one_sex_is_not_taken_for_all_persons(tmp_path):
    titled = "MYE2 - Females: population estimates\n" + _wide("E06000032", "Luton")
    assert "all persons" in _refused(_file(tmp_path, titled))


@pytest.mark.parametrize("sex", ["GENDER", "C_SEX"])
def test_men_and_women_are_kept_rather_than_their_total(tmp_path, sex):
    (part,) = read(_file(tmp_path, _nomis({"Total": 30, "Male": 10, "Female": 20}, sex=sex)), Reference(AREAS)).parts
    assert part.source == "Mid-year population estimates, 2023"
    assert same(
        [row for row in part.table.to_pylist() if row["age"] == 90],
        """
        year | area_code | sex | age | people
        2023 | E06000032 | M   | 90  | 10
        2023 | E06000032 | F   | 90  | 20
        """,
    )
    assert part.table.num_rows == 182


def test_the_total_is_kept_where_there_are_no_sexes(tmp_path):
    (part,) = read(_file(tmp_path, _nomis({"Total": 30})), Reference(AREAS)).parts
    assert set(part.table["sex"].to_pylist()) == {"P"}
    assert part.table.num_rows == 91


def test_one_sex_alone_is_refused(tmp_path):
    assert "neither the other sex nor the total" in _refused(_file(tmp_path, _nomis({"Male": 10})))


def test_ages_of_several_years_are_left_out(tmp_path):
    more = "".join(
        f"2023,2023,Luton,E06000032,Total,{age},Value,999,Normal Value\n"
        for age in ("All Ages", "Aged 0 to 15", "Aged 65+", "Age 85 and over")
    )
    reading = read(_file(tmp_path, _nomis({"Total": 30}) + more), REFERENCE)
    assert _people(reading.parts[0]) == 30 * 91
    assert reading.account.left_out == {"an age of several years": 4}


@pytest.mark.parametrize("oldest", ["Age 90+", "Aged 90+", "Aged 90 and over"])
def test_ninety_and_over_is_written_in_several_ways(tmp_path, oldest):
    text = _nomis({"Total": 30}, ages=(*(f"Age {age}" for age in range(90)), oldest))
    assert max(read(_file(tmp_path, text), REFERENCE).parts[0].table["age"].to_pylist()) == 90


def test_an_answer_that_lacks_ages_is_refused(tmp_path):
    text = _nomis({"Total": 30}, ages=tuple(f"Age {age}" for age in range(80)))
    assert "0 to 90+ are needed" in _refused(_file(tmp_path, text))


def test_an_answer_by_something_else_as_well_is_not_population(tmp_path):
    text = _nomis({"Total": 30}).replace("OBS_STATUS_NAME", "C2021_EASTAT_20_NAME")
    assert "no kind that is known" in _refused(_file(tmp_path, text))


@real
@pytest.mark.parametrize(
    ("file", "luton", "england"),
    [
        ("ons_mye_population19_ltla20_single_year_age_with_england_sum", 213052, 56286961),
        ("ons_mye_population20_ltla21_single_year_age_with_england_sum", 213528, 56550138),
    ],
)
def test_the_real_totals_are_those_that_were_published(file, luton, england):
    (part,) = read(REAL / f"{file}.csv", REFERENCE).parts
    people = part.table.group_by("area_code").aggregate([("people", "sum")]).to_pylist()
    totals = {row["area_code"]: row["people_sum"] for row in people}
    assert set(totals) == set(PLACES)
    assert (totals["E06000032"], totals["E92000001"]) == (luton, england)


@real
def test_the_neighbourhoods_of_a_year_add_up_to_their_places():
    small, large = (
        read(REAL / f"ons_mye_population20_{each}.csv", REFERENCE).parts[0]
        for each in ("lsoa11_single_year_age_blmk", "ltla21_single_year_age_with_england_sum")
    )
    places = [row["people"] for row in large.table.to_pylist() if row["area_code"] != "E92000001"]
    assert small.table.num_rows == 533 * 91
    assert _people(small) == sum(places)
