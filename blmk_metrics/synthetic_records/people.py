"""Invented life courses: when people are born, register with a practice, leave it and die."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from blmk_metrics.resources import DATA

FOLDER = DATA / "synthetic_records"
DAYS_A_YEAR = 365.25
EPOCH = date(1970, 1, 1)
# Registrations begin and end, people are born and die, between these days; on the last one the records were drawn.
FIRST_DAY, LAST_DAY = ((day - EPOCH).days for day in (date(2005, 1, 1), date(2025, 6, 30)))
NEVER = np.iinfo(np.int32).max

# Invented shapes, for a population of about the age structure it began with. Of all who were ever registered, those
# there on the first day and those born since; the rest moved in.
THERE, BORN = 0.570, 0.140
YEARS_REGISTERED = 12
WEEKS_TO_REGISTER = 9
WOMEN, NEITHER = 0.505, 0.0005
# Chances of moving out, a year, and shares of those who move in, from these ages on.
MOVING_AGES = (0, 18, 23, 35, 50, 90)
MOVING_OUT = (0.018, 0.050, 0.045, 0.020, 0.008)
MOVING_IN = (0.20, 0.17, 0.36, 0.17, 0.10)
# Deaths climb with age as Gompertz has it; a tenth of deprivation, being a man and being frail add to them.
MODAL_DEATH, DEATH_CLIMB = 87.0, 0.1
MEN_DEATHS, WOMEN_DEATHS, DEPRIVATION_DEATHS = 1.22, 0.82, 0.075
# How much younger the more deprived tenths are, and all were on the first day: how the log of people at an age falls
# with each year of it.
YOUNGER, YOUNGER_THEN = 0.0022, 0.005
FRAILTY_SPREAD = 0.55


@dataclass(frozen=True)
class People:
    """Invented people, one entry each; a day is whole days since 1970-01-01, or NEVER.

    `sex` indexes `F`, `M`, `U`; `neighbourhood` indexes the LSOAs; `seen_until` is the last day on which anything can
    be recorded of them; `frailty` multiplies the hazard of every illness.
    """

    born: np.ndarray
    sex: np.ndarray
    neighbourhood: np.ndarray
    decile: np.ndarray
    registered_from: np.ndarray
    registered_to: np.ndarray
    died_on: np.ndarray
    seen_until: np.ndarray
    frailty: np.ndarray


def draw_people(random: np.random.Generator, number: int, deciles: np.ndarray) -> People:
    """So many people of neighbourhoods of these deprivation deciles."""
    neighbourhood = random.integers(0, len(deciles), number)
    decile = deciles[neighbourhood]
    born, registered_from, entry = _entries(random, decile)
    sex = np.where(random.random(number) < NEITHER, 2, random.random(number) >= WOMEN)
    frailty = np.exp(random.normal(-(FRAILTY_SPREAD**2) / 2, FRAILTY_SPREAD, number))
    age = (entry - born) / DAYS_A_YEAR
    level = np.exp(DEPRIVATION_DEATHS * (5.5 - decile)) * np.sqrt(frailty)
    level *= np.array([WOMEN_DEATHS, MEN_DEATHS, 1.0])[sex]
    # The inverse of the cumulative hazard, of those who are alive when they enter.
    base = level * np.exp(-DEATH_CLIMB * MODAL_DEATH)
    death_age = np.log(np.exp(DEATH_CLIMB * age) + random.standard_exponential(number) / base) / DEATH_CLIMB
    hazard = np.concatenate([[0], np.cumsum(np.array(MOVING_OUT) * np.diff(MOVING_AGES))])
    moving_age = np.interp(
        np.interp(age, MOVING_AGES, hazard) + random.standard_exponential(number), hazard, MOVING_AGES, right=1000
    )
    died = np.maximum(born + (death_age * DAYS_A_YEAR).astype(np.int64), registered_from)
    moved = np.maximum(born + (moving_age * DAYS_A_YEAR).astype(np.int64), registered_from + 1)
    seen_until = np.minimum(np.minimum(died, moved), LAST_DAY)
    return People(
        born=born,
        sex=sex,
        neighbourhood=neighbourhood,
        decile=decile,
        registered_from=registered_from,
        registered_to=np.where(np.minimum(died, moved) <= LAST_DAY, seen_until, NEVER),
        died_on=np.where(died <= np.minimum(moved, LAST_DAY), died, NEVER),
        seen_until=seen_until,
        frailty=frailty,
    )


def _entries(random: np.random.Generator, decile: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """When each person is born, registers, and begins to be at risk of moving and dying here."""
    number, kind, along = len(decile), random.random(len(decile)), random.random(len(decile))
    there, new = kind < THERE, (kind >= THERE) & (kind < THERE + BORN)
    ages = np.empty(number)
    for tenth in range(1, 11):
        of = decile == tenth
        ages[of] = np.interp(along[of], *_ages_there(tenth))
    moving = np.interp(along, np.concatenate([[0], np.cumsum(MOVING_IN)]), MOVING_AGES)
    came = random.integers(FIRST_DAY, LAST_DAY, number)
    waited = random.integers(0, 7 * WEEKS_TO_REGISTER, number)
    before = (random.standard_exponential(number) * YEARS_REGISTERED * DAYS_A_YEAR).astype(np.int64)
    born = np.where(there, FIRST_DAY - (ages * DAYS_A_YEAR).astype(np.int64), came - (moving * DAYS_A_YEAR).astype(int))
    born = np.where(new, came - waited, born)
    registered_from = np.where(there, np.maximum(born, FIRST_DAY - before), came)
    return born, registered_from, np.where(there, FIRST_DAY, registered_from)


@cache
def _ages_there(decile: int) -> tuple[np.ndarray, np.ndarray]:
    """The share of a decile's people below each age, and the ages."""
    rows = shipped_rows("ages")
    first = np.array([float(row["first_age"]) for row in rows])
    ages = np.concatenate([first, [100.0]])
    people = np.array([float(row["people_per_1000"]) for row in rows])
    people *= np.exp(-(YOUNGER_THEN + YOUNGER * (5.5 - decile)) * first)
    return np.concatenate([[0], np.cumsum(people) / people.sum()]), ages


def shipped_rows(name: str) -> list[dict[str, str]]:
    """The rows of a file of `data/synthetic_records`."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
