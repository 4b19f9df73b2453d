"""Invented illnesses: when each person falls ill of what, and on which days it is recorded."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.special import ndtr

from blmk_metrics.synthetic_records.people import DAYS_A_YEAR, People, shipped_rows

AGES = np.arange(0, 111, 0.5)
# Some are never ill. A tenth of deprivation brings every onset forward by this share of the age.
NEVER_ILL = 0.03
EARLIER = 0.012
# Of the history that people bring along, this share is entered anew within a year of joining.
ENTERED_ANEW = 0.3
# An illness is coded again at reviews, so many a year.
REVIEWS = 0.34


@dataclass(frozen=True)
class Condition:
    """How people fall ill of one condition: the cumulative hazard at AGES, and what multiplies it."""

    code: str
    cumulative: np.ndarray
    gradient: float
    men: float


@dataclass(frozen=True)
class Recordings:
    """Diagnoses: whose (an index into the people), of what (an index into `conditions()`), on which day."""

    person: np.ndarray
    condition: np.ndarray
    day: np.ndarray


@cache
def conditions() -> tuple[Condition, ...]:
    """The conditions that people fall ill of, with the risks that meet the published prevalence."""
    return tuple(
        Condition(
            row["condition_code"],
            _cumulative(float(row["lifetime_risk"]), float(row["typical_age"]), float(row["spread"])),
            float(row["gradient"]),
            float(row["men"]),
        )
        for row in shipped_rows("onsets")
    )


def draw_recordings(random: np.random.Generator, people: People) -> Recordings:
    """Every diagnosis of some people, by person, day and condition; none before birth, nor after death or leaving."""
    number = len(people.born)
    frailty = np.where(random.random(number) < NEVER_ILL, 1e-12, people.frailty)
    steps = 5.5 - people.decile
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for index, condition in enumerate(conditions()):
        hazard = frailty * np.exp(condition.gradient * steps)
        hazard *= np.array([1.0, condition.men, 1.0])[people.sex]
        threshold = random.standard_exponential(number) / hazard
        person = np.flatnonzero(threshold < condition.cumulative[-1])
        age = np.interp(threshold[person], condition.cumulative, AGES) / (1 + EARLIER * steps[person])
        day = people.born[person] + (age * DAYS_A_YEAR).astype(np.int64)
        recorded = day <= people.seen_until[person]
        found.append((person[recorded], np.full(recorded.sum(), index), day[recorded]))
    person, illness, onset = (np.concatenate(each) for each in zip(*found, strict=True))
    day = _entered(random, people, person, onset)
    again = _reviewed(random, people, person, day)
    person, illness = np.concatenate([person, person[again[0]]]), np.concatenate([illness, illness[again[0]]])
    return _ordered(person, illness, np.concatenate([day, again[1]]))


def _entered(random: np.random.Generator, people: People, person: np.ndarray, onset: np.ndarray) -> np.ndarray:
    """The day on which an onset is first recorded: its own, or one in the first year after joining."""
    joined = people.registered_from[person]
    anew = joined + random.integers(0, 365, len(person))
    late = (onset < joined) & (random.random(len(person)) < ENTERED_ANEW) & (anew <= people.seen_until[person])
    return np.where(late, anew, onset)


def _reviewed(
    random: np.random.Generator, people: People, person: np.ndarray, day: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Which of the diagnoses are coded again while their person is registered, and when."""
    start = np.maximum(day, people.registered_from[person])
    days = people.seen_until[person] - start
    which = np.repeat(np.arange(len(person)), random.poisson(REVIEWS * days / DAYS_A_YEAR))
    return which, start[which] + 1 + (random.random(len(which)) * days[which]).astype(np.int64)


def _ordered(person: np.ndarray, condition: np.ndarray, day: np.ndarray) -> Recordings:
    """Diagnoses by person, day and condition, each once."""
    order = np.lexsort((condition, day, person))
    person, condition, day = person[order], condition[order], day[order]
    first = np.ones(len(person), dtype=bool)
    first[1:] = (np.diff(person) != 0) | (np.diff(day) != 0) | (np.diff(condition) != 0)
    return Recordings(person[first], condition[first], day[first])


def _cumulative(lifetime_risk: float, typical_age: float, spread: float) -> np.ndarray:
    """The cumulative hazard at AGES of a condition that so many would ever get, around an age."""
    below, at = ndtr(-typical_age / spread), ndtr((AGES - typical_age) / spread)
    return -np.log1p(-lifetime_risk * (at - below) / (1 - below))
