"""The title of a map names the Places by their verdicts, and says nothing that no verdict does."""

import re
from itertools import product

import pytest

from blmk_metrics.catalogue.rows import Row
from blmk_metrics.figures import figures_of
from blmk_metrics.narrative import map_title, where_title
from tests.drawn import drawn_row

NAMES = ("Bedford", "Central Bedfordshire", "Luton", "Milton Keynes")
JUDGED = ("much worse", "worse", "much better", "better", "much higher", "lower", "similar")
SILENT = ("not compared", "unreliable", "no figure")


def places(*verdicts: str, benchmark: str | None = "England") -> list[Row]:
    """Rows of Places with such verdicts, and of their benchmark."""
    return [
        drawn_row(
            area_type="place",
            area_name=name,
            benchmark_name=benchmark,
            comparison="not compared" if verdict in SILENT else verdict,
            comparison_reason="of a reason",
            reliability="unreliable" if verdict == "unreliable" else "good",
            value=None if verdict == "no figure" else 1.0,
        )
        for name, verdict in zip(NAMES, verdicts, strict=True)
    ] + [drawn_row(area_type="country", area_name="England")]


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        ("similar, similar, much worse, similar", "Luton much worse than England; 3 Places similar"),
        (
            "similar, much better, much worse, similar",
            "Luton much worse than England; Central Bedfordshire much better; 2 Places similar",
        ),
        (
            "better, similar, better, similar",
            "Bedford and Luton better than England; Central Bedfordshire and Milton Keynes similar",
        ),
        ("unreliable, similar, similar, similar", "3 Places similar to England; unreliable in Bedford"),
        (
            "no figure, similar, worse, no figure",
            "Luton worse than England; Central Bedfordshire similar; no figure for 2 Places",
        ),
        (
            "no figure, unreliable, worse, worse",
            "Luton and Milton Keynes worse than England; Bedford and Central Bedfordshire not compared",
        ),
        (
            "lower, similar, higher, higher",
            "Luton and Milton Keynes higher than England; Bedford lower; Central Bedfordshire similar",
        ),
        ("similar, similar, similar, similar", "All 4 Places similar to England"),
        ("no figure, unreliable, not compared, no figure", "No Place on the map is compared with England"),
    ],
)
def test_places_are_named_by_verdict_the_gravest_first(verdicts, title):
    assert map_title(places(*verdicts.split(", "))) == title


def test_without_a_benchmark_in_common_nothing_is_claimed():
    without = places(*["not compared"] * 4, benchmark=None)
    mixed = [each._replace(benchmark_name=name) for each, name in zip(without, ("England", "BLMK") * 2, strict=False)]
    assert map_title(without) == "No Place on the map is compared with another area"
    assert map_title(mixed) == "Each Place on the map, with its own verdict"


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        ("better, much better, worse, similar", "Of 4 Places, 2 better than England and 1 worse than England"),
        ("higher, much higher, lower, similar", "Of 4 Places, 2 higher than England and 1 lower than England"),
        ("similar, similar, similar, similar", "Of 4 Places, none differs clearly from England"),
        ("similar, worse, no figure, similar", "Of 4 Places, 1 worse than England; 1 not compared"),
    ],
)
def test_places_beside_one_another_are_counted_by_whichever_verdict_they_have(verdicts, title):
    assert where_title(places(*verdicts.split(", "))) == title


@pytest.mark.parametrize(
    ("verdict", "title"),
    [("worse", "Luton worse than England"), ("no figure", "No Place on the map is compared with England")],
)
def test_a_place_alone_is_not_counted(verdict, title):
    luton = [row for row in places("similar", "similar", verdict, "similar") if row.area_name == "Luton"]
    assert map_title(luton) == where_title(luton) == title


def test_every_title_is_short_tells_of_each_place_once_and_is_not_that_of_the_areas():
    for verdicts in product((*JUDGED, *SILENT), repeat=4):
        rows = places(*verdicts)
        title = map_title(rows)
        assert len(title) <= 96
        assert title != where_title(rows)
        if not title.startswith("No Place"):
            counted = [int(word) for word in title.split() if word.isdigit()]
            named = re.findall("Central Bedfordshire|Bedford|Luton|Milton Keynes", title)
            assert sum(counted) + len(set(named)) == 4


def test_every_place_that_a_title_names_has_the_verdict_that_follows_it():
    for verdicts in product((*JUDGED, *SILENT), repeat=4):
        verdict_of = dict(zip(NAMES, verdicts, strict=True))
        for part in map_title(places(*verdicts)).split("; "):
            named = re.findall("Central Bedfordshire|Bedford|Luton|Milton Keynes", part)
            verdict = re.search("|".join((*JUDGED, *SILENT)), part)
            allowed = SILENT if verdict and verdict[0] == "not compared" else (verdict and verdict[0],)
            assert {verdict_of[name] for name in named} <= set(allowed)


def test_the_period_is_said_beside_the_title_of_every_map(edition):
    for measure in edition.measures():
        for code in edition.choosable():
            (figure,) = [each for each in figures_of(edition, measure.id, code) if each.kind == "map"]
            assert figure.question.period in figure.subtitle
