"""The rule of disclosure control once more, in Python, level by level: fast enough to try it on every other table.

It knows single additive sets, as rows of a matrix, and whole worlds of Places, cuts, footprints and periods that meet.
Nothing of it comes from the SQL; `test_rule.py` proves that the two hide the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import md5
from itertools import combinations

import numpy as np

# A cut, an area and a category; with a year, an annual count.
Unit = tuple[str, str, str]
Annual = Mapping[tuple[str, str, str, int], int]
# What is hidden: a span of periods and a unit.
Hidden = frozenset[tuple[int, Unit]]


@dataclass(frozen=True)
class World:
    """The public frame of counts: the measure, its footprints in the order of their positions, its periods' years."""

    measure: str
    members: Mapping[str, tuple[str, ...]]
    periods: Mapping[str, tuple[int, ...]]

    @cached_property
    def spans(self) -> tuple[tuple[str, ...], ...]:
        """The periods, in groups between which no year is shared."""
        groups: list[list[str]] = []
        for period, years in self.periods.items():
            joined = [each for each in groups if any({*years} & {*self.periods[other]} for other in each)]
            groups = [each for each in groups if each not in joined] + [[period, *(p for each in joined for p in each)]]
        return tuple(map(tuple, groups))

    def turn(self, unit: Unit) -> str:
        """The place of a unit in the order in which parts are hidden to guard others."""
        return md5("/".join((self.measure, *unit)).encode()).hexdigest()


def guarded(hidden: int, people: float) -> bool:
    """Whether so many hidden counts that add up to so much leave each of them free to be 1 to 7."""
    return hidden >= 2 and (hidden + 6 <= people <= 7 * hidden - 6 or people >= 7 * hidden + 1)


def guarded_set(parts: Mapping[Unit, Mapping[str, int]], hidden: set[Unit], order: Iterable[Unit]) -> set[Unit]:
    """What is hidden of the parts of a shown sum, where some are hidden: beside each part its count by period.

    `order` is the fixed order of the parts.
    """
    periods = {period for counts in parts.values() for period in counts}
    sums = {period: [counts[period] for counts in parts.values() if period in counts] for period in periods}
    hidden, left = set(hidden), [unit for unit in order if any(parts[unit].values())]
    while True:
        closed = {
            period: [parts[unit][period] for unit in hidden if period in parts[unit]]
            for period, counts in sums.items()
            if sum(counts) > 0
        }
        closed = {period: counts for period, counts in closed.items() if counts}
        if any(sum(sums[period]) < len(sums[period]) + 6 for period in closed):
            return set(parts)
        if all(guarded(len(counts), sum(counts)) for counts in closed.values()):
            return hidden
        left = [unit for unit in left if unit not in hidden]
        if not left:
            return set(parts)
        hidden.add(left[0])


def hidden_cells(world: World, annual: Annual) -> Hidden:
    """What is hidden of a world's counts, of Places and of footprints. `annual` has those of Places, whole and cut."""
    return frozenset((span, unit) for span in range(len(world.spans)) for unit in _hidden_in(world, annual, span))


def counts_of(world: World, annual: Annual, periods: Iterable[str]) -> dict[Unit, dict[str, int]]:
    """The published counts of Places and footprints by unit and period; a footprint's, where each Place has its own."""
    found: dict[Unit, dict[str, int]] = {}
    for period in periods:
        years = world.periods[period]
        of_places: dict[Unit, int] = {}
        for (*unit, year), count in annual.items():
            if year in years:
                of_places[tuple(unit)] = of_places.get(tuple(unit), 0) + count
        places = {unit[1] for unit in of_places}
        whole = [(code, members) for code, members in world.members.items() if places.issuperset(members)]
        for unit, count in of_places.items():
            found.setdefault(unit, {})[period] = count
            for code, members in whole:
                if unit[1] in members:
                    counts = found.setdefault((unit[0], code, unit[2]), {})
                    counts[period] = counts.get(period, 0) + count
    return found


def _hidden_in(world: World, annual: Annual, span: int) -> set[Unit]:
    counts = counts_of(world, annual, world.spans[span])
    small = {unit for unit, by_period in counts.items() if any(1 <= count <= 7 for count in by_period.values())}
    hidden = small | {
        (cut, place, category)
        for cut, area, category in small
        for place in world.members.get(area, ())
        if (cut, place, category) in counts
    }
    _hide_totals(world, counts, hidden)
    _hide_groups(world, counts, hidden)
    return hidden


