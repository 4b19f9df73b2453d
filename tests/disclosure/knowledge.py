"""What an outsider knows of each published cell by itself."""

from collections.abc import Iterable, Mapping

import numpy as np

from tests.disclosure.cells import Cell, Tables, cells_of, whole
from tests.disclosure.populations import Population


def cell_bounds(
    people: Population, tables: Tables, truth: Mapping[Cell, int], noughts_hidden: bool
) -> dict[Cell, tuple[float, float]]:
    """The least and the most that each cell can be by itself. A count on which an estimate rests is known exactly; any
    other that is shown, to its rounding."""
    rows = {cell: row for cell, row in cells_of(tables) if cell in truth}
    groups = set(people.annual())
    nobody = {
        cell
        for cell in rows
        if not any((cell.cut, cell.area, cell.category, year) in groups for year in people.periods[cell.period])
    }
    bounds = {}
    for cell, row in rows.items():
        shown = row.numerator
        if row.value is not None:
            bounds[cell] = (truth[cell], truth[cell])
        elif shown is not None and shown > 0:
            # Fewer than ten events is why there is no estimate, and where it may be the only reason.
            few = "fewer than 10" in (row.reason or "")
            bounds[cell] = (max(8, shown - 2), min(shown + 2, 9 if few else np.inf))
        elif shown == 0 or cell in nobody:
            bounds[cell] = (0, 0)
        else:
            bounds[cell] = (0, np.inf)
    hidden = {cell for cell, row in rows.items() if row.numerator is None and cell not in nobody}
    withheld = {cell for cell in hidden if not whole(people, cell)}
    noughts = {cell for cell, (_, most) in bounds.items() if most == 0}
    perhaps_nobody = withheld | (_perhaps_nobody(people, rows, nobody, noughts, hidden) if noughts_hidden else set())
    return {
        cell: (1, most) if cell in hidden and cell not in perhaps_nobody else (least, most)
        for cell, (least, most) in bounds.items()
    }


def _perhaps_nobody(
    people: Population, rows: Iterable[Cell], nobody: set[Cell], noughts: set[Cell], hidden: set[Cell]
) -> set[Cell]:
    """The hidden cells that the public rules allow to be noughts."""
    causes: dict[Cell, set[Cell]] = {}
    every_sum = [(total, parts) for total, parts in _sums(people, rows) if whole(people, total)]
    sums = [(total, parts) for total, parts in every_sum if total in hidden]
    # Noughts are hidden where a total is hidden with all its parts, or none of a shown total's parts is shown,
    for total, parts in every_sum:
        by_itself = total.cut == "all" and (total.area not in people.members or parts[0].cut == "all")
        if (total in hidden or by_itself) and all(part in hidden or part in nobody for part in parts):
            for part in parts:
                causes.setdefault(part, set()).add(total)
    # where a footprint shares Places with an earlier one, of which any is hidden,
    for total in hidden:
        if total.cut == "all" and _shares_places(people, total.area):
            causes.setdefault(total, set()).add(total)
    # and of a footprint, where such a nought is hidden of a Place for another total's sake and no Place has any.
    for total, parts in sums:
        places = [part for part in parts if part in hidden and part.area != total.area]
        none = all(part in hidden or part in noughts for part in parts)
        if total.cut != "all" and none and any(causes.get(place, {total}) != {total} for place in places):
            causes.setdefault(total, set())
    return causes.keys() | {cell for cell in hidden if _like_in_shared_years(people, cell) & hidden}


def _shares_places(people: Population, area: str) -> bool:
    """Whether an area is a footprint that has a Place of an earlier one."""
    codes = list(people.members)
    earlier = codes[: codes.index(area)] if area in codes else []
    return any({*people.members[each]} & {*people.members[area]} for each in earlier)


def _like_in_shared_years(people: Population, cell: Cell) -> set[Cell]:
    """The same count in other periods that share a year: what is hidden of one is hidden of all, nought or not."""
    years = set(people.periods[cell.period])
    return {
        Cell(cell.cut, cell.area, cell.category, period)
        for period, others in people.periods.items()
        if period != cell.period and years.intersection(others)
    }


def _sums(people: Population, cells: Iterable[Cell]) -> list[tuple[Cell, list[Cell]]]:
    """Every published total with its published parts: over categories, over Places, and over single years."""
    cell_set, sums = set(cells), {}
    for cell in cell_set:
        if cell.cut != "all":
            sums.setdefault(Cell("all", cell.area, "", cell.period), {}).setdefault(cell.cut, []).append(cell)
        for footprint, members in people.members.items():
            if cell.area in members:
                total = Cell(cell.cut, footprint, cell.category, cell.period)
                sums.setdefault(total, {}).setdefault(footprint, []).append(cell)
        for pool, years in people.periods.items():
            if len(years) > 1 and people.periods[cell.period] in [(year,) for year in years]:
                sums.setdefault(Cell(cell.cut, cell.area, cell.category, pool), {}).setdefault(pool, []).append(cell)
    return [(total, parts) for total, divisions in sums.items() if total in cell_set for parts in divisions.values()]
