"""Whether a release may be published: every measure can be counted, every check returns no rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.engines import Computation, Engine, EngineError
from blmk_metrics.engines.statements import statement, statements_in
from blmk_metrics.pipeline.counting import Series, cut_settings, cuts_of, measures_with_figures, series


@dataclass(frozen=True)
class Complaint:
    """One check that the areas or one measure's figures fail, with the first offending rows."""

    of: str
    check: str
    rows: tuple[dict[str, Any], ...]

    def __str__(self) -> str:
        where = "; ".join(", ".join(map(_cell, row.items())) for row in self.rows[:3])
        more = f" and {len(self.rows) - 3} more" if len(self.rows) > 3 else ""
        return f"{self.of}: {self.check.replace('_', ' ')}" + (f" ({where}{more})" if where else "")


class Unfit(Exception):
    """Tables or answers that may not be published."""

    def __init__(self, found: Iterable[Complaint]) -> None:
        self.complaints = tuple(found)
        super().__init__("; ".join(map(str, self.complaints)))


def _cell(cell: tuple[str, object]) -> str:
    column, value = cell
    return f"no {column}" if value is None else f"{column} {value}"


def complaints(catalogue: Catalogue, engine: Engine) -> list[Complaint]:
    """All that forbids publishing these tables as the measures of a catalogue; empty where nothing does."""
    found: list[Complaint] = []
    series_of = cache(lambda measure: series(measure, engine))
    try:
        with engine.computation() as stage:
            found += _failed(stage, "areas", "areas")
    except EngineError as error:
        return [Complaint("areas", f"cannot be read: {error}", ())]
    for measure in catalogue.measures:
        try:
            found += _complaints_of(measure, engine, series_of)
        except EngineError as error:
            found.append(Complaint(measure.id, f"cannot be computed: {error}", ()))
    if not found and not measures_with_figures(catalogue, series_of):
        found.append(Complaint("every measure", "has no figures", ()))
    return found


def impossible(measure: Measure, engine: Engine, measured: pa.Table) -> list[Complaint]:
    """What no figure of a measure can be, of one of its measured tables."""
    least, most = measure.plausible or (None, None)
    settings = {
        "regime": measure.regime,
        "across": measure.inequality.across if measure.inequality else "",
        "least_plausible": least,
        "most_plausible": most,
    }
    with engine.computation(over=()) as stage:
        stage.give("measured", measured)
        return list(_failed(stage, "answers", measure.id, **settings))


def _complaints_of(
    measure: Measure, engine: Engine, series_of: Callable[[Measure], tuple[Series, ...]]
) -> Iterator[Complaint]:
    least, most = measure.plausible or (None, None)
    settings = {
        "indicator_id": measure.id,
        "method": measure.method or "",
        "counts_people": measure.counts_people,
        "first_age": measure.ages[0],
        "last_age": measure.ages[1],
        "least_plausible": least,
        "most_plausible": most,
        "uncollected": list(measure.uncollected),
        **cut_settings(cuts_of(measure, engine)),
        "two_years": measure.period_type.spans_two_years,
    }
    if measure.counts:
        # Extracts that the measure's SQL reads without declaring them: their provenance would be missing.
        for name in sorted(engine.tables_read(statement("indicators", measure.id)) - set(measure.extracts)):
            yield Complaint(measure.id, f"{name} is not among its extracts", ())
    with engine.computation() as stage:
        if measure.counts and set(measure.extracts) <= engine.tables:
            stage.run("counts", statement("indicators", measure.id))
            yield from _failed(stage, "counts", measure.id, **settings)
        if any(each.basis is Basis.OFFICIAL for each in series_of(measure)):
            yield from _failed(stage, "published", measure.id, **settings)


def _failed(stage: Computation, room: str, of: str, **settings: Any) -> Iterator[Complaint]:
    """The checks of one folder of `sql/checks` that return rows."""
    for check, sql in statements_in(f"checks/{room}").items():
        stage.run("offending", sql, **settings)
        if rows := stage.fetch("offending").to_pylist():
            yield Complaint(of, check, tuple(rows))
