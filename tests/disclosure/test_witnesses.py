"""Where sets meet, every hidden count of 1 to 7 may still be any of 1 to 7 to somebody who knows the rule.

Of each count and each value a whole other table is found to which the rule gives the same publication. The table of
docs/disclosure.md says what that costs beside the rule before, and what it is worth.
"""

from dataclasses import dataclass

import pytest

from tests.disclosure import former_rule, rule
from tests.disclosure.documented import documented, share
from tests.disclosure.rule import counts_of
from tests.disclosure.witnesses import Publication, Rule, unwitnessed
from tests.disclosure.worlds import KINDS

# How many worlds of each kind are drawn, and how many tables are tried at most of each count and value.
WORLDS = {
    "Place by quintile": 60,
    "Place by sex": 60,
    "overlapping years": 6,
    "20 neighbourhoods of 15": 60,
    "small Places in two footprints": 60,
    "all of these together": 6,
}
FEW = {"overlapping years": 2, "all of these together": 1}
TRIES = 2000


@dataclass(frozen=True)
class Result:
    """Published counts, those that are hidden, the hidden ones of 1 to 7, and of these those without a witness."""

    published: int
    hidden: int
    small: int
    narrowed: int


def _result(kind: str, worlds: int, by: Rule, tries: int = TRIES) -> Result:
    published = hidden = small = narrowed = 0
    for seed in range(worlds):
        world, annual = KINDS[kind](seed)
        publication = Publication(world, annual, by)
        number, left = unwitnessed(publication, tries, seed)
        small, narrowed = small + number, narrowed + len(left)
        for span, periods in enumerate(world.spans):
            for unit, counts in counts_of(world, annual, periods).items():
                published += len(counts)
                hidden += len(counts) * ((span, unit) in publication.hidden)
    return Result(published, hidden, small, narrowed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_small_count_has_a_witness_for_each_of_1_to_7(kind):
    result = _result(kind, FEW.get(kind, 8), rule.hidden_cells)
    assert 0 < result.small <= result.hidden < result.published
    assert result.narrowed == 0


def test_the_next_smallest_part_as_a_guard_leaves_counts_without_a_witness():
    result = _result("20 neighbourhoods of 15", 8, former_rule.hidden_cells, tries=100)
    assert result.small == result.narrowed > 0


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_the_documented_cost_and_worth_are_those_of_many_worlds(kind):
    before, now = (_result(kind, WORLDS[kind], by) for by in (former_rule.hidden_cells, rule.hidden_cells))
    assert before.small == now.small
    assert documented(kind) == [
        *(str(WORLDS[kind]), str(now.published)),
        *(share(each.hidden, each.published) for each in (before, now)),
        str(now.small),
        *(share(each.narrowed, each.small) for each in (before, now)),
    ]
    assert now.narrowed == 0
