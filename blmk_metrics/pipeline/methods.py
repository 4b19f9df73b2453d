"""One method over strata: its SQL file, the confidence levels, and what it needs that SQL has no function for."""

from collections.abc import Sequence
from statistics import NormalDist
from typing import Any

import pyarrow as pa

from blmk_metrics.engines import Computation
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.distributions import poisson_limits, students_t

# The levels of every measure. `sql/estimates.sql` names a measure's limits by their places here.
LEVELS = (0.95, 0.998)
# Methods that rest on quantiles of a distribution: what they need them of, and who knows them.
DISTRIBUTIONS = {
    "crude_rate": ("small_counts", "poisson_limits", poisson_limits),
    "mean": ("sample_sizes", "students_t", students_t),
}


def normal_quantile(level: float) -> float:
    """How many standard errors the limits at a level of confidence are away: 1.96 for 0.95."""
    return NormalDist().inv_cdf((1 + level) / 2)


Z_95, Z_998 = map(normal_quantile, LEVELS)


def run_method(stage: Computation, name: str, method: str, **settings: Any) -> None:
    """Run a file of `sql/methods` over the strata of a computation and name its result.

    Limits come as lists, in the order of LEVELS.
    """
    stage.run(name, statement("methods", method), **settings, **levels_for(stage, method, LEVELS))


def ask_method(stage: Computation, method: str, levels: Sequence[float], **settings: Any) -> pa.Table:
    """A method's result, unnamed, with limits at any levels: each a confidence such as 0.95."""
    return stage.ask(method, statement("methods", method), **settings, **levels_for(stage, method, levels))


def levels_for(stage: Computation, method: str, levels: Sequence[float]) -> dict[str, Any]:
    """What a method must know of the levels. Quantiles of rarer distributions are put among the tables."""
    if method in DISTRIBUTIONS:
        needed, brought, quantiles = DISTRIBUTIONS[method]
        stage.run(needed, statement("distributions", needed))
        stage.give(brought, quantiles(stage.fetch(needed), levels))
    return {"z": [normal_quantile(level) for level in levels], "z95": Z_95}
