"""Sets of counts that meet, drawn: Places cut several ways, footprints, neighbourhoods, years that overlap."""

import random
from collections.abc import Callable, Mapping

from tests.disclosure.rule import Annual, World

PLACES = ("E06000055", "E06000056", "E06000032", "E06000042")
WHOLE = {"E54000024": PLACES}
NESTED = {**WHOLE, "E54000025": PLACES[:3]}
SEXES = ("Female", "Male", "Not known")
QUINTILES = ("1 (most deprived)", "2", "3", "4", "5 (least deprived)")
ONE_YEAR = {"2023": (2023,)}
ROLLING = {f"{year}-{year + 2 - 2000}": (year, year + 1, year + 2) for year in (2018, 2019, 2020)}
YEARS_AND_ROLLING = {**ROLLING, **{str(year): (year,) for year in (2018, 2020, 2022)}}

# A world and the true counts of its Places, each cut adding up to the whole.
Drawn = tuple[World, Annual]


def by_quintile(seed: int) -> Drawn:
    """Four Places by quintile, of which some have few events."""
    return _drawn(seed, ONE_YEAR, WHOLE, {"deprivation_quintile": dict.fromkeys(QUINTILES, (2, 30))})


def by_sex(seed: int) -> Drawn:
    """Four Places by sex, and a few people whose sex is unknown."""
    return _drawn(seed, ONE_YEAR, WHOLE, {"sex": dict(zip(SEXES, ((10, 60), (10, 60), (0, 6)), strict=True))})


def overlapping(seed: int) -> Drawn:
    """Four Places by quintile, in periods of three years that overlap, and in some of the years by themselves."""
    periods = (ROLLING, YEARS_AND_ROLLING)[seed % 2]
    return _drawn(seed, periods, WHOLE, {"deprivation_quintile": dict.fromkeys(QUINTILES, (1, 10))})


def neighbourhoods(seed: int) -> Drawn:
    """A Place of 20 neighbourhoods of some 15 events each, beside three that are not cut."""
    world = World("falls_admissions", WHOLE, ONE_YEAR)
    chance = random.Random(f"neighbourhoods {seed}")
    counts = {("small_area", PLACES[0], f"E0101{number:04}", 2023): _about(chance, 15) for number in range(20)}
    annual = {**counts, ("all", PLACES[0], "", 2023): sum(counts.values())}
    return world, {**annual, **{("all", place, "", 2023): chance.randint(200, 400) for place in PLACES[1:]}}


def footprints(seed: int) -> Drawn:
    """Four Places of few events by sex, in a footprint and another within it."""
    return _drawn(seed, ONE_YEAR, NESTED, {"sex": dict.fromkeys(SEXES[:2], (0, 9))})


def all_together(seed: int) -> Drawn:
    """Four Places by sex and by quintile, two footprints, years that overlap."""
    cuts = {"sex": dict.fromkeys(SEXES[:2], (15, 60)), "deprivation_quintile": dict.fromkeys(QUINTILES, (0, 0))}
    return _drawn(seed, YEARS_AND_ROLLING, NESTED, cuts)


KINDS: dict[str, Callable[[int], Drawn]] = {
    "Place by quintile": by_quintile,
    "Place by sex": by_sex,
    "overlapping years": overlapping,
    "20 neighbourhoods of 15": neighbourhoods,
    "small Places in two footprints": footprints,
    "all of these together": all_together,
}


def _drawn(
    seed: int,
    periods: Mapping[str, tuple[int, ...]],
    members: Mapping[str, tuple[str, ...]],
    cuts: Mapping[str, Mapping[str, tuple[int, int]]],
) -> Drawn:
    """Counts of the first cut between bounds, and of the others as its totals have it."""
    chance = random.Random(f"{sorted(cuts)} {seed}")
    annual: dict[tuple[str, str, str, int], int] = {}
    for place in PLACES:
        for year in sorted({year for years in periods.values() for year in years}):
            (lead, groups), *others = cuts.items()
            annual |= {(lead, place, group, year): chance.randint(*bounds) for group, bounds in groups.items()}
            total = sum(annual[lead, place, group, year] for group in groups)
            annual["all", place, "", year] = total
            for cut, bounds in others:
                drawn = chance.choices([*bounds], [0.2 + chance.random() for _ in bounds], k=total)
                annual |= {(cut, place, group, year): drawn.count(group) for group in bounds}
    return World("falls_admissions", members, periods), annual


def _about(chance: random.Random, mean: int) -> int:
    """A number of events that comes from chance alone."""
    return sum(chance.random() < mean / 300 for _ in range(300))
