"""Any method of the dashboard over an analyst's own data: one function each, named as the method is.

`data` is a path to a CSV or Parquet file, an Arrow table, or a pandas data frame. `by` names the columns of the group
(one name or several); every group is estimated apart. `confidence` are levels from 0.9 to under 1. The result is an
Arrow table (`.to_pandas()` makes a data frame): the `by` columns, then the estimate, its limits for each level
(`lower_ci_95, upper_ci_95, lower_ci_998, upper_ci_998`), `method`, and in `note` why a cell is missing. Every function
raises InputError, which names all offending rows in one message, when the data cannot be used. A blank cell is missing
and makes its group's estimate missing, unless the function says otherwise.
"""

import re
from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import Any

import pyarrow as pa

from blmk_metrics.errors import InputError
from blmk_metrics.estimation.running import run
from blmk_metrics.estimation.standard import standard_population_in
from blmk_metrics.pipeline.methods import LEVELS

SCALES = ("linear", "log", "logit")


def proportion(
    data: Any, by: str | Sequence[str] = (), *, multiplier: float = 1, confidence: Sequence[float] = LEVELS
) -> pa.Table:
    """Proportions with Wilson score limits, without continuity correction.

    Columns: `numerator`, `denominator` (0 <= numerator <= denominator, denominator > 0). Rows of a group are summed
    first. `multiplier` 100 gives percentages. Wilson EB. J Am Stat Assoc 1927;22:209-12.
    """
    return run("proportion", data, by, confidence, multiplier=_positive(multiplier))


def survey_proportion(
    data: Any, by: str | Sequence[str] = (), *, multiplier: float = 1, confidence: Sequence[float] = LEVELS
) -> pa.Table:
    """Proportions from a weighted survey, with limits from the precision that the survey publishes.

    Columns: `numerator`, `denominator` (weighted people), `half_width_95` (of the published 95% interval, in the unit
    of the value: percentage points when `multiplier` is 100). Rows of a group are summed first, and their variances
    with them, as independent samples. Office for National Statistics, Annual Population Survey quality information.
    """
    return run("survey_proportion", data, by, confidence, multiplier=_positive(multiplier))


def crude_rate(
    data: Any, by: str | Sequence[str] = (), *, multiplier: float = 1, confidence: Sequence[float] = LEVELS
) -> pa.Table:
    """Crude rates: exact Poisson limits below 10 events, Byar's from there.

    Columns: `numerator` (events, >= 0), `denominator` (person-time, > 0). Rows of a group are summed first.
    `multiplier` 100,000 gives a rate per 100,000. Garwood F. Biometrika 1936;28:437-42. Breslow NE, Day NE. IARC
    Scientific Publication 82, 1987, page 69.
    """
    return run("crude_rate", data, by, confidence, multiplier=_positive(multiplier))


def directly_standardised_rate(
    data: Any,
    by: str | Sequence[str] = (),
    *,
    multiplier: float = 1,
    confidence: Sequence[float] = LEVELS,
    ages: str | None = None,
    standard_population: str | Path | None = None,
) -> pa.Table:
    """Directly standardised rates with Dobson's limits; none for fewer than 10 events.

    Columns: `age_band`, `numerator` (events; a blank cell counts as none), `denominator` (people, > 0, never blank),
    one row for each band of a group. Bands are those of the European Standard Population 2013, `0-4` to `90+`, all 19
    of them or those within `ages` (`0-74`, `65+`); of the CSV file `standard_population` (columns `age_band`,
    `standard_population`) instead; or, where the data has a column `standard_population`, each group's own.

    With a column `frequency` rows are people who had so many events each: the rate counts events, and the limits widen
    because one person's events are not independent. Dobson AJ et al. Stat Med 1991;10:457-62.
    """
    first, last = _ages(ages)
    standard = standard_population_in(standard_population)
    return run(
        "directly_standardised_rate",
        data,
        by,
        confidence,
        standard=standard,
        own_standard=standard_population is not None,
        multiplier=_positive(multiplier),
        first_age=first,
        last_age=last,
    )


def mean(data: Any, by: str | Sequence[str] = (), *, confidence: Sequence[float] = LEVELS) -> pa.Table:
    """Means with Student's t limits; no limits for a single value.

    Column: `value`, one row each. `numerator` is their sum and `denominator` how many there are. Altman DG et al.
    Statistics with confidence, 2nd edition, 2000, chapter 4.
    """
    return run("mean", data, by, confidence)


