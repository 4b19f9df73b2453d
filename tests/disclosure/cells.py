"""The published cells of a population, and the truth of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from blmk_metrics.catalogue.rows import Row, rows_of
from blmk_metrics.engines import Engine
from blmk_metrics.pipeline.counting import count, cuts_of, open_engine
from blmk_metrics.pipeline.disclosure import suppressed
from blmk_metrics.pipeline.stages import measured_table
from tests.disclosure.populations import Population

# What a hidden count may be, as the rule says: each of these must stay possible.
SMALL = range(1, 8)
Tables = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, order=True)
class Cell:
    """One published count: its cut, area, category and period."""

    cut: str
    area: str
    category: str
    period: str


def published(people: Population, engine: Engine) -> dict[str, tuple[Row, ...]]:
    """Everything that `measure` gives of a population, by cut."""
    return {cut: rows_of(measured_table(people.measure, engine, cut)) for cut in people.cuts}


def hidden_of(people: Population) -> set[Cell]:
    """What is hidden of a population."""
    engine = open_engine(people.tables())
    with engine.computation() as stage:
        count(stage, people.measure, engine)
        first, last = people.measure.ages
        cuts = cuts_of(people.measure, engine)
        rows = suppressed(stage, people.measure.id, "", cuts, first_age=first, last_age=last).to_pylist()
    engine.close()
    return {Cell(row["category_type"], row["area_code"], row["category"], row["period"]) for row in rows}


def truths(people: Population, tables: Tables) -> dict[Cell, int]:
    """The true count of every published cell below country level, hidden or not."""
    annual = people.annual()
    return {
        cell: sum(annual.get((cell.cut, cell.area, cell.category, year), 0) for year in people.periods[cell.period])
        for cell, row in cells_of(tables)
        if row.area_type != "country"
    }


def small_cells(people: Population, tables: Tables) -> dict[Cell, int]:
    """The published cells whose true count is 1 to 7, and that count; a footprint of which a Place has no figures shows
    none of its own."""
    counted = truths(people, tables).items()
    return {cell: truth for cell, truth in counted if truth in SMALL and whole(people, cell)}


def whole(people: Population, cell: Cell) -> bool:
    """Whether every Place of a cell's area has figures in its period."""
    years = people.periods[cell.period]
    counted = {group.place for group in people.counts if group.year in years}
    return counted.issuperset(people.members.get(cell.area, ()))


def cells_of(tables: Tables) -> Iterable[tuple[Cell, Row]]:
    """Every published cell with its row."""
    for cut, rows in tables.items():
        for row in rows:
            yield Cell(cut, row.area_code, row.category, row.period), row
