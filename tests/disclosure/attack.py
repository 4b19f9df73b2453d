"""The attack: what an outsider who knows every rule of addition can conclude of a hidden count from all that is shown.

Nothing here is taken from the control. Unknown are the counts of each area, category and year. They add up over the
categories of a cut and over the Places of a footprint, and a published period is the sum of its years.
"""

from dataclasses import dataclass

import numpy as np

from tests.disclosure.cells import SMALL, Cell, Tables, cells_of, small_cells, truths
from tests.disclosure.knowledge import cell_bounds
from tests.disclosure.populations import Population
from tests.disclosure.relations import agrees, possible, system_of


@dataclass(frozen=True)
class Success:
    """A hidden count of 1 to 7 of which the attack excludes some values; all but the truth where it is not hidden."""

    cell: Cell
    truth: int
    excluded: tuple[int, ...]


def successes(people: Population, tables: Tables, *, noughts_hidden: bool = True) -> list[Success]:
    """Every small count of which not each of 1 to 7 is possible, given all that is shown.

    Without `noughts_hidden`, the attack knows of a control that never hides a nought.
    """
    rows, truth = dict(cells_of(tables)), truths(people, tables)
    small = small_cells(people, tables)
    open_ = {cell: count for cell, count in small.items() if rows[cell].numerator is None}
    found = [Success(cell, count, _but(count)) for cell, count in small.items() if cell not in open_]
    bounds = cell_bounds(people, tables, truth, noughts_hidden)
    unknowns = sorted(
        {(cell.cut, cell.area, cell.category, year) for cell in bounds for year in people.periods[cell.period]}
    )
    place = {unknown: number for number, unknown in enumerate(unknowns)}
    system = system_of(people, bounds, place)
    real = np.array([people.annual().get(unknown, 0) for unknown in unknowns], dtype=float)
    agrees(system, real, unknowns)
    wanted = {
        cell: [place[cell.cut, cell.area, cell.category, year] for year in people.periods[cell.period]]
        for cell in open_
    }
    left = possible(system, real, list(wanted.values()), people.seed)
    return found + [
        Success(cell, open_[cell], tuple(sorted(set(SMALL) - values)))
        for cell, values in zip(wanted, left, strict=True)
        if set(SMALL) - values
    ]


def _but(count: int) -> tuple[int, ...]:
    return tuple(value for value in SMALL if value != count)
