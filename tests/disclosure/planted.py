"""A release of local records whose every count is a number that is nowhere else, with a small one among them."""

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.publishing.from_tables import publish
from blmk_metrics.releases import REFERENCE, Release
from tests.disclosure.populations import BANDS
from tests.disclosure.releases import LOCAL, LUTON, PLACES, TODAY, YEARS

# What a source calls an area: it is for matching files, and on no page.
ALIAS = "Zyxwvut Regis"
SMALL = 4


@dataclass(frozen=True)
class Planted:
    """A folder with such a release.

    `counted` are numbers of its extracts; `summed` exact sums of them, which may be shown rounded only; `hidden` a sum,
    exact and rounded, that may not be shown at all: the small count could be told from it.
    """

    folder: Path
    counted: tuple[int, ...]
    summed: tuple[int, ...]
    hidden: tuple[int, ...]

    @property
    def secret(self) -> tuple[int, ...]:
        """All that a reader may not have."""
        return (*self.counted, *self.summed, *self.hidden)


def planted(folder: Path, shipped: Release) -> Planted:
    """Publish falls in every Place, by sex: of the women of Luton, in the latest year, there are four."""
    chance = random.Random(5)
    falls = {
        (year, place, sex, band): _rare(chance) for year in YEARS for place in PLACES for sex in "FM" for band in BANDS
    }
    women, men = (YEARS[-1], LUTON, "F"), (YEARS[-1], LUTON, "M")
    falls |= {key: 0 for key in falls if key[:3] == women}
    falls[*women, BANDS[0]] = SMALL
    people = {key: 40 * _rare(chance) + 1 for key in falls}
    sums: Counter[tuple] = Counter()
    for key, count in falls.items():
        sums[key[:3]] += count
        sums[key[:2]] += count
    rows = [
        {
            **{"financial_year": f"{year}/{(year + 1) % 100}", "area_code": place, "sex": sex, "age_band": band},
            **{"admissions": count, "population": people[year, place, sex, band]},
        }
        for (year, place, sex, band), count in falls.items()
    ]
    provenance = {each.name: each.provenance for each in shipped.extracts}
    tables = {name: (shipped.tables[name], provenance[name]) for name in REFERENCE}
    names = [{"name": ALIAS, "area_code": LUTON}]
    for name, each in (("emergency_falls_admissions", rows), ("area_names", names)):
        tables[name] = (pa.Table.from_pylist(each, schema=SCHEMAS[name]), LOCAL)
    publish(folder, "Planted", TODAY, tables)
    hidden = sums[men], _rounded(sums[men])
    # All of Luton is shown, rounded, which is another number.
    assert _rounded(sums[men[:2]]) != hidden[1]
    summed = (each for key, each in sums.items() if key not in (women, men) and each != _rounded(each))
    return Planted(folder, (*filter(lambda each: each > SMALL, falls.values()), *people.values()), (*summed,), hidden)


def _rounded(count: int) -> int:
    """A count as disclosure control shows it."""
    return 5 * round(count / 5)


def _rare(chance: random.Random) -> int:
    """A number of eight digits that no rounding leaves as it is."""
    number = chance.randrange(10**7, 8 * 10**7)
    return number + (number % 5 == 0)
