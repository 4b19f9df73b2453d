"""Nobody can conclude, from all that is shown, that a hidden count of 1 to 7 is not one of 1 to 7."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa
import pytest

from blmk_metrics.pipeline import stages as measures
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.disclosure import SUPPRESSED
from tests.disclosure.attack import successes
from tests.disclosure.cells import Cell, Tables, published, small_cells
from tests.disclosure.populations import Population, population

# One of each kind, and fifty more with the slow tests.
FEW = range(4, 8)
MANY = (*range(4), *range(8, 216))
# As many as are tried before a broken control is taken for a sound one.
TRIES = 8


@contextmanager
def _tables(people: Population) -> Iterator[Tables]:
    engine = open_engine(people.tables())
    try:
        yield published(people, engine)
    finally:
        engine.close()


def _attacked(seed: int) -> tuple[list, int, int]:
    """What the attack finds out of one population, how many small counts it tried, and how many figures are shown."""
    people = population(seed)
    with _tables(people) as tables:
        shown = sum(row.numerator is not None for rows in tables.values() for row in rows)
        return successes(people, tables), len(small_cells(people, tables)), shown


def _withstands(seeds: Sequence[int]) -> None:
    attacked = {seed: _attacked(seed) for seed in seeds}
    broken = {seed: found[:3] for seed, (found, _, _) in attacked.items() if found}
    assert not broken, f"population(seed) of these seeds gives small counts away: {broken}"
    # Neither is there nothing to find, nor is everything hidden.
    assert sum(tried for _, tried, _ in attacked.values()) > 10 * len(seeds)
    assert sum(shown for _, _, shown in attacked.values()) > 10 * len(seeds)


def test_no_small_count_can_be_narrowed_down():
    _withstands(FEW)


@pytest.mark.slow
def test_no_small_count_of_many_populations_can_be_narrowed_down():
    _withstands(MANY)


# Each breaks one rule of the control: it tells which hidden cells of a population are still hidden. `truth` is of all.
Weakening = Callable[[Population, set[Cell], dict[Cell, int]], set[Cell]]


def _small(hidden: set[Cell], truth: dict[Cell, int]) -> set[Cell]:
    return {cell for cell in hidden if 1 <= truth.get(cell, 0) <= 7}


def _total(cell: Cell) -> Cell:
    return Cell("all", cell.area, "", cell.period)


def _nothing_to_protect_them(_: Population, hidden: set[Cell], truth: dict[Cell, int]) -> set[Cell]:
    return _small(hidden, truth)


def _totals_shown(_: Population, hidden: set[Cell], truth: dict[Cell, int]) -> set[Cell]:
    return {cell for cell in hidden if cell.cut != "all"} | _small(hidden, truth)


def _footprints_not_mirrored(people: Population, hidden: set[Cell], truth: dict[Cell, int]) -> set[Cell]:
    mirrored = {cell for cell in hidden if cell.cut != "all" and cell.area in people.members}
    return hidden - mirrored | _small(hidden, truth)


def _every_footprint_keeps_its_total(people: Population, hidden: set[Cell], truth: dict[Cell, int]) -> set[Cell]:
    return {cell for cell in hidden if cell.cut != "all" or cell.area not in people.members} | _small(hidden, truth)


def _two_hidden_are_enough(people: Population, hidden: set[Cell], truth: dict[Cell, int]) -> set[Cell]:
    """In a Place whose total is shown, one part more than the small ones, and only where one of these is alone; where
    none of the parts is shown, zeros neither, none still is."""
    kept = set(hidden)
    for total in {_total(cell) for cell in hidden if cell.area not in people.members} - hidden:
        for cut in people.cuts:
            parts = {cell for cell in hidden if cell.cut == cut and _total(cell) == total}
            small = _small(parts, truth)
            others = sorted(parts - small, key=lambda cell: (truth.get(cell, 0), cell))
            if all(truth.get(cell, 0) for cell in others):
                kept -= set(others[max(0, 2 - len(small)) :])
    return kept


def _noughts_shown(_: Population, hidden: set[Cell], truth: dict[Cell, int]) -> set[Cell]:
    return {cell for cell in hidden if truth.get(cell, 0) > 0}


def _breakdowns_of_hidden_totals_shown(_: Population, hidden: set[Cell], truth: dict[Cell, int]) -> set[Cell]:
    return {cell for cell in hidden if cell.cut == "all" or _total(cell) not in hidden} | _small(hidden, truth)


def _shared_years_forgotten(people: Population, hidden: set[Cell], truth: dict[Cell, int]) -> set[Cell]:
    return {cell for cell in hidden if len(people.periods[cell.period]) == 1} | _small(hidden, truth)


# Beside each, the first seed that is tried. Seeds that leave the same remainder by four are of the same kind.
@pytest.mark.parametrize(
    ("weakening", "first"),
    [
        (_nothing_to_protect_them, 8),
        (_nothing_to_protect_them, 5),
        (_nothing_to_protect_them, 7),
        (_totals_shown, 8),
        (_footprints_not_mirrored, 8),
        (_footprints_not_mirrored, 7),
        (_every_footprint_keeps_its_total, 8),
        (_two_hidden_are_enough, 13),
        (_noughts_shown, 1),
        (_breakdowns_of_hidden_totals_shown, 8),
        (_shared_years_forgotten, 2),
    ],
)
def test_the_attack_succeeds_where_a_rule_is_broken(monkeypatch, weakening, first):
    people = None
    control = measures.suppressed

    def weakened(stage, indicator_id, across, cuts, **ages) -> pa.Table:
        rows = control(stage, indicator_id, across, cuts, **ages).to_pylist()
        hidden = {_cell(row): row for row in rows}
        kept = weakening(people, set(hidden), truth)
        return pa.Table.from_pylist([row for cell, row in hidden.items() if cell in kept], schema=SUPPRESSED)

    monkeypatch.setattr(measures, "suppressed", weakened)
    for seed in range(first, first + 4 * TRIES, 4):
        people = population(seed)
        truth = _truth(people)
        with _tables(people) as tables:
            if successes(people, tables, noughts_hidden=weakening is not _noughts_shown):
                return
    pytest.fail(f"no attack succeeded on {TRIES} populations")


def _cell(row: dict[str, str]) -> Cell:
    return Cell(row["category_type"], row["area_code"], row["category"], row["period"])


def _truth(people: Population) -> dict[Cell, int]:
    """The true count of every cell of a population."""
    annual = people.annual()
    return {
        Cell(cut, area, category, period): sum(annual.get((cut, area, category, year), 0) for year in years)
        for cut, area, category in {key[:3] for key in annual}
        for period, years in people.periods.items()
    }
