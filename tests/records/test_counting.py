"""The counts are those of a slow and plain count of the same definition, on every engine."""

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.catalogue.extracts import COUNTS
from tests.records import oracle
from tests.records.populations import (
    CONDITIONS,
    DIAGNOSES,
    FIRST_YEAR,
    LAST_YEAR,
    PLACES,
    RESIDENTS,
    at_random,
    drawn,
)

YEARS = ("--from", str(FIRST_YEAR), "--to", str(LAST_YEAR))
KEYS = ("year", "area_code", "deprivation_quintile", "deprivation_decile", "sex", "age")
# Persons of whom each shows one rule, all of one neighbourhood, and the diagnosis of each if any.
DRAWN = drawn("""
    person_id         | birth_month | sex | registered_from | registered_to | died_on    | condition_code | diagnosed_on
    washed out        | 1950-03-01  | F   | 2001-06-01      |               |            | HYP            | 2002-05-31
    onset at start    | 1951-03-01  | F   | 2001-06-01      |               |            | HYP            | 2002-06-01
    newborn           | 2002-03-01  | F   | 2002-03-01      |               |            | HYP            | 2002-05-01
    before the first  | 2001-03-01  | M   | 2002-02-28      |               |            | HYP            | 2002-03-01
    on the first      | 2001-03-01  | U   | 2002-03-01      |               |            | HYP            | 2002-03-05
    born in January   | 1960-01-01  | F   | 1990-01-01      |               |            | HYP            | 2002-01-01
    born in December  | 1961-12-01  | F   | 1990-01-01      |               |            | HYP            | 2002-12-01
    leap day          | 1962-03-01  | F   | 2000-02-29      |               |            | HYP            | 2003-03-01
    left that day     | 1963-03-01  | F   | 1990-01-01      | 2002-07-01    |            | HYP            | 2002-07-01
    left the day after| 1964-03-01  | F   | 1990-01-01      | 2002-07-02    |            | HYP            | 2002-07-01
    died that day     | 1965-03-01  | F   | 1990-01-01      |               | 2002-07-01 | HYP            | 2002-07-01
    died the day after| 1966-03-01  | F   | 1990-01-01      |               | 2002-07-02 | HYP            | 2002-07-01
    will leave        | 1967-03-01  | F   | 1990-01-01      | 2999-01-01    | 2999-01-01 |                |
    prevalent         | 1968-03-01  | F   | 1990-01-01      |               |            | HYP            | 2000-12-31
    on New Year's Day | 1969-03-01  | F   | 1990-01-01      |               |            | HYP            | 2001-01-01
    on the last day   | 1970-03-01  | F   | 1990-01-01      |               |            | HYP            | 2003-12-31
    after the years   | 1971-03-01  | F   | 1990-01-01      |               |            | HYP            | 2004-01-01
    not on the list   | 1972-03-01  | F   | 1990-01-01      |               |            | COLD           | 2002-01-01
    too early for it  | 1973-03-01  | F   | 1990-01-01      |               |            | DM             | 2001-02-02
    just in time      | 1974-03-01  | F   | 1990-01-01      |               |            | DM             | 2001-02-03
    too late for it   | 1975-03-01  | F   | 1990-01-01      |               |            | DEP            | 2003-07-01
    gone at once      | 1976-03-01  | F   | 2002-01-01      | 2002-01-01    |            |                |
    before birth      | 1977-03-01  | F   | 1990-01-01      |               |            | HYP            | 1977-02-28
    after death       | 1978-03-01  | F   | 1990-01-01      |               | 2002-01-01 | HYP            | 2002-01-02
""")
EXPECTED = drawn("""
    person_id          | days | onsets
    washed out         | 0    | 0
    onset at start     | 0    | 1
    newborn            | 61   | 1
    before the first   | 1    | 1
    on the first       | 0    | 0
    born in January    | 365  | 1
    born in December   | 699  | 1
    leap day           | 731  | 1
    left that day      | 546  | 0
    left the day after | 546  | 1
    died that day      | 546  | 0
    died the day after | 546  | 1
    will leave         | 1095 | 0
    prevalent          | 0    | 0
    on New Year's Day  | 0    | 1
    on the last day    | 1094 | 1
    after the years    | 1095 | 0
    not on the list    | 1095 | 0
    too early for it   | 1095 | 0
    just in time       | 33   | 1
    too late for it    | 1095 | 0
    gone at once       | 0    | 0
    before birth       | 1095 | 0
    after death        | 365  | 0
""")


