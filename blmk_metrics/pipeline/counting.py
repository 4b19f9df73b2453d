"""Counts of a release: the engine over them, and the series of each measure that they and published figures make."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from blmk_metrics.catalogue.cuts import CUTS, SMALL_AREA, WHOLE, Cut, Order
from blmk_metrics.catalogue.extracts import COUNTS, OPTIONAL
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.terms import PUBLISHED
from blmk_metrics.engines import Computation, Engine
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.engines.statements import statement


@dataclass(frozen=True)
class Series:
    """One series of a measure that a release holds: how it is cut, what it rests on, how far it reaches."""

    category_type: str
    basis: Basis
    latest_period: str


def open_engine(tables: Mapping[str, pa.Table], cuts: Mapping[str, Cut] = CUTS) -> DuckDBEngine:
    """An engine over a release's tables, with the functions that the SQL files use; a table it lacks is empty."""
    empty = {name: schema.empty_table() for name, schema in OPTIONAL.items()}
    beside = {"cuts": cuts_table(cuts)}
    return DuckDBEngine({**empty, **beside, **tables}, (statement("functions"), statement("counts_shape")), cuts)


def tables_of(measure: Measure, tables: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The tables of a release without what was counted or published of other measures alone."""
    found = {name: table for name, table in tables.items() if name not in COUNTS or name in measure.extracts}
    if PUBLISHED in found:
        of_measure = pc.equal(found[PUBLISHED]["indicator_id"], measure.id)
        found[PUBLISHED] = found[PUBLISHED].filter(of_measure)
    return found


def series(measure: Measure, engine: Engine) -> tuple[Series, ...]:
    """The series that a release holds of a measure. Of each cut the first is the one to show: it reaches the latest
    period, and is the computed one on a tie."""
    with engine.computation() as stage:
        count(stage, measure, engine)
        stage.run("series", statement("series"), indicator_id=measure.id, **cut_settings(cuts_of(measure, engine)))
        return tuple(Series(**{**row, "basis": Basis(row["basis"])}) for row in stage.fetch("series").to_pylist())


def measures_with_figures(
    catalogue: Catalogue, series_of: Callable[[Measure], tuple[Series, ...]]
) -> tuple[Measure, ...]:
    """The measures of a catalogue of which a release holds any figure: `series_of` gives the series of one."""
    return tuple(each for each in catalogue.measures if any(one.category_type == WHOLE for one in series_of(each)))


def count(stage: Computation, measure: Measure, engine: Engine, category_type: str = WHOLE) -> None:
    """Count what a measure counts, or nothing where the release lacks what it counts from, or it is not cut so."""
    counted = measure.counts is not None and set(measure.extracts) <= engine.tables
    counted = counted and category_type in (WHOLE, SMALL_AREA, *measure.cuts)
    stage.run("counts", statement("indicators", measure.id) if counted else statement("uncounted"))


def cuts_of(measure: Measure, engine: Engine) -> tuple[Cut, ...]:
    """The cuts that a measure is counted by, of those there are: a release may be older than one of them."""
    return tuple(engine.cuts[each] for each in measure.cuts if each in engine.cuts)


def cut_settings(cuts: Iterable[Cut]) -> dict[str, list[str]]:
    """Cuts as statements take them: their ids, and the columns of counts that they read, once each."""
    columns = {cut.id: cut.column for cut in cuts}
    return {"cut_ids": list(columns), "cut_columns": list(dict.fromkeys(columns.values()))}


def cuts_table(cuts: Mapping[str, Cut]) -> pa.Table:
    """Cuts as the table that SQL joins to: a row for each group, `position` from 1 in the order of the labels."""
    rows = [
        {"cut": cut.id, "column_name": cut.column, "value": value, "label": label, "position": position}
        | {"is_ordered": cut.order is Order.ORDERED}
        for cut in cuts.values()
        for position, (value, label) in enumerate(cut.groups.items(), start=1)
    ]
    text = dict.fromkeys(("cut", "column_name", "value", "label"), pa.string())
    return pa.Table.from_pylist(rows, pa.schema({**text, "position": pa.int32(), "is_ordered": pa.bool_()}))
