"""Simulated populations of which the true rates by quintile and age are known, and their true ages and gaps."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.methods import run_method

AGES = range(0, 90, 5)
BANDS = [f"{age}-{age + 4}" for age in AGES]
QUINTILES = range(5)
SEED = 20240501


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """How much higher the rates of each quintile are, most deprived first, how much older it is, and its size.

    `older` tilts the person-years towards old age, by so much for each band; `people` are the person-years of a band.
    """

    ratios: tuple[float, ...]
    older: tuple[float, ...] = (0.0,) * 5
    shares: tuple[float, ...] = (1.0,) * 5
    people: float = 2000.0

    def rates(self, quintile: int) -> list[float]:
        """The true rates, rising with age: onsets a person-year in each band."""
        return [0.004 * 1.16**place * self.ratios[quintile] for place, _ in enumerate(AGES)]

    def person_years(self, quintile: int) -> list[float]:
        """The person-years at risk in each band."""
        tilt = self.older[quintile]
        return [self.people * self.shares[quintile] * math.exp(tilt * (place - 8.5)) for place, _ in enumerate(AGES)]


def mean_age(rates: Sequence[float], _years: Sequence[float]) -> float:
    """The life table's mean, the share free of onset summed up band by band."""
    free, mean = 1.0, 0.0
    for rate in rates:
        after = free * math.exp(-5 * rate)
        mean, free = mean + (free - after) / rate, after
    return mean


def median_age(rates: Sequence[float], _years: Sequence[float]) -> float:
    """The age at which the hazard lived through reaches ln 2."""
    left, age = math.log(2), 0.0
    for rate in rates:
        if 5 * rate >= left:
            return age + left / rate
        left, age = left - 5 * rate, age + 5
    return math.nan


def crude_mean(rates: Sequence[float], years: Sequence[float]) -> float:
    """The mean age of the cases to be expected."""
    cases = [rate * each for rate, each in zip(rates, years, strict=True)]
    return sum(count * (age + 2.5) for count, age in zip(cases, AGES, strict=True)) / sum(cases)


TRUE_AGES = {"life_table_mean_age": mean_age, "life_table_median_age": median_age, "crude_mean_age": crude_mean}


def true_ages(scenario: Scenario, average: str) -> list[float]:
    """Each quintile's true age, most deprived first."""
    return [TRUE_AGES[average](scenario.rates(each), scenario.person_years(each)) for each in QUINTILES]


def true_gap(scenario: Scenario, average: str, summary: str) -> float:
    """The true gap: a line fitted through the true ages at the middle of each quintile's place in the population."""
    ages = true_ages(scenario, average)
    if summary == "quantile_gap":
        return ages[-1] - ages[0]
    sizes = [sum(scenario.person_years(each)) for each in QUINTILES]
    weights = [size / sum(sizes) for size in sizes]
    places = [sum(weights[:each]) + weights[each] / 2 for each in QUINTILES]
    middle = sum(weight * place for weight, place in zip(weights, places, strict=True))
    level = sum(weight * age for weight, age in zip(weights, ages, strict=True))
    both = zip(weights, places, ages, strict=True)
    covariation = sum(weight * (place - middle) * (age - level) for weight, place, age in both)
    return covariation / sum(w * (place - middle) ** 2 for w, place in zip(weights, places, strict=True))


@cache
def simulated(scenario: Scenario, populations: int) -> pa.Table:
    """Strata of so many populations, each the stratum of its number: Poisson onsets at the true rates."""
    chance = np.random.default_rng(SEED)
    years = np.array([scenario.person_years(each) for each in QUINTILES])
    expected = years * np.array([scenario.rates(each) for each in QUINTILES])
    cells = years.size
    return pa.table(
        {
            "stratum": np.repeat(np.arange(populations), cells),
            "quantile": np.tile(np.repeat(np.arange(1, 6), len(BANDS)), populations),
            "age_band": BANDS * (5 * populations),
            "numerator": chance.poisson(expected, (populations, *expected.shape)).ravel().astype(float),
            "denominator": np.tile(years.ravel(), populations),
        }
    )


def estimated(strata: pa.Table, average: str, summary: str) -> tuple[list[dict], list[dict]]:
    """The estimates of every quintile of every population, and of their gaps, as the SQL of a measure makes them."""
    engine = DuckDBEngine({"strata": strata}, (statement("functions"),))
    with engine.computation() as stage:
        run_method(stage, "quantile_estimates", average)
        run_method(stage, "gaps", summary, multiplier=1.0, scale="linear")
        answer = stage.fetch("quantile_estimates").to_pylist(), stage.fetch("gaps").to_pylist()
    engine.close()
    return answer


def covered(rows: Sequence[dict], truth: float) -> tuple[float, int]:
    """The share of the estimates whose 95% interval holds the truth, and how many estimates there are."""
    hits = [row["lower_ci"][0] <= truth <= row["upper_ci"][0] for row in rows if row["value"] is not None]
    return sum(hits) / max(len(hits), 1), len(hits)
