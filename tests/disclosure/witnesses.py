"""Another table that gives the same publication: proof that nobody, whatever they know, can rule a count out.

The search walks from the truth. Each step moves people between hidden counts, so that all that is shown stays as it is,
and is kept where the count comes no farther from the value that is looked for, and what the rule hides no farther from
what it hides of the truth. What it finds is certain; what it does not find may yet exist.
"""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tests.disclosure.rule import Annual, Hidden, Unit, World, counts_of

Rule = Callable[[World, Annual], Hidden]
Counts = dict[tuple[str, str, str, int], int]
SMALL = range(1, 8)
# How far a walk goes before another one begins.
WALK = 60


@dataclass(frozen=True)
class Publication:
    """What a rule lets out of a world's counts: which are hidden, and every other."""

    world: World
    truth: Annual
    rule: Rule

    @cached_property
    def hidden(self) -> Hidden:
        """What the rule hides of the truth."""
        return self.rule(self.world, self.truth)

    @cached_property
    def shown(self) -> dict[tuple[int, Unit], dict[str, int]]:
        """Every count that is shown."""
        return self.shown_of(self.truth)

    @cached_property
    def totals(self) -> dict[tuple[int, str], tuple[str, ...]]:
        """Beside each hidden total of a Place those that may take its people: of the footprint whose sum is shown."""
        found = {}
        for span, (cut, place, _) in sorted(self.hidden):
            if cut == "all" and place not in self.world.members:
                found[span, place] = self._takers(span, place)
        return found

    @cached_property
    def sets(self) -> tuple[tuple[int, str, str], ...]:
        """Every set of which something is hidden: span, cut and Place."""
        return (*self.groups, *((span, "all", place) for span, place in self.totals))

    @cached_property
    def years(self) -> tuple[tuple[int, ...], ...]:
        """The years of each span."""
        return tuple(
            tuple(sorted({year for period in periods for year in self.world.periods[period]}))
            for periods in self.world.spans
        )

    @cached_property
    def groups(self) -> dict[tuple[int, str, str], tuple[str, ...]]:
        """The hidden groups of each Place and cut."""
        found: dict[tuple[int, str, str], tuple[str, ...]] = {}
        for span, (cut, place, category) in sorted(self.hidden):
            if cut != "all" and place not in self.world.members:
                found[span, cut, place] = (*found.get((span, cut, place), ()), category)
        return found

    def small(self) -> Iterator[tuple[int, str, Unit, int]]:
        """The hidden counts of 1 to 7: span, period, unit, count."""
        for span, periods in enumerate(self.world.spans):
            for unit, counts in sorted(counts_of(self.world, self.truth, periods).items()):
                for period, count in counts.items():
                    if count in SMALL and (span, unit) in self.hidden:
                        yield span, period, unit, count

    def shown_of(self, annual: Annual) -> dict[tuple[int, Unit], dict[str, int]]:
        """What would be shown of other counts, were the same hidden."""
        return {
            (span, unit): counts
            for span, periods in enumerate(self.world.spans)
            for unit, counts in counts_of(self.world, annual, periods).items()
            if (span, unit) not in self.hidden
        }

    def _takers(self, span: int, place: str) -> tuple[str, ...]:
        for code, members in self.world.members.items():
            if place in members and (span, ("all", code, "")) not in self.hidden:
                return tuple(p for p in members if p != place and (span, ("all", p, "")) in self.hidden)
        return ("",)


def unwitnessed(publication: Publication, steps: int, seed: int) -> tuple[int, dict[tuple, list[int]]]:
    """How many hidden counts of 1 to 7 there are, and of each that may be narrowed the values without a witness."""
    number, found = 0, {}
    for span, period, unit, count in publication.small():
        number += 1
        chance = random.Random(f"{seed} {period} {unit}")
        left = [
            value
            for value in SMALL
            if value != count and not has_witness(publication, Aim(span, period, unit, value), steps, chance)
        ]
        if left:
            found[period, unit, count] = left
    return number, found


