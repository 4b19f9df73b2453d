"""Whether a release may be published and served: every measure computes, every check returns no rows."""

from dataclasses import dataclass
from pathlib import Path

from blmk_metrics.engines import Engine, EngineError
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.indicators import INDICATORS, Indicator
from blmk_metrics.measures import measure_all, open_engine
from blmk_metrics.releases import REFERENCE, Release, ReleaseError, open_release
from blmk_metrics.statements import statement, statements_in


@dataclass(frozen=True)
class Complaint:
    """One check that one indicator's counts fail, with the first offending rows."""

    indicator_id: str
    check: str
    rows: tuple[dict, ...]

    def __str__(self) -> str:
        where = "; ".join(", ".join(f"{key} {value}" for key, value in row.items()) for row in self.rows[:3])
        more = f" and {len(self.rows) - 3} more" if len(self.rows) > 3 else ""
        return f"{self.indicator_id}: {self.check.replace('_', ' ')}" + (f" ({where}{more})" if where else "")


def open_checked(folder: Path) -> tuple[Release, DuckDBEngine]:
    """A folder's release and an engine over it, when nothing stands against serving it.

    Raises ReleaseError when it cannot be opened, lacks an extract, or fails a check; the message names each.
    """
    release = open_release(folder)
    needed = {*REFERENCE, *(extract for indicator in INDICATORS for extract in indicator.extracts)}
    if missing := sorted(needed - set(release.tables)):
        raise ReleaseError(f"The release in {folder} lacks the extract {', '.join(missing)}. Publish a whole release.")
    engine = open_engine(release.tables)
    if found := complaints(engine):
        engine.close()
        told = ". ".join(map(str, found[:3])) + (f". And {len(found) - 3} more" if len(found) > 3 else "")
        raise ReleaseError(f"The release in {folder} cannot be served. {told}. Mend the extract and publish again.")
    return release, engine


def complaints(engine: Engine) -> list[Complaint]:
    """Everything that stands against publishing the tables of this engine; empty when they may be."""
    found = [complaint for indicator in INDICATORS for complaint in _complaints_of(indicator, engine)]
    if not found:
        try:
            measure_all(INDICATORS, engine)
        except EngineError as error:
            found.append(Complaint("every measure", f"cannot be computed: {error}", ()))
    return found


def _undeclared(indicator: Indicator, engine: Engine) -> list[Complaint]:
    """Extracts that an indicator's SQL reads without declaring them: their provenance would not be told."""
    read = engine.tables_read(statement("indicators", indicator.id))
    missing = sorted(read - set(indicator.extracts))
    return [Complaint(indicator.id, f"{name} is not among its extracts", ()) for name in missing]


def _complaints_of(indicator: Indicator, engine: Engine) -> list[Complaint]:
    try:
        found = _undeclared(indicator, engine)
    except EngineError as error:
        return [Complaint(indicator.id, f"cannot be computed: {error}", ())]
    try:
        with engine.computation() as stage:
            stage.run("counts", statement("indicators", indicator.id))
            for check, sql in statements_in("checks").items():
                stage.run(
                    "offending",
                    sql,
                    method=indicator.method,
                    first_age=indicator.ages[0],
                    last_age=indicator.ages[1],
                    baseline=indicator.baseline,
                    uncollected=list(indicator.uncollected),
                )
                if rows := stage.fetch("offending").to_pylist():
                    found.append(Complaint(indicator.id, check, tuple(rows)))
    except EngineError as error:
        found.append(Complaint(indicator.id, f"cannot be computed: {error}", ()))
    return found
