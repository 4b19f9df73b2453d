"""Run a method on strata, for tests that draw many inputs."""

from functools import cache
from typing import Any

from blmk_metrics.demonstration import standard_population
from blmk_metrics.engines import DuckDBEngine
from blmk_metrics.measures import Z_95, Z_998
from blmk_metrics.statements import statement
from tests.methods.golden import strata


@cache
def preparation() -> tuple[str, ...]:
    """The scripts that every engine runs first."""
    return (statement("functions"), statement("counts_shape"))


def run_method(method: str, rows: list[dict], **parameters: Any) -> list[dict]:
    """A method's rows for these strata, standardised on the European Standard Population unless told otherwise."""
    import pyarrow as pa

    standard = parameters.pop("standard", standard_population())
    table = pa.table({"age_band": list(standard), "standard_population": list(standard.values())})
    engine = DuckDBEngine({"strata": strata(rows), "european_standard_population": table}, preparation())
    settings = {"z95": Z_95, "z998": Z_998, "multiplier": 1.0, "first_age": 0, "last_age": 120, **parameters}
    with engine.computation() as stage:
        stage.run("result", statement("methods", method), **settings)
        result = stage.fetch("result").to_pylist()
    engine.close()
    return result