def _parts(rows):
    """The residents and the diagnoses of drawn persons."""
    diagnoses = [row for row in rows if row["diagnosed_on"]]
    residents = [{column: row.get(column, "E01000001") for column in RESIDENTS} for row in rows]
    return residents, [{column: row[column] for column in DIAGNOSES} for row in diagnoses]


def _tally(counted):
    """The counts by what tells their rows apart, and the rows of both inputs by reason."""
    cells = {tuple(row[key] for key in KEYS): (row["person_years"], row["onsets"]) for row in counted.rows}
    assert len(cells) == len(counted.rows)
    reasons = []
    for name in ("residents", "diagnoses"):
        account = counted.report[name]
        assert account["used"] + sum(account["left_out"].values()) == account["rows"]
        reasons.append({None: account["used"], **account["left_out"]} if account["used"] else account["left_out"])
    return cells, *reasons


def _agrees(counted, residents, diagnoses, washout=365):
    cells, left_out, why = oracle.count(residents, diagnoses, CONDITIONS, PLACES, FIRST_YEAR, LAST_YEAR, washout)
    tally = _tally(counted)
    assert tally[0].keys() == cells.keys()
    for key, (person_years, onsets) in cells.items():
        assert tally[0][key] == (pytest.approx(person_years, abs=1e-9), onsets), key
    assert tally[1:] == (left_out, why)


def _is_of_a_release(counted):
    """The table has the columns of a release and is sorted; a row has something in it."""
    assert counted.table.schema.equals(COUNTS["first_condition_onsets"], check_metadata=False)
    keys = [tuple(row[key] for key in KEYS) for row in counted.rows]
    assert keys == sorted(keys)
    assert all(row["person_years"] > 0 or row["onsets"] > 0 for row in counted.rows)


def test_random_persons_and_all_that_are_drawn_are_counted_as_day_by_day(count, engine):
    residents, diagnoses = at_random(seed=1, persons=300)
    for rows, more in zip((residents, diagnoses), _parts(DRAWN), strict=True):
        rows += more
    counted = count(residents, diagnoses, *YEARS, engine=engine)
    _agrees(counted, residents, diagnoses)
    _is_of_a_release(counted)


@pytest.mark.parametrize("seed", range(2, 14))
def test_any_population_is_counted_as_day_by_day(count, seed):
    residents, diagnoses = at_random(seed, persons=40)
    washout = (0, 1, 365, 730)[seed % 4]
    counted = count(residents, diagnoses, *YEARS, "--washout-days", str(washout))
    _agrees(counted, residents, diagnoses, washout)
    _is_of_a_release(counted)


@pytest.mark.parametrize(
    ("person", "expected"), list(zip(DRAWN, EXPECTED, strict=True)), ids=[each["person_id"] for each in DRAWN]
)
def test_a_rule_is_kept_on_its_own(count, person, expected):
    assert person["person_id"] == expected["person_id"]
    # Somebody at risk throughout, so that there is always something to count, and always a diagnosis.
    other = {**DRAWN[17], "person_id": "other", "sex": "M", "birth_month": date(1940, 5, 1)}
    residents, diagnoses = _parts([person, other])
    rows = [row for row in count(residents, diagnoses, *YEARS).rows if row["age"] < 60]
    assert sum(row["person_years"] for row in rows) * 365.25 == pytest.approx(expected["days"])
    assert sum(row["onsets"] for row in rows) == expected["onsets"]


def test_person_time_is_split_at_new_year_and_on_the_birthday(count):
    person = {**DRAWN[5], "birth_month": date(1961, 12, 1), "diagnosed_on": date(2002, 12, 20)}
    rows = count(*_parts([person]), *YEARS).rows
    assert [(row["year"], row["age"], round(row["person_years"] * 365.25), row["onsets"]) for row in rows] == [
        (2001, 39, 334, 0),
        (2001, 40, 31, 0),
        (2002, 40, 334, 0),
        (2002, 41, 19, 1),
    ]


