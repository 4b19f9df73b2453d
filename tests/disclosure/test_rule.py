"""The rule in Python, with which attackers try other tables, hides what the SQL hides."""

import random

import numpy as np
import pyarrow as pa
import pytest

from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.disclosure import suppressed
from tests.disclosure.cells import Cell, hidden_of
from tests.disclosure.populations import Population, population
from tests.disclosure.rule import World, counts_of, guarded_set, hidden_cells, hidden_parts
from tests.disclosure.test_attack import MANY

PLACES = tuple(f"E0600{number:04}" for number in range(25))
YEARS = range(1980, 2020)


def _sets() -> dict[tuple[str, int], np.ndarray]:
    """A set of two to nine neighbourhoods for each Place and year, of all sizes."""
    chance = np.random.default_rng(5)
    parts = {place: int(chance.integers(2, 10)) for place in PLACES}
    return {
        (place, year): chance.geometric(1 / (1 + chance.uniform(1, 25)), parts[place]) - 1
        for place in PLACES
        for year in YEARS
    }


def _codes(place: str, parts: int) -> list[str]:
    """Neighbourhoods of a Place, in the order in which they guard one another."""
    world = World("any", {}, {})
    return sorted((f"{place}{part}" for part in range(parts)), key=lambda code: world.turn(("small_area", place, code)))


# What a percentage is of, in every part; turned, it has most of them, and few are the rest.
OF = 80


@pytest.mark.parametrize("of", ["a count", "a percentage", "a percentage, turned"])
def test_single_sets_are_hidden_as_the_sql_hides_them(of):
    sets = _sets()
    if of != "a count":
        few = {key: np.minimum(counts, OF) for key, counts in sets.items()}
        sets = {key: OF - counts for key, counts in few.items()} if of.endswith("turned") else few
    codes = {place: _codes(place, len(sets[place, YEARS[0]])) for place in PLACES}
    rows = [
        {"period": str(year), "area_code": code, "numerator": float(count), "denominator": float(OF)}
        for (place, year), counts in sets.items()
        for code, count in zip(codes[place], counts, strict=True)
    ]
    areas = {"area_code": PLACES, "area_type": ["place"] * len(PLACES), "position": range(len(PLACES))}
    places = [(place, code) for place in PLACES for code in codes[place]]
    small_areas = {"level": ["lsoa"] * len(places), "area_code": [p for p, _ in places]}
    tables = {
        "areas": pa.table({name: list(column) for name, column in areas.items()}),
        "area_members": pa.table({"footprint_code": ["none"], "member_code": ["none"]}),
        "small_areas": pa.table({**small_areas, "small_area_code": [code for _, code in places]}),
    }
    engine = open_engine(tables)
    with engine.computation() as stage:
        stage.give("counts", pa.Table.from_pylist(rows))
        settings = {"proportion": of != "a count", "first_age": 0, "last_age": 120}
        found = suppressed(stage, "any", "", (), **settings).to_pylist()
    engine.close()
    hidden = {(row["area_code"], int(row["period"]), row["category"]) for row in found}
    expected, partly = set(), 0
    for (place, year), counts in sets.items():
        of_parts = None if of == "a count" else np.full(len(counts), OF)
        small_sum = 1 <= counts.sum() <= 7 or (of_parts is not None and 1 <= (of_parts - counts).sum() <= 7)
        mask = hidden_parts(counts[None], of_parts)[0] | small_sum
        partly += 0 < mask.sum() < len(mask)
        expected |= {(place, year, code) for code, each in zip(codes[place], mask, strict=True) if each}
        expected |= {(place, year, "")} if small_sum else set()
    assert partly > 300
    assert hidden == expected


def test_the_documented_example_is_hidden_so():
    """First conditions of Bedford by deprivation, whose fifths guard in the order 2, 4, 3, 1, 5."""
    world = World("first_condition_gap", {}, {"2023": (2023,)})
    fifths = ("1 (most deprived)", "2", "3", "4", "5 (least deprived)")
    units = [("deprivation_quintile", "E06000055", fifth) for fifth in fifths]
    order = sorted(units, key=world.turn)
    assert [unit[2][0] for unit in order] == ["2", "4", "3", "1", "5"]
    for counts, hidden in (((68, 63, 36, 37, 4), "25"), ((68, 8, 36, 37, 4), "245")):
        parts = {unit: {"2023": count} for unit, count in zip(units, counts, strict=True)}
        assert {unit[2][0] for unit in guarded_set(parts, {units[4]}, order)} == {*hidden}


def _compared(seed: int) -> int:
    """How many published counts of a population are hidden, by both alike."""
    people = population(seed)
    world, annual = _world(people)
    expected = {
        Cell(*unit, period)
        for span, unit in hidden_cells(world, annual)
        for period in counts_of(world, annual, world.spans[span]).get(unit, ())
    }
    assert hidden_of(people) == expected, f"population({seed})"
    return len(expected)


def _world(people: Population) -> tuple[World, dict[tuple[str, str, str, int], int]]:
    places = {group.place for group in people.counts}
    world = World(people.measure.id, people.members, people.periods)
    return world, {key: count for key, count in people.annual().items() if key[1] in places}


def test_sets_that_meet_are_hidden_as_the_sql_hides_them():
    assert sum(map(_compared, random.Random(1).sample(MANY, 8))) > 100


@pytest.mark.slow
def test_many_sets_that_meet_are_hidden_as_the_sql_hides_them():
    assert sum(map(_compared, MANY)) > 3000
