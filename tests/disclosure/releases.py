"""Two releases that differ only in what is hidden: falls by neighbourhood and first conditions by deprivation."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
from shapely.geometry import box

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.publishing.from_tables import publish
from blmk_metrics.releases import REFERENCE, Provenance, Release
from tests.disclosure.populations import AGES, BANDS

BEDFORD, CENTRAL, LUTON, MILTON_KEYNES = "E06000055", "E06000056", "E06000032", "E06000042"
PLACES = (BEDFORD, CENTRAL, LUTON, MILTON_KEYNES)
YEARS = tuple(range(2019, 2025))
QUINTILES = (1, 2, 3, 4, 5)
BAND, AGE = "70-74", 40
TODAY = date(2026, 11, 22)
LOCAL = Provenance(
    nature="real", source="Local records", publisher="Local system", licence="None", retrieved="2026-11-22"
)
# A fall's period, neighbourhood, sex, band; a first condition's year, Place, fifth, sex, age.
Fall = tuple[int, str, str, str]
Onset = tuple[int, str, int, str, int]
Counts = tuple[dict[Fall, int], dict[Onset, int]]


def neighbourhood(place: str, number: int) -> str:
    """The code of one of a Place's three neighbourhoods."""
    return f"E0101{PLACES.index(place)}00{number}"


def counts(seed: int = 1) -> Counts:
    """Counts of which some are small in every way that can be hidden, and most are large."""
    chance = random.Random(seed)
    falls = {
        (year, neighbourhood(place, number), sex, band): chance.randint(10, 30)
        for year in YEARS
        for place in PLACES
        for number in range(3)
        for sex in "FM"
        for band in BANDS
    }
    onsets = {
        (year, place, quintile, sex, age): chance.randint(4, 9) + age // 10
        for year in YEARS
        for place in PLACES
        for quintile in QUINTILES
        for sex in "FM"
        for age in AGES
    }
    # Two neighbourhoods of Bedford with few falls, in the latest year and in the baseline.
    for year in (2019, 2024):
        _only(falls, year, BEDFORD, 0, {("F", BAND): 3})
        _only(falls, year, BEDFORD, 1, {("F", BAND): 6})
    # Few women of Luton.
    for number in range(3):
        _none(falls, lambda fall, number=number: fall[:3] == (2022, neighbourhood(LUTON, number), "F"))
    falls[2022, neighbourhood(LUTON, 0), "F", BAND] = 4
    # Few falls in all of Milton Keynes, which Bedford guards, and in a neighbourhood of Central Bedfordshire.
    for number in range(3):
        _only(falls, 2020, MILTON_KEYNES, number, {("F", BAND): 2} if number == 0 else {("M", BAND): number})
    _only(falls, 2021, CENTRAL, 0, {("F", BAND): 5})
    # Few first conditions in a fifth of Bedford, in one year, and in a fifth of Luton in the last.
    for year, place, quintile in ((2021, BEDFORD, 2), (2024, LUTON, 1)):
        _none(onsets, lambda onset, stratum=(year, place, quintile): onset[:3] == stratum)
        onsets[year, place, quintile, "F", AGE] = 4
        onsets[year, place, quintile, "M", AGE] = 1
    return falls, onsets


def with_hidden_moved(original: Counts) -> Counts:
    """The same but for people who moved between counts that are hidden, so that all that is shown rests on the same."""
    falls, onsets = (Counter(each) for each in original)
    for year in (2019, 2024):
        _move(falls, (year, neighbourhood(BEDFORD, 0), "F", BAND), (year, neighbourhood(BEDFORD, 1), "F", BAND))
    _move(falls, (2022, neighbourhood(LUTON, 0), "F", BAND), (2022, neighbourhood(LUTON, 0), "M", BAND), 2)
    _move(falls, (2020, neighbourhood(MILTON_KEYNES, 0), "F", BAND), (2020, neighbourhood(BEDFORD, 1), "F", BAND))
    _move(falls, (2020, neighbourhood(MILTON_KEYNES, 1), "M", BAND), (2020, neighbourhood(BEDFORD, 0), "F", BAND))
    _move(falls, (2021, neighbourhood(CENTRAL, 0), "F", BAND), (2021, neighbourhood(CENTRAL, 2), "F", BAND), 2)
    # What guards each is the next in the fixed order.
    _move(onsets, (2021, BEDFORD, 2, "F", AGE), (2021, BEDFORD, 4, "F", AGE))
    _move(onsets, (2024, LUTON, 1, "F", AGE), (2024, LUTON, 5, "F", AGE), 3)
    return dict(falls), dict(onsets)


def with_one_more_shown(original: Counts) -> Counts:
    """The same but for one more fall in a count that is shown."""
    falls, onsets = original
    return {
        **falls,
        (2023, neighbourhood(LUTON, 2), "F", BAND): falls[2023, neighbourhood(LUTON, 2), "F", BAND] + 1,
    }, onsets


def without_small_counts(original: Counts) -> Counts:
    """The same with nothing to hide: an earlier release, that the later ones are said to differ from."""
    return tuple({key: max(count, 8) for key, count in each.items()} for each in original)


def published(folder: Path, shipped: Release, *versions: Counts) -> Path:
    """A folder whose releases hold these counts, one after another, beside the reference tables that ship."""
    shipped_provenance = {each.name: each.provenance for each in shipped.extracts}
    for number, version in enumerate(versions):
        tables = {name: (shipped.tables[name], shipped_provenance[name]) for name in REFERENCE}
        tables |= {name: (table, LOCAL) for name, table in _tables(version).items()}
        publish(folder, f"Release {number}", TODAY, tables)
    return folder


def _tables(version: Counts) -> dict[str, pa.Table]:
    falls, onsets = version
    rows = {
        "emergency_falls_admissions": (
            {
                **{"financial_year": f"{year}/{(year + 1) % 100}", "area_code": code, "sex": sex, "age_band": band},
                **{"admissions": count, "population": 3000 - 400 * BANDS.index(band)},
            }
            for (year, code, sex, band), count in falls.items()
        ),
        "first_condition_onsets": (
            {
                **{"year": year, "area_code": place, "sex": sex, "age": age, "deprivation_quintile": quintile},
                **{"deprivation_decile": 2 * quintile, "person_years": 900 - 5 * age, "onsets": count},
            }
            for (year, place, quintile, sex, age), count in onsets.items()
        ),
        "small_areas": (
            {
                **{"level": "lsoa", "small_area_code": neighbourhood(place, number), "area_code": place},
                **{"small_area_name": f"Part {number} of {place}"},
                **{"geometry": box(at, 52 + number / 10, at + 0.1, 52.1 + number / 10).wkb},
            }
            for at, place in enumerate(PLACES)
            for number in range(3)
        ),
    }
    return {name: pa.Table.from_pylist(list(each), schema=SCHEMAS[name]) for name, each in rows.items()}


def _none(table: dict, of: Callable[[tuple], bool]) -> None:
    for key in table:
        if of(key):
            table[key] = 0


def _only(falls: dict[Fall, int], year: int, place: str, number: int, kept: dict[tuple[str, str], int]) -> None:
    """Leave a neighbourhood these falls of a year, by sex and band, and no other."""
    code = neighbourhood(place, number)
    _none(falls, lambda fall: fall[:2] == (year, code))
    falls.update({(year, code, sex, band): count for (sex, band), count in kept.items()})


def _move(table: Counter, before: tuple, after: tuple, people: int = 1) -> None:
    table[before] -= people
    table[after] += people
    assert table[before] >= 0