@pytest.mark.parametrize(
    ("ids", "days"),
    [
        (pa.int8(), None),
        (pa.uint16(), None),
        (pa.int64(), pa.timestamp("us")),
        (pa.uint64(), pa.timestamp("ms")),
        (pa.large_string(), pa.timestamp("ns")),
        (pa.dictionary(pa.int32(), pa.string()), pa.date64()),
    ],
    ids=str,
)
def test_ids_of_any_kind_and_days_of_any_kind_count_the_same(count, ids, days):
    residents, diagnoses = at_random(seed=21, persons=80)
    numbers = {each: number for number, each in enumerate(sorted({row["person_id"] or "" for row in residents}))}
    expected = count(residents, diagnoses, *YEARS)
    for row in (*{id(row): row for row in (*residents, *diagnoses)}.values(),):
        if row["person_id"] is not None:
            number = numbers.get(row["person_id"], 120)
            row["person_id"] = number if pa.types.is_integer(ids) else f"{number}"
    counted = count(residents, diagnoses, *YEARS, ids=ids, days=days)
    assert (counted.rows, counted.report) == (expected.rows, expected.report)


def test_the_order_and_the_number_of_files_change_nothing(count, tmp_path):
    residents, diagnoses = at_random(seed=22, persons=80)
    expected = count(residents, diagnoses, *YEARS)
    folders = [tmp_path / "many residents [1]", tmp_path / "many diagnoses"]
    for folder, name in zip(folders, ("residents", "diagnoses"), strict=True):
        folder.mkdir()
        table = pq.read_table(tmp_path / f"{name}.parquet")
        for part in range(4):
            start = (3 - part) * len(table) // 3
            pq.write_table(table.slice(start, len(table) // 3 if part else None), folder / f"part-{part}.parquet")
        (folder / "_SUCCESS").touch()
        (folder / "._part-0.parquet").write_text("no Parquet")
    out = tmp_path / "again.parquet"
    lists = ["--conditions", str(tmp_path / "conditions.csv"), "--deprivation", str(tmp_path / "deprivation.csv")]
    assert main(["count-onsets", *map(str, folders), *lists, *YEARS, "-o", str(out)]) == 0
    assert pq.read_table(out).equals(expected.table)


def test_the_years_are_the_ten_up_to_the_last_whole_one_that_the_records_reach(count):
    result = count(*_parts([{**DRAWN[12], "registered_to": None, "died_on": None}, DRAWN[0]]))
    # The first registration is of 1990, the latest day known 2002-05-31: 2002 is not whole.
    assert (result.report["settings"]["from"], result.report["settings"]["to"]) == (1992, 2001)
    assert "Years counted: 1992 to 2001" in result.output
    late = {**DRAWN[0], "diagnosed_on": date(2002, 12, 31)}
    assert count(*_parts([DRAWN[12], late])).report["settings"]["to"] == 2002
    # No year before the first registration, and no day that has not come, is reached.
    future = {**DRAWN[0], "person_id": "typing error", "diagnosed_on": date(2999, 1, 1)}
    settings = count(*_parts([{**DRAWN[0], "registered_from": date(1998, 1, 1)}, future])).report["settings"]
    assert (settings["from"], settings["to"]) == (1998, 2001)


def test_persons_who_are_alike_are_each_counted(count):
    person = DRAWN[7]
    once = count(*_parts([person]), *YEARS).rows
    thrice = count(*_parts([{**person, "person_id": number} for number in "abc"]), *YEARS).rows
    assert [row["onsets"] for row in thrice] == [3 * row["onsets"] for row in once]
    assert [row["person_years"] for row in thrice] == pytest.approx([3 * row["person_years"] for row in once])


def test_a_re_diagnosis_is_no_second_onset(count):
    residents, diagnoses = _parts([DRAWN[7]])
    again = [{**diagnoses[0], "diagnosed_on": day} for day in (date(2003, 3, 1), date(2003, 6, 1), date(2003, 3, 1))]
    counted = count(residents, again, *YEARS)
    assert sum(row["onsets"] for row in counted.rows) == 1
    assert counted.report["diagnoses"] == {"rows": 3, "used": 3, "left_out": {}}


def test_what_became_of_the_persons_is_told(count):
    residents = count(*_parts(DRAWN), *YEARS).report["residents"]
    assert (residents["people"], residents["registered"], residents["prevalent"]) == (24, 23, 3)
    assert residents["at_risk"] == 20


def test_memory_may_be_little(count):
    residents, diagnoses = at_random(seed=23, persons=60)
    _agrees(count(residents, diagnoses, *YEARS, "--memory-limit", "64MB"), residents, diagnoses)
