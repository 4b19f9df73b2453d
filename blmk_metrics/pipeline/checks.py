"""Whether a release may be published and served: every measure computes, every check returns no rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.engines import Computation, Engine, EngineError
from blmk_metrics.engines.statements import statement, statements_in
from blmk_metrics.indicators import INDICATORS, Indicator
from blmk_metrics.pipeline.counting import cut_columns, measures_with_figures, series
from blmk_metrics.pipeline.stages import measure_all


@dataclass(frozen=True)
class Complaint:
    """One check that the areas or one indicator's figures fail, with the first offending rows."""

    of: str
    check: str
    rows: tuple[dict, ...]

    def __str__(self) -> str:
        where = "; ".join(", ".join(map(_cell, row.items())) for row in self.rows[:3])
        more = f" and {len(self.rows) - 3} more" if len(self.rows) > 3 else ""
        return f"{self.of}: {self.check.replace('_', ' ')}" + (f" ({where}{more})" if where else "")


def _cell(cell: tuple[str, object]) -> str:
    column, value = cell
    return f"no {column}" if value is None else f"{column} {value}"


def complaints(engine: Engine) -> list[Complaint]:
    """Everything that stands against publishing the tables of this engine; empty when they may be."""
    found: list[Complaint] = []
    try:
        with engine.computation() as stage:
            found += _failed(stage, "areas", "areas")
    except EngineError as error:
        return [Complaint("areas", f"cannot be read: {error}", ())]
    for indicator in INDICATORS:
        try:
            found += _complaints_of(indicator, engine)
        except EngineError as error:
            found.append(Complaint(indicator.id, f"cannot be computed: {error}", ()))
    if not found:
        try:
            if here := measures_with_figures(engine):
                measure_all(here, engine)
            else:
                found.append(Complaint("every measure", "has no figures", ()))
        except EngineError as error:
            found.append(Complaint("every measure", f"cannot be computed: {error}", ()))
    return found


def _complaints_of(indicator: Indicator, engine: Engine) -> Iterator[Complaint]:
    told = {
        "indicator_id": indicator.id,
        "method": indicator.method,
        "counts_people": indicator.method.counts_people,
        "first_age": indicator.ages[0],
        "last_age": indicator.ages[1],
        "uncollected": list(indicator.uncollected),
        "cut_columns": cut_columns(engine),
        "two_years": indicator.period_type.spans_two_years,
    }
    # Extracts that the indicator's SQL reads without declaring them: their provenance would not be told.
    for name in sorted(engine.tables_read(statement("indicators", indicator.id)) - set(indicator.extracts)):
        yield Complaint(indicator.id, f"{name} is not among its extracts", ())
    with engine.computation() as stage:
        if set(indicator.extracts) <= engine.tables:
            stage.run("counts", statement("indicators", indicator.id))
            yield from _failed(stage, "counts", indicator.id, **told)
        if any(each.basis is Basis.OFFICIAL for each in series(indicator, engine)):
            yield from _failed(stage, "published", indicator.id, **told)


def _failed(stage: Computation, room: str, of: str, **told: Any) -> Iterator[Complaint]:
    """The checks of one folder of `sql/checks` that return rows."""
    for check, sql in statements_in(f"checks/{room}").items():
        stage.run("offending", sql, **told)
        if rows := stage.fetch("offending").to_pylist():
            yield Complaint(of, check, tuple(rows))
