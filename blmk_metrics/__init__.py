"""Outcome measures for places: counts in, estimates with intervals and verdicts out.

Every method of the dashboard is a function here, over an analyst's own data: see `blmk_metrics.estimation`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from blmk_metrics.errors import InputError

__version__ = "0.1.0"

if TYPE_CHECKING:
    from blmk_metrics.estimation import (
        crude_rate,
        directly_standardised_rate,
        life_expectancy,
        life_table_mean_age,
        mean,
        proportion,
        quantile,
        recent_trend,
        slope_index,
        survey_proportion,
    )

__all__ = [
    "InputError",
    "crude_rate",
    "directly_standardised_rate",
    "life_expectancy",
    "life_table_mean_age",
    "mean",
    "proportion",
    "quantile",
    "recent_trend",
    "slope_index",
    "survey_proportion",
]


def __getattr__(name: str) -> Any:
    """A function of `estimation`, imported when it is first used: what it needs is slow to import."""
    if name in __all__:
        return getattr(import_module("blmk_metrics.estimation"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
