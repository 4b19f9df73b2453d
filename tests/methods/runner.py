"""Run a method on strata, for tests that draw many inputs."""

from functools import cache
from typing import Any

import pyarrow as pa

from blmk_metrics.demonstration.counts import standard_population
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.methods import LEVELS
from blmk_metrics.pipeline.methods import run_method as run
from tests.methods.golden import strata

NAMES = dict(zip(LEVELS, ("95", "998"), strict=True))


@cache
def _engine() -> DuckDBEngine:
    """One engine for all: to open it takes longer than to run a method."""
    return DuckDBEngine({}, (statement("functions"),))


def run_method(method: str, rows: list[dict], **parameters: Any) -> list[dict]:
    """A method's rows for these strata, standardised on the European Standard Population unless told otherwise."""
    return run_on({"strata": strata(rows)}, method, **parameters)


def run_on(tables: dict[str, pa.Table], method: str, **parameters: Any) -> list[dict]:
    """A method's rows over given tables, with each limit in a column of its own."""
    standard = parameters.pop("standard", standard_population())
    table = pa.table({"age_band": list(standard), "standard_population": list(standard.values())})
    settings = {"multiplier": 1.0, "first_age": 0, "last_age": 120, "scale": "linear", **parameters}
    with _engine().computation() as stage:
        for name, each in {**tables, "european_standard_population": table}.items():
            stage.give(name, each)
        run(stage, "result", method, **settings)
        result = stage.fetch("result").to_pylist()
    for row in result:
        for end in ("lower_ci", "upper_ci"):
            limits = row.pop(end) or [None] * len(LEVELS)
            row |= {f"{end}_{NAMES[level]}": limit for level, limit in zip(LEVELS, limits, strict=True)}
    return result
