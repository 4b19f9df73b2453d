"""Small random populations whose every count is known, as the tables of a release of local records."""

import csv
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.measures import Measure
from tests.shipped import MEASURES

STANDARD = Path(__file__).resolve().parents[2] / "data" / "reference" / "european_standard_population_2013.csv"
PLACES = ("E06000055", "E06000056", "E06000032", "E06000042", "E06000060")
FOOTPRINTS = ("E54000024", "E54000025")
COUNTRY = "E92000001"
SEXES = {"F": "Female", "M": "Male", "U": "Not known"}
QUINTILES = {1: "1 (most deprived)", 2: "2", 3: "3", 4: "4", 5: "5 (least deprived)", None: "Not known"}
BANDS = ("65-69", "70-74", "75-79", "80-84", "85-89", "90+")
AGES = tuple(range(0, 90, 5))
# How large a group's count is, and how often: groups of nobody, of a few, just above what is hidden, and large.
SIZES = {
    "mostly nobody": ((0, 0, 60), (1, 3, 25), (4, 9, 10), (20, 60, 5)),
    "few": ((0, 0, 20), (1, 7, 45), (8, 14, 25), (20, 60, 10)),
    "few and many": ((0, 0, 10), (1, 7, 20), (8, 12, 20), (40, 200, 50)),
    "hardly anybody": ((0, 0, 45), (1, 3, 55)),
    "many": ((0, 0, 2), (1, 7, 6), (10, 20, 12), (60, 300, 80)),
}


@dataclass(frozen=True)
class Group:
    """The people who have everything in common that figures are cut by: one area, neighbourhood, sex, fifth, year."""

    year: int
    place: str
    neighbourhood: str
    sex: str
    quintile: int | None


@dataclass(frozen=True)
class Population:
    """Counts of groups, the footprints they are added up to, and which years each published period pools."""

    seed: int
    measure: Measure
    counts: Mapping[Group, int]
    members: Mapping[str, tuple[str, ...]]
    periods: Mapping[str, tuple[int, ...]]

    @property
    def cuts(self) -> tuple[str, ...]:
        """The ways in which these counts are published, whole first."""
        by_neighbourhood = any(group.neighbourhood for group in self.counts)
        return ("all", *self.measure.cuts, *["small_area"] * by_neighbourhood)

    def annual(self) -> dict[tuple[str, str, str, int], int]:
        """The true count of each cut, area, category and year, summed here and not by what is attacked."""
        totals: Counter[tuple[str, str, str, int]] = Counter()
        for group, count in self.counts.items():
            areas = [group.place, *(code for code, members in self.members.items() if group.place in members)]
            for cut in self.cuts:
                for area in areas:
                    totals[cut, area, category(group, cut), group.year] += count
        return dict(totals)

    def tables(self) -> dict[str, pa.Table]:
        """The tables of a release: its areas, its standard population and its counts by age."""
        return {**_areas(self), "european_standard_population": standard_population(), **_counts(self)}


def category(group: Group, cut: str) -> str:
    """Which category of a cut a group belongs to, as it is published."""
    names = {"sex": SEXES[group.sex], "deprivation_quintile": QUINTILES[group.quintile]}
    return {"all": "", "small_area": group.neighbourhood, **names}[cut]


def population(seed: int, years_counted: int = 0) -> Population:
    """The population of one seed: falls by Place, by neighbourhood or over pooled periods, or first conditions; of some
    years, or of as many as asked for."""
    chance = random.Random(seed)
    kind = ("places", "neighbourhoods", "pooled", "onsets")[seed % 4]
    places = PLACES[: chance.randint(2, 5 if kind != "onsets" else 4)]
    first = chance.choice((2018, 2019))
    years = tuple(range(first, first + chance.randint(1, 3)))
    if kind == "pooled":
        years = tuple(range(2018, 2018 + chance.randint(3, 4)))
    if years_counted:
        years = tuple(range(first, first + years_counted))
    sizes = chance.choice(tuple(SIZES))
    sexes = ("F", "M", "U") if chance.random() < 0.3 else ("F", "M")
    quintiles = (1, 2, 3, 4, 5, *[None] * (chance.random() < 0.2)) if kind == "onsets" else (None,)
    counts = {}
    for place in places:
        codes = ("",)
        if kind == "neighbourhoods":
            codes = tuple(f"E0101{PLACES.index(place)}00{number}" for number in range(chance.randint(1, 4)))
        own = chance.choices((sizes, "hardly anybody", "many"), (55, 30, 15))[0]
        for year in years:
            if len(places) > 2 and chance.random() < 0.03:
                continue  # a Place without figures for a year
            for code in codes:
                for sex in sexes:
                    if sex == "U" and chance.random() < 0.3:
                        continue
                    for quintile in quintiles:
                        group = Group(year, place, code, sex, quintile)
                        counts[group] = _size(chance, own, large=kind == "onsets")
    return Population(seed, _indicator(kind), counts, _footprints(chance, places), _periods(chance, kind, years))


