"""The attack of somebody who knows the rule, on one additive set: which tables give what is published?

Of all tables of the same parts and sum those remain to which the rule gives the same pattern, and which agree with
every count that is shown. A hidden count is narrowed where they leave it fewer than all of 1 to 7.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.disclosure.rule import tables_of

# What a rule hides of sets, a set a row: beyond the parts, perhaps, whether the sum is hidden.
SetRule = Callable[[np.ndarray], np.ndarray]
SMALL = np.arange(1, 8)


@dataclass(frozen=True)
class Tally:
    """How many hidden counts of 1 to 7 were attacked, how many narrowed, and how many of these to one value."""

    counts: int
    narrowed: int
    to_one: int

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.counts + other.counts, self.narrowed + other.narrowed, self.to_one + other.to_one)


NOTHING = Tally(0, 0, 0)


def every_table_attacked(parts: int, people: int, rule: SetRule) -> Tally:
    """The attack on each publication that a rule makes of the sets of so many parts and people."""
    return publications_attacked(tables_of(people, parts), rule)


def publications_attacked(tables: np.ndarray, rule: SetRule) -> Tally:
    """The attack on each publication of a set, of which these are all the tables that there can be."""
    decided = rule(tables)
    tables, hidden = tables[_sum_shown(decided, tables)], decided[_sum_shown(decided, tables), : tables.shape[1]]
    _, publication = np.unique(np.where(hidden, -1, tables), axis=0, return_inverse=True)
    tally = NOTHING
    for part in range(tables.shape[1]):
        small = hidden[:, part] & np.isin(tables[:, part], SMALL)
        left = np.zeros((len(tables), len(SMALL)), dtype=bool)
        left[publication.ravel()[small], tables[small, part] - 1] = True
        tally += _tally(left.sum(axis=1))
    return tally


def table_attacked(table: np.ndarray, rule: SetRule, most: int) -> Tally | None:
    """The attack on one set; None where its sum is hidden, or more tables than that would have to be tried."""
    decided = rule(table[None])
    if not _sum_shown(decided, table[None])[0]:
        return None
    hidden = np.flatnonzero(decided[0, : len(table)])
    people = int(table[hidden].sum())
    if not len(hidden) or math.comb(people + len(hidden) - 1, people) > most:
        return None
    tried = tables_of(people, len(hidden))
    tables = np.repeat(table[None], len(tried), axis=0)
    tables[:, hidden] = tried
    tables = tables[(rule(tables) == decided).all(axis=1)]
    small = [part for part in hidden if table[part] in SMALL]
    return _tally(np.array([len(np.intersect1d(tables[:, part], SMALL)) for part in small]))


def drawn_sets(number: int, seed: int) -> list[np.ndarray]:
    """Sets of three to nine parts of a mean of 4 to 25, alike in size or not, whose sum is not small."""
    chance = np.random.default_rng(seed)
    sets = []
    while len(sets) < number:
        parts, mean = chance.integers(3, 10), chance.uniform(4, 25)
        alike = chance.random() < 0.5
        table = chance.poisson(mean, parts) if alike else chance.geometric(1 / (1 + mean), parts) - 1
        if table.sum() > 7 and np.isin(table, SMALL).any():
            sets.append(table)
    return sets


def _sum_shown(decided: np.ndarray, tables: np.ndarray) -> np.ndarray:
    parts = tables.shape[1]
    return ~decided[:, parts] if decided.shape[1] > parts else np.ones(len(decided), dtype=bool)


def _tally(left: np.ndarray) -> Tally:
    """Of how many values are left to each count; none where it is never small."""
    return Tally(int((left > 0).sum()), int(((left > 0) & (left < len(SMALL))).sum()), int((left == 1).sum()))