def _hide_totals(world: World, counts: Mapping[Unit, Mapping[str, int]], hidden: set[Unit]) -> None:
    """Hide Places that guard others in a footprint, and sums of footprints that share Places with an earlier one."""
    for code, members in world.members.items():
        total = ("all", code, "")
        places = {unit: counts[unit] for unit in (("all", place, "") for place in members) if unit in counts}
        places = _where_shown(places, counts.get(total, {}))
        if total not in hidden and not _is_surplus(world, hidden, code) and hidden & places.keys():
            hidden |= guarded_set(places, hidden & places.keys(), sorted(places, key=world.turn))
    hidden |= {("all", code, "") for code in world.members if _is_surplus(world, hidden, code)} & counts.keys()


def _is_surplus(world: World, hidden: set[Unit], code: str) -> bool:
    """Whether a footprint shares Places with an earlier one, and a Place of either is hidden."""
    members, codes = world.members, list(world.members)
    earlier = [each for each in codes[: codes.index(code)] if {*members[each]} & {*members[code]}]
    places = {place for each in earlier for place in (*members[each], *members[code])}
    return any(("all", place, "") in hidden for place in places)


def _hide_groups(world: World, counts: Mapping[Unit, Mapping[str, int]], hidden: set[Unit]) -> None:
    """Hide groups that guard others in a Place, those of hidden totals, and the same of footprints."""
    sets: dict[tuple[str, str], list[Unit]] = {}
    for unit in counts:
        if unit[0] != "all":
            sets.setdefault(unit[:2], []).append(unit)
    for (_, area), units in sets.items():
        if ("all", area, "") in hidden:
            hidden |= set(units)
        elif area not in world.members and hidden.intersection(units):
            parts = _where_shown({unit: counts[unit] for unit in units}, counts["all", area, ""])
            hidden |= guarded_set(parts, hidden.intersection(units), sorted(units, key=world.turn))
    hidden |= {
        (cut, code, category)
        for cut, area, category in hidden
        for code, members in world.members.items()
        if cut != "all" and area in members and (cut, code, category) in counts
    }


def _where_shown(parts: Mapping[Unit, Mapping[str, int]], total: Mapping[str, int]) -> dict[Unit, dict[str, int]]:
    return {
        unit: {period: count for period, count in by_period.items() if period in total}
        for unit, by_period in parts.items()
    }


def hidden_parts(tables: np.ndarray, of: np.ndarray | None = None) -> np.ndarray:
    """What is hidden of single sets whose sum is shown, a set a row, its parts in the order in which they guard.

    `of` are those that percentages are of, part by part: then the rests are guarded like the counts.
    """
    sides = [tables] if of is None else [tables, of - tables]
    hidden = np.logical_or.reduce([(side >= 1) & (side <= 7) for side in sides])
    some = [side.sum(axis=1) > 0 for side in sides]
    none = hidden.any(axis=1) & np.logical_or.reduce(
        [each & (side.sum(axis=1) < tables.shape[1] + 6) for side, each in zip(sides, some, strict=True)]
    )
    active = hidden.any(axis=1) & ~none
    while active.any():
        enough = [_guarded(hidden, side) | ~each for side, each in zip(sides, some, strict=True)]
        active &= ~np.logical_and.reduce(enough)
        left = np.logical_and.reduce([side > 0 for side in sides]) & ~hidden & active[:, None]
        none |= active & ~left.any(axis=1)
        active &= left.any(axis=1)
        hidden[active, left[active].argmax(axis=1)] = True
    hidden[none] = True
    return hidden


def _guarded(hidden: np.ndarray, side: np.ndarray) -> np.ndarray:
    parts, people = hidden.sum(axis=1), (side * hidden).sum(axis=1)
    return (parts >= 2) & (((people >= parts + 6) & (people <= 7 * parts - 6)) | (people > 7 * parts))


def tables_of(people: int, parts: int) -> np.ndarray:
    """Every table of so many parts that add up to so many people, a table a row."""
    bars = np.array([*combinations(range(people + parts - 1), parts - 1)], dtype=np.int32).reshape(-1, parts - 1)
    edges = np.c_[np.full(len(bars), -1), bars, np.full(len(bars), people + parts - 1)]
    return np.diff(edges, axis=1) - 1
