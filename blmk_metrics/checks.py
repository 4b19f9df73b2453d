"""Whether a release may be published and served: every measure computes, every check returns no rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blmk_metrics.engines import Computation, Engine, EngineError
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.indicators import INDICATORS, Indicator
from blmk_metrics.measures import Basis, measure_all, measured_here, open_engine, series
from blmk_metrics.releases import REFERENCE, Release, ReleaseError, open_release
from blmk_metrics.releases.publishing import CANDIDATE
from blmk_metrics.statements import statement, statements_in


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


def open_checked(folder: Path, manifest: Path | None = None) -> tuple[Release, DuckDBEngine]:
    """A folder's release (or that of another of its manifests) and an engine over it, when it may be served.

    Raises ReleaseError when it cannot be opened, lacks an extract, or fails a check; the message names each.
    """
    release = open_release(folder, manifest)
    called = f"{'Candidate' if manifest == folder / CANDIDATE else 'Release'} {release.id} in {folder}"
    if missing := sorted(set(REFERENCE) - set(release.tables)):
        raise ReleaseError(f"{called} lacks the extract {', '.join(missing)}. Publish a whole release.")
    engine = open_engine(release.tables)
    if found := complaints(engine):
        engine.close()
        told = ". ".join(map(str, found[:3])) + (f". And {len(found) - 3} more" if len(found) > 3 else "")
        raise ReleaseError(f"{called} cannot be served. {told}. Mend the file it comes from and ingest it again.")
    return release, engine


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
            if here := measured_here(engine):
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
