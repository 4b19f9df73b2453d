"""Whether a candidate may be published: every measure computes, and every file in `sql/checks` returns no rows."""

from dataclasses import dataclass

from blmk_metrics.engines import Engine, EngineError
from blmk_metrics.indicators import INDICATORS, Indicator
from blmk_metrics.measures import measure
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


def complaints(engine: Engine) -> list[Complaint]:
    """Everything that stands against publishing the tables of this engine; empty when they may be."""
    return [complaint for indicator in INDICATORS for complaint in _complaints_of(indicator, engine)]


def _complaints_of(indicator: Indicator, engine: Engine) -> list[Complaint]:
    found = []
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
                )
                if rows := stage.fetch("offending").to_pylist():
                    found.append(Complaint(indicator.id, check, tuple(rows)))
        measure(indicator, engine)
    except EngineError as error:
        found.append(Complaint(indicator.id, f"cannot be computed: {error}", ()))
    return found
