"""Outcome measures for places: counts in, estimates with intervals and verdicts out.

Every method of the dashboard is a function here, over an analyst's own data: see `blmk_metrics.estimation`.
"""

from blmk_metrics.errors import InputError
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