@dataclass(frozen=True)
class Aim:
    """A hidden count, and the value that it should have in a witness."""

    span: int
    period: str
    unit: Unit
    value: int


def has_witness(publication: Publication, aim: Aim, steps: int, chance: random.Random) -> bool:
    """Whether a table with that value is found of which the same is published, in so many tries of the rule."""
    while steps > 0:
        annual = _aimed(publication, aim, chance)
        difference = len(_differing(publication, annual)) if annual else 1
        # Most are found at once; else a walk on which the value stays, to where the same is hidden.
        for _ in range(min(steps, WALK)):
            steps -= 1
            if not difference:
                assert annual
                assert publication.shown_of(annual) == publication.shown
                return True
            if not annual:
                break
            tried = dict(annual)
            if _step(publication, tried, aim, chance) and _lacking(publication, tried, aim) == 0:
                now = len(_differing(publication, tried))
                if now <= difference or chance.random() < 0.02:
                    annual, difference = tried, now
    return False


def _differing(publication: Publication, annual: Annual) -> Hidden:
    return publication.rule(publication.world, annual) ^ publication.hidden


def _lacking(publication: Publication, annual: Annual, aim: Aim) -> int:
    """How many people a count lacks of the value that is aimed at."""
    cut, area, category = aim.unit
    world = publication.world
    places = world.members.get(area, (area,))
    return aim.value - sum(
        annual.get((cut, place, category, year), 0) for place in places for year in world.periods[aim.period]
    )


def _aimed(publication: Publication, aim: Aim, chance: random.Random) -> Counts | None:
    """Counts with the value, and all that is shown as it is, whatever else is hidden then; None where none is found."""
    annual = dict(publication.truth)
    for _ in range(60):
        lacking = _lacking(publication, annual, aim)
        if not lacking:
            return annual
        tried = dict(annual)
        people = lacking if chance.random() < 0.5 else (1 if lacking > 0 else -1)
        if _step(publication, tried, aim, chance, people) and abs(_lacking(publication, tried, aim)) < abs(lacking):
            annual = tried
    return None


def _step(publication: Publication, annual: Counts, aim: Aim, chance: random.Random, people: int = 0) -> bool:
    """Move people between hidden counts of one set: so many to the count that is aimed at, or some to any of them.

    False where there is nobody to move.
    """
    cut, area, category = aim.unit
    place = chance.choice(publication.world.members.get(area, (area,)))
    span, years = aim.span, publication.world.periods[aim.period]
    if not people:
        people = chance.choice((1, 1, 1, 2, 3, 5, 8, 13))
        if chance.random() < 0.5:
            span, cut, place = chance.choice(publication.sets)
            years = publication.years[span]
        category = chance.choice(publication.groups.get((span, cut, place), ("",)))
    year = chance.choice(years)
    taker = publication.totals.get((span, place))
    if cut == "all" or (taker is not None and chance.random() < 0.5):
        if not taker:
            return False
        other = chance.choice(taker)
        return _total(annual, place, year, people, chance, {cut: category}) and _total(
            annual, other, year, -people, chance, {}
        )
    groups = [each for each in publication.groups.get((span, cut, place), ()) if each != category]
    if not groups:
        return False
    other = chance.choice(groups)
    annual[cut, place, category, year] += people
    annual[cut, place, other, year] -= people
    return annual[cut, place, category, year] >= 0 and annual[cut, place, other, year] >= 0


def _total(
    annual: Counts, place: str, year: int, people: int, chance: random.Random, groups: Mapping[str, str]
) -> bool:
    """Give a Place more people or fewer, in one group of each cut: of some cuts in a certain one."""
    if not place:
        # People who are in no sum that is shown come from nowhere.
        return True
    annual["all", place, "", year] += people
    for cut in sorted({each[0] for each in annual if each[1] == place and each[0] != "all"}):
        of_cut = [each for each in annual if each[:2] == (cut, place) and each[3] == year]
        chosen = (cut, place, groups[cut], year) if cut in groups else chance.choice(of_cut)
        annual[chosen] += people
        if annual[chosen] < 0:
            return False
    return annual["all", place, "", year] >= 0