def _size(chance: random.Random, sizes: str, *, large: bool) -> int:
    """A count; now and then ten times as large where figures need ten for each fifth and sex."""
    bounds = SIZES[sizes]
    low, high, _ = chance.choices(bounds, [weight for _, _, weight in bounds])[0]
    return chance.randint(low, high) * (3 if large and low >= 20 else 1)


def _indicator(kind: str) -> Measure:
    return MEASURES["first_condition_gap" if kind == "onsets" else "falls_admissions"]


def _footprints(chance: random.Random, places: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """One footprint, or two: one within the other, two that overlap, two that share nothing, two alike."""
    most, shape = len(places), chance.choice(("one", "part", "nested", "overlapping", "apart", "alike", "single"))
    first, second = {
        "one": (places, ()),
        "part": (places[: max(2, most - 1)], ()),
        "nested": (places, places[: max(2, most - 1)]),
        "overlapping": (places[: max(2, most - 1)], places[-max(2, most - 1) :]),
        "apart": (places[:2], places[2:]),
        "alike": (places, places),
        "single": (places, places[:1]),
    }[shape]
    return {code: members for code, members in zip(FOOTPRINTS, (first, second), strict=True) if members}


def _periods(chance: random.Random, kind: str, years: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """The published periods and the years each pools: single years, and for one kind pools that overlap them."""
    if kind == "onsets":
        return {str(year): (year,) for year in years}
    single = {_financial(year): (year,) for year in years}
    if kind != "pooled":
        return single
    spans = [years[start : start + 3] for start in range(len(years) - 2)]
    pooled = {f"{_financial(span[0])} - {_financial(span[-1])[2:]}": span for span in spans}
    shape = chance.choice(("pooled only", "some single", "all"))
    kept = {"pooled only": [], "some single": list(single)[::2], "all": list(single)}[shape]
    return {**{period: single[period] for period in kept}, **pooled}


def _financial(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02d}"


def standard_population() -> pa.Table:
    """The European Standard Population 2013, as a release holds it."""
    with STANDARD.open(newline="") as file:
        rows = [{**row, "standard_population": int(row["standard_population"])} for row in csv.DictReader(file)]
    return pa.Table.from_pylist(rows)


def _areas(people: Population) -> dict[str, pa.Table]:
    places = sorted({group.place for group in people.counts} | {m for each in people.members.values() for m in each})
    kinds = {COUNTRY: "country", **dict.fromkeys(people.members, "footprint"), **dict.fromkeys(places, "place")}
    areas = [
        {
            **dict.fromkeys(("area_name", "full_name"), f"Area {code}"),
            "area_code": code,
            "area_type": kind,
            "position": at,
        }
        for at, (code, kind) in enumerate(kinds.items())
    ]
    members = [
        {"footprint_code": code, "member_code": member} for code, all_ in people.members.items() for member in all_
    ]
    small = {(group.neighbourhood, group.place) for group in people.counts if group.neighbourhood}
    neighbourhoods = [
        {"level": "lsoa", "small_area_code": code, "small_area_name": f"Area {code}", "area_code": place}
        for code, place in sorted(small)
    ]
    rows = {"areas": areas, "area_members": members, "small_areas": neighbourhoods}
    return {name: pa.Table.from_pylist(each, schema=SCHEMAS[name]) for name, each in rows.items()}


def _counts(people: Population) -> dict[str, pa.Table]:
    name = people.measure.extracts[0]
    rows = list(_onsets(people) if name == "first_condition_onsets" else _falls(people))
    return {name: pa.Table.from_pylist(rows, schema=SCHEMAS[name])}


def _falls(people: Population) -> Iterator[dict]:
    for period, years in people.periods.items():
        pooled: dict[tuple[str, str], list[int]] = {}
        for group, count in people.counts.items():
            if group.year in years:
                spread = pooled.setdefault((group.neighbourhood or group.place, group.sex), [0] * len(BANDS))
                for place, part in enumerate(_spread(people.seed, group, count, len(BANDS))):
                    spread[place] += part
        for (area, sex), spread in pooled.items():
            for place, band in enumerate(BANDS):
                fields = {"financial_year": period, "area_code": area, "sex": sex, "age_band": band}
                yield {**fields, "admissions": spread[place], "population": len(years) * (900 - 100 * place)}


def _onsets(people: Population) -> Iterator[dict]:
    for group, count in people.counts.items():
        for age, onsets in zip(AGES, _spread(people.seed, group, count, len(AGES)), strict=True):
            yield {
                **{"year": group.year, "area_code": group.place, "sex": group.sex, "age": age},
                **{"deprivation_quintile": group.quintile, "deprivation_decile": group.quintile and 2 * group.quintile},
                **{"person_years": 4000 - 40 * age, "onsets": onsets},
            }


def _spread(seed: int, group: Group, count: int, places: int) -> list[int]:
    """A group's count over its ages, the same whenever it is asked."""
    chance = random.Random(f"{seed} {group}")
    counts = Counter(chance.choices(range(places), k=count))
    return [counts[place] for place in range(places)]
