"""Small populations: drawn, or at random with every fault, and the files they are written to."""

import random
from datetime import date, timedelta

import pyarrow as pa
import pyarrow.parquet as pq

from tests.drawn import table

IDS = pa.string()
DAYS = ("birth_month", "registered_from", "registered_to", "died_on", "diagnosed_on")
RESIDENTS = ("person_id", "birth_month", "sex", "lsoa21_code", "registered_from", "registered_to", "died_on")
DIAGNOSES = ("person_id", "condition_code", "diagnosed_on")
LUTON, BEDFORD = "E06000032", "E06000055"
# LSOAs by area and tenth of the country's deprivation.
PLACES = {
    "E01000001": (LUTON, 1),
    "E01000002": (LUTON, 2),
    "E01000003": (LUTON, 1),
    "E01000004": (BEDFORD, 9),
    "E01000005": (BEDFORD, 10),
}
CONDITIONS = {
    "HYP": (None, None),
    "DM": (date(2001, 2, 3), None),
    "DEP": (None, date(2003, 6, 30)),
    "EP": (date(2000, 7, 1), date(2002, 6, 30)),
}
FIRST_YEAR, LAST_YEAR = 2001, 2003


def drawn(text):
    """Rows of a drawing, its days as days."""
    return [
        {column: date.fromisoformat(cell) if column in DAYS and cell else cell for column, cell in row.items()}
        for row in table(text)
    ]


def at_random(seed, persons):
    """Residents and diagnoses whose days often fall together, a good part of them impossible."""
    rng = random.Random(seed)
    residents, diagnoses = [], []
    for number in range(persons):
        residents += _rows_of_person(rng, f"p{number}")
        for _ in range(rng.choice((0, 0, 1, 1, 2, 4))):
            diagnoses.append(_diagnosis(rng, residents[-1]))
    diagnoses += [_diagnosis(rng, {**residents[0], "person_id": stranger}) for stranger in ("nobody", None)]
    rng.shuffle(residents)
    rng.shuffle(diagnoses)
    return residents, diagnoses


def _rows_of_person(rng, person_id):
    born = date(rng.choice((1869, 1871, 1950, 1990, 1999, 2000, 2001, 2002)), rng.choice((1, 2, 3, 7, 12)), 1)
    row = {
        "person_id": person_id,
        "birth_month": born,
        "sex": rng.choice("FFFMMMU"),
        "lsoa21_code": rng.choice(list(PLACES)),
        "registered_from": max(born, _day(rng)) if rng.random() < 0.8 else born,
        "registered_to": None,
        "died_on": None,
    }
    for end in ("registered_to", "died_on"):
        if rng.random() < 0.3:
            row[end] = row["registered_from"] + timedelta(rng.choice((0, 1, 365, 366, rng.randrange(1500))))
    if rng.random() < 0.2:
        spoilt = rng.choice(RESIDENTS)
        row[spoilt] = rng.choice((None, _day(rng))) if spoilt in DAYS else rng.choice((None, "f", "E01999999"))
    again = rng.random()
    return [row] if again > 0.1 else [row, dict(row)] if again > 0.05 else [row, {**row, "sex": "U"}, row]


def _diagnosis(rng, person):
    near = [day for day in person.values() if isinstance(day, date)]
    day = rng.choice(near) + timedelta(rng.choice((-1, 0, 1, 365, 366))) if near and rng.random() < 0.4 else _day(rng)
    return {
        "person_id": person["person_id"],
        "condition_code": rng.choice((*CONDITIONS, "HYP", "DM", "COLD", None)),
        "diagnosed_on": None if rng.random() < 0.03 else day,
    }


def _day(rng):
    if rng.random() < 0.2:
        return rng.choice((date(2000, 2, 29), date(2001, 1, 1), date(2002, 1, 1), date(2004, 1, 1), date(2003, 12, 31)))
    return date(1999, 1, 1) + timedelta(rng.randrange(6 * 365))


def write_records(folder, residents, diagnoses, ids=IDS, days=None):
    """Write both as Parquet files; return their paths. `days` is the type of dates, days unless told."""
    days = pa.date32() if days is None else days
    paths = []
    for name, columns, rows in (("residents", RESIDENTS, residents), ("diagnoses", DIAGNOSES, diagnoses)):
        kinds = {column: pa.date32() if column in DAYS else pa.string() for column in columns} | {"person_id": ids}
        plain = pa.Table.from_pylist(rows, pa.schema(kinds))
        kinds = {column: days if column in DAYS else kind for column, kind in kinds.items()}
        paths.append(folder / f"{name}.parquet")
        pq.write_table(plain.cast(pa.schema(kinds)), paths[-1])
    return paths


def write_lists(folder):
    """Write the conditions and the deprivation; return their paths."""
    conditions, deprivation = folder / "conditions.csv", folder / "deprivation.csv"
    ends = [(code, *(day.isoformat() if day else "" for day in each)) for code, each in CONDITIONS.items()]
    lines = [f"{code},Name,{first},{last}" for code, first, last in ends]
    conditions.write_text("\n".join(("code,name,included_from,included_to", *lines, "")))
    lines = [
        f"{lsoa},Somewhere {number:03}A,{area},,{decile},{(decile - 1) * 3375 + 100 + number}"
        for number, (lsoa, (area, decile)) in enumerate(PLACES.items())
    ]
    header = "lsoa21_code,lsoa21_name,ltla24_code,ltla24_name,IMD_decile,IMD_rank"
    deprivation.write_text("\n".join((header, *lines, "")))
    return conditions, deprivation
