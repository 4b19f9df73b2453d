"""Nobody who knows the rule, and tries every table that gives what is published, narrows a hidden count of 1 to 7."""

from collections.abc import Iterable

import numpy as np
import pytest

from tests.disclosure import former_rule
from tests.disclosure.documented import documented, share
from tests.disclosure.enumeration import (
    NOTHING,
    SetRule,
    Tally,
    drawn_sets,
    every_table_attacked,
    publications_attacked,
    table_attacked,
)
from tests.disclosure.rule import hidden_parts, tables_of

# Of so many parts, every table up to so many people.
FEW = {2: 60, 3: 75, 4: 32, 5: 22}
MANY = {4: 100, 5: 50, 6: 32, 7: 24, 9: 16}


def _every_table(sizes: dict[int, int], rule: SetRule) -> Tally:
    attacked = (every_table_attacked(parts, people, rule) for parts, most in sizes.items() for people in range(8, most))
    return sum(attacked, NOTHING)


def _drawn(sets: Iterable[np.ndarray], rule: SetRule, most: int) -> Tally:
    return sum((tally for table in sets if (tally := table_attacked(table, rule, most))), NOTHING)


def test_no_count_of_any_small_table_is_narrowed():
    tally = _every_table(FEW, hidden_parts)
    assert tally.counts > 8_000
    assert tally.narrowed == 0


def test_no_count_of_sets_of_three_to_nine_parts_is_narrowed():
    tally = _drawn(drawn_sets(400, seed=1), hidden_parts, 30_000)
    assert tally.counts > 600
    assert tally.narrowed == 0


def test_the_next_smallest_part_as_a_guard_gives_counts_away():
    """The attack has teeth: it breaks the rule before this one, and some counts altogether."""
    tally = _drawn(drawn_sets(400, seed=1), former_rule.hidden_parts, 30_000)
    assert tally.narrowed > 0.1 * tally.counts
    assert tally.to_one > 0


def _one_part_beyond(tables: np.ndarray) -> np.ndarray:
    """The fixed order, until two hidden counts add up to 6 + their number: without an upper bound."""
    hidden = (tables >= 1) & (tables <= 7)
    small = hidden.any(axis=1)
    for _ in range(tables.shape[1]):
        parts, people = hidden.sum(axis=1), (tables * hidden).sum(axis=1)
        left = ~hidden & (tables > 0) & (small & ((parts < 2) | (people < 6 + parts)))[:, None]
        some = left.any(axis=1)
        hidden[some, left[some].argmax(axis=1)] = True
    return hidden


def _zeros_of_few_people_shown(tables: np.ndarray) -> np.ndarray:
    """The rule, but where there are too few people to show any part zeros are shown."""
    few = tables.sum(axis=1) < tables.shape[1] + 6
    return hidden_parts(tables) & ~(few[:, None] & (tables == 0))


@pytest.mark.parametrize("weakened", [_one_part_beyond, _zeros_of_few_people_shown])
def test_the_attack_succeeds_where_a_bound_is_left_out(weakened):
    assert _every_table({3: 40}, weakened).narrowed > 0


def _percentages(of: np.ndarray, people: int, turned: bool = False) -> Tally:
    """The attack on percentages: of so many in each part so many have it in all, or have it not."""
    tables = tables_of(people, len(of))
    tables = tables[(tables <= of).all(axis=1)]
    return publications_attacked(tables, lambda few: hidden_parts(of - few if turned else few, of))


@pytest.mark.parametrize("turned", [False, True])
def test_no_count_behind_a_percentage_is_narrowed_where_few_have_it_or_few_have_not(turned):
    chance, tally = np.random.default_rng(3), NOTHING
    for _ in range(25):
        of = chance.integers(100, 200, chance.integers(2, 5))
        tally += _percentages(of, int(chance.integers(8, 40)), turned)
    assert tally.counts > 500
    assert tally.narrowed == 0


def test_where_some_have_it_and_others_have_it_not_a_count_behind_a_percentage_may_be_narrowed():
    """The guarantee ends there, as docs/disclosure.md says."""
    assert _percentages(np.array([40, 40, 40]), 60).narrowed > 0


@pytest.mark.slow
def test_no_count_of_any_table_is_narrowed():
    tally = _every_table(MANY, hidden_parts)
    assert tally.counts > 100_000
    assert tally.narrowed == 0


@pytest.mark.slow
def test_no_count_of_many_sets_is_narrowed():
    tally = _drawn(drawn_sets(3000, seed=2), hidden_parts, 1_000_000)
    assert tally.counts > 6_000
    assert tally.narrowed == 0


@pytest.mark.slow
def test_the_documented_cost_and_worth_are_those_of_many_sets():
    sets = drawn_sets(3000, seed=2)
    parts = sum(map(len, sets))
    rules = (former_rule.hidden_parts, hidden_parts)
    hidden = [sum(rule(table[None])[0, : len(table)].sum() for table in sets) for rule in rules]
    before, now = (_drawn(sets, rule, 30_000) for rule in rules)
    assert documented("single sets of 3 to 9") == [
        *(str(len(sets)), str(parts), *(share(each, parts) for each in hidden)),
        *(str(now.counts), *(share(each.narrowed, each.counts) for each in (before, now))),
    ]
