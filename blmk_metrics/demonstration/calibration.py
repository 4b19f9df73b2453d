"""Whole counts that meet a target: what the demonstration release is drawn with."""

import math
from random import Random

Cells = dict[tuple[str, str], int]


def meet_rate(target: float, weights: dict[str, int], population: Cells, events: Cells) -> None:
    """Set the people of the weightiest band so that the events give the target rate per 100,000.

    `weights` are the standard population's; cells are keyed by age band and sex (`F`, `M`). Changes `population`.
    """
    parts = {
        band: weight * (events[band, "F"] + events[band, "M"]) / (population[band, "F"] + population[band, "M"])
        for band, weight in weights.items()
    }
    heaviest = max(parts, key=parts.__getitem__)
    wanted = target / 100_000 * sum(weights.values()) - (sum(parts.values()) - parts[heaviest])
    people = round(weights[heaviest] * (events[heaviest, "F"] + events[heaviest, "M"]) / wanted)
    population[heaviest, "F"] = people - population[heaviest, "M"]


def allocate(total: int, shares: list[float]) -> list[int]:
    """Whole numbers in proportion to shares that add up to the total, by largest remainder."""
    exact = [total * share / sum(shares) for share in shares]
    whole = [math.floor(x) for x in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: whole[i] - exact[i])
    for i in by_remainder[: total - sum(whole)]:
        whole[i] += 1
    return whole


def poisson(random: Random, mean: float) -> int:
    """A Poisson count, by counting arrivals until their waiting times exceed the mean."""
    count, waited = 0, random.expovariate(1)
    while waited < mean:
        count, waited = count + 1, waited + random.expovariate(1)
    return count