def life_table_mean_age(data: Any, by: str | Sequence[str] = (), *, confidence: Sequence[float] = LEVELS) -> pa.Table:
    """The average age, in years, at which a first event would begin at these rates, counted to age 90.

    Columns: `age` (single years), `onsets`, `person_years`; rows of one five-year band are summed first, every band
    from 0-4 to 85-89 is needed, and ages from 90 are left out. None for fewer than 10 onsets. Nobody is taken to die
    first. Chiang CL. The life table and its applications, 1984.
    """
    return run("life_table_mean_age", data, by, confidence)


def slope_index(
    data: Any,
    by: str | Sequence[str] = (),
    *,
    scale: str = "linear",
    multiplier: float = 1,
    confidence: Sequence[float] = LEVELS,
) -> pa.Table:
    """Slope and relative index of inequality, `sii` and `rii`, with exact limits, and the line's `intercept`.

    Columns: `quantile` (1 the most deprived, as a number; all of them, at least five), `population`, `value`, and
    either `standard_error` (of the value on the scale of the slope) or `lower_ci` and `upper_ci` (95%). `scale` is
    `linear` for means, `log` for rates, `logit` for proportions from 0 to 1. The index is the least deprived end of
    the line less, or over, the most deprived; a negative `multiplier` turns it round. Limits are those of the slope,
    exact, with the middle of the line held where it is. Pamuk ER. Popul Stud 1985;39:17-31. Fieller EC. J R Stat Soc
    B 1954;16:175-85.
    """
    if scale not in SCALES:
        raise InputError(f"{scale!r} is not a scale; choose one of {', '.join(SCALES)}")
    if not isinstance(multiplier, (int, float)) or not multiplier or not isfinite(multiplier):
        raise InputError("The multiplier of a slope index is a number other than zero")
    return run("slope_index", data, by, confidence, scale=scale, multiplier=float(multiplier))


def quantile(data: Any, by: str | Sequence[str] = (), *, quantiles: int = 10, highest_first: bool = False) -> pa.Table:
    """Which of so many equal groups each row's value falls in, within its own `by` group.

    Column: `value`. The result has all columns of the data, in its order, then `quantile`, `method`, `note`. Quantile
    1 has the lowest values, or with `highest_first` the highest, as for deprivation scores. None where there are
    fewer values than quantiles. The convention is that of PHEindicatormethods (Department of Health and Social Care,
    2019 onwards).
    """
    if not isinstance(quantiles, int) or not 2 <= quantiles <= 1000:
        raise InputError("The number of quantiles is a whole number from 2 to 1000")
    return run("quantile", data, by, quantiles=int(quantiles), highest_first=bool(highest_first))


def life_expectancy(data: Any, by: str | Sequence[str] = (), *, confidence: Sequence[float] = LEVELS) -> pa.Table:
    """Life expectancy at birth, in years, with Silcocks' limits.

    Columns: `age_band` (`0`, `1-4`, `5-9` to `85-89`, `90+`), `deaths`, `population`, one row for each band of a group.
    None for 5,000 people or fewer, where a band is missing, where deaths exceed people, or where nobody died at 90 or
    over. Chiang CL. The life table and its applications, 1984. Silcocks PBS et al. J Epidemiol Community Health
    2001;55:38-43.
    """
    return run("life_expectancy", data, by, confidence)


def recent_trend(data: Any, by: str | Sequence[str] = ()) -> pa.Table:
    """The direction of each group's latest five points: `trend`, `chi_squared`, `slope`, `note`.

    Columns: `period` (`2023`, `2021/22`), one row each, and either `value`, `lower_ci`, `upper_ci` (95%), which are
    used where they are present, or `numerator` and `denominator` of a proportion. `slope` is a year's change in the
    value (weighted), or in a proportion's log odds (unweighted). A trend is named when chi-squared exceeds its 99.8%
    point and no single point makes the direction. Armitage P. Biometrics 1955;11:375-86.
    """
    return run("recent_trend", data, by)


def _positive(multiplier: float) -> float:
    if not isinstance(multiplier, (int, float)) or not 0 < multiplier < float("inf"):
        raise InputError("A multiplier is a number above zero")
    return float(multiplier)


def _ages(ages: str | None) -> tuple[int, int]:
    """The first and the last year of age: 0 and 74 for `0-74`, 65 and no end for `65+`."""
    if ages is None:
        return 0, 999
    match = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3})|\+)", ages.strip())
    first, last = (int(match[1]), int(match[2] or 999)) if match else (1, 0)
    if first > last:
        raise InputError(f"{ages!r} is not a range of ages such as 0-74 or 65+")
    return first, last
