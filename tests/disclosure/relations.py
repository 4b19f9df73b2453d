"""What is known of unknown whole numbers together: relations between them, and what they leave possible."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from tests.disclosure.cells import SMALL, Cell
from tests.disclosure.populations import Population

# A cut, an area, a category and a year.
Unknown = tuple[str, str, str, int]


@dataclass(frozen=True)
class System:
    """Linear relations between unknown whole numbers: `matrix @ x` between `low` and `high`, x between the bounds."""

    matrix: csr_array
    low: np.ndarray
    high: np.ndarray
    least: np.ndarray
    most: np.ndarray


def system_of(people: Population, ranges: Mapping[Cell, tuple[float, float]], place: Mapping[Unknown, int]) -> System:
    """The relations between the unknowns of a population, given what each cell can be and each unknown's place."""
    least, most = np.zeros(len(place)), np.full(len(place), np.inf)
    rows: list[dict[int, float]] = []
    bounds: list[tuple[float, float]] = []
    for cell, (low, high) in ranges.items():
        years = [place[cell.cut, cell.area, cell.category, year] for year in people.periods[cell.period]]
        if len(years) == 1:
            least[years[0]], most[years[0]] = max(least[years[0]], low), min(most[years[0]], high)
        else:
            rows.append(dict.fromkeys(years, 1.0))
            bounds.append((low, high))
    totals: dict[tuple, dict[int, float]] = {}
    for (cut, area, category, year), number in place.items():
        if cut != "all" and ("all", area, "", year) in place:
            totals.setdefault(("cut", cut, area, year), {place["all", area, "", year]: -1.0})[number] = 1.0
        for footprint, members in people.members.items():
            if area in members and (cut, footprint, category, year) in place:
                total = place[cut, footprint, category, year]
                totals.setdefault(("members", cut, footprint, category, year), {total: -1.0})[number] = 1.0
    rows += totals.values()
    bounds += [(0.0, 0.0)] * len(totals)
    entries = [(row, column, weight) for row, terms in enumerate(rows) for column, weight in terms.items()]
    over, down, weights = zip(*entries, strict=True) if entries else ((), (), ())
    matrix = csr_array((weights, (over, down)), shape=(len(rows), len(place)))
    low, high = (np.array(side, dtype=float) for side in zip(*bounds, strict=True)) if bounds else (np.zeros(0),) * 2
    return System(matrix, low, high, least, most)


def agrees(system: System, real: np.ndarray, unknowns: list[Unknown]) -> None:
    """The truth must be among what the attack thinks possible, or its conclusions are worth nothing."""
    wrong = np.flatnonzero((real < system.least) | (real > system.most))
    assert not len(wrong), f"the attack misjudges {[(unknowns[each], real[each]) for each in wrong[:5]]}"
    sums = system.matrix @ real
    assert ((sums >= system.low) & (sums <= system.high)).all(), "the attack adds up what does not add up"


def possible(system: System, real: np.ndarray, wanted: list[list[int]], seed: int) -> list[set[int]]:
    """For each sum of unknowns, which of 1 to 7 it can be. Every solution that is found tells of all of them."""
    seen = [{int(real[places].sum())} for places in wanted]
    chance = random.Random(seed)
    for part in _parts(system):
        inside = set(part.tolist())
        affected_sums = [number for number, places in enumerate(wanted) if inside.intersection(places)]
        for number in affected_sums:
            for value in SMALL:
                if value in seen[number]:
                    continue
                solution = _solution(system, real, part, wanted[number], value, chance)
                if solution is not None:
                    for each in affected_sums:
                        seen[each].add(int(solution[wanted[each]].sum()))
    return seen


def _parts(system: System) -> list[np.ndarray]:
    """The unknowns that are not settled by themselves, in sets between which no relation holds."""
    free = np.flatnonzero(system.least < system.most)
    touched = abs(system.matrix[:, free])
    _, label = connected_components(touched.T @ touched, directed=False)
    return [free[label == each] for each in np.unique(label)]


def _solution(
    system: System, real: np.ndarray, part: np.ndarray, places: list[int], value: int, chance: random.Random
) -> np.ndarray | None:
    """Whole numbers that satisfy every relation, with one sum as asked; None where there are none."""
    rows = np.flatnonzero(abs(system.matrix[:, part]).sum(axis=1))
    inside = system.matrix[rows][:, part]
    settled = system.matrix[rows] @ np.where(np.isin(np.arange(len(real)), part), 0.0, real)
    coefficients = csr_array(np.isin(part, places).astype(float)[None, :])
    outside = sum(real[place] for place in places if place not in part)
    limits = [
        LinearConstraint(inside, system.low[rows] - settled, system.high[rows] - settled),
        LinearConstraint(coefficients, value - outside, value - outside),
    ]
    answer = milp(
        np.array([chance.uniform(0.1, 1.0) for _ in part]),
        integrality=np.ones(len(part)),
        bounds=Bounds(system.least[part], system.most[part]),
        constraints=limits,
    )
    if answer.x is None:
        assert answer.status == 2, answer.message
        return None
    whole = real.copy()
    whole[part] = np.round(answer.x)
    return whole
