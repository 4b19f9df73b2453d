"""The rule before this one, for comparison: the next smallest part guards, until the hidden add up to 6 + their number.

It is proof against arithmetic, and not against somebody who knows it.
"""

from collections.abc import Mapping

import numpy as np

from tests.disclosure.rule import Annual, Hidden, Unit, World, counts_of

# A published count: its unit and its period.
Cell = tuple[Unit, str]


def hidden_cells(world: World, annual: Annual) -> Hidden:
    """What was hidden of a world's counts, by span and unit."""
    counts = {
        (unit, period): count
        for unit, by_period in counts_of(world, annual, world.periods).items()
        for period, count in by_period.items()
    }
    hidden, before = {cell for cell, count in counts.items() if 1 <= count <= 7}, -1
    while len(hidden) > before:
        before = len(hidden)
        hidden |= _next(world, counts, frozenset(hidden)) & counts.keys()
    span_of = {period: span for span, periods in enumerate(world.spans) for period in periods}
    return frozenset((span_of[period], unit) for unit, period in hidden)


def _next(world: World, counts: Mapping[Cell, int], hidden: frozenset[Cell]) -> set[Cell]:
    found = surplus = {
        (("all", code, ""), period)
        for (cut, area, _), period in hidden
        if cut == "all"
        for code in [code for code, members in world.members.items() if area in members][1:]
    }
    for total, parts in _sets(world, counts):
        closed = [part for part in parts if part in hidden]
        if closed and total not in hidden and total not in surplus:
            found = found | _guards(counts, total, parts, closed)
    for unit, period in hidden:
        cut, area, category = unit
        small = 1 <= counts[unit, period] <= 7
        if cut != "all":
            found = found | {((cut, code, category), period) for code, of in world.members.items() if area in of}
        else:
            found = found | {cell for cell in counts if cell[0][1] == area and cell[1] == period}
        if small:
            found = found | {((cut, place, category), period) for place in world.members.get(area, ())}
        found = found | {(unit, other) for other in _sharing(world, period)}
    return found


def _sets(world: World, counts: Mapping[Cell, int]) -> list[tuple[Cell, list[Cell]]]:
    sets: dict[tuple[str, Cell], list[Cell]] = {}
    for unit, period in counts:
        cut, area, _ = unit
        if cut != "all" and area not in world.members:
            sets.setdefault((cut, (("all", area, ""), period)), []).append((unit, period))
        for code, members in world.members.items():
            if cut == "all" and area in members and (("all", code, ""), period) in counts:
                sets.setdefault(("all", (("all", code, ""), period)), []).append((unit, period))
    return [(total, parts) for (_, total), parts in sets.items()]


def _guards(counts: Mapping[Cell, int], total: Cell, parts: list[Cell], closed: list[Cell]) -> set[Cell]:
    number, people, found = len(closed), sum(counts[part] for part in closed), set()
    left = sorted((part for part in parts if part not in closed), key=lambda part: (counts[part], part[0][1:]))
    for part in (*left, total):
        if counts[part] > 0:
            if number >= 2 and people >= 6 + number:
                break
            found.add(part)
            number, people = number + 1, people + counts[part]
    return found


def _sharing(world: World, period: str) -> list[str]:
    return [other for other, years in world.periods.items() if {*years} & {*world.periods[period]}]


def hidden_parts(tables: np.ndarray) -> np.ndarray:
    """What was hidden of single sets, a set a row, and last whether their sum was; of equal parts the first went."""
    hidden = (tables >= 1) & (tables <= 7)
    active, whole = hidden.any(axis=1), np.zeros(len(tables), dtype=bool)
    while active.any():
        parts, people = hidden.sum(axis=1), (tables * hidden).sum(axis=1)
        active &= ~((parts >= 2) & (people >= 6 + parts))
        left = ~hidden & (tables > 0) & active[:, None]
        whole |= active & ~left.any(axis=1)
        active &= left.any(axis=1)
        sizes = np.where(left, tables, np.iinfo(np.int64).max)
        hidden[active, sizes[active].argmin(axis=1)] = True
    return np.c_[hidden, whole]
