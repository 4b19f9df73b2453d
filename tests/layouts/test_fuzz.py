"""Every kind of table, spoilt or written otherwise in hundreds of ways, is read right or refused in one clear line."""

import itertools
import random
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from blmk_metrics import layouts
from tests.layouts.layouts import LAYOUTS, STRANGER, Layout
from tests.layouts.mutations import NO_NUMBERS, SAME, SPOILT, STRANGE_WORDS
from tests.layouts.oracle import no_more_than, outcome, same_parts

# How many of the faults each kind of table is given here; the slow test gives it all of them, many times.
CELLS, FAULTS = 6, 10
# Of the ways to write the same figures each kind of table has every third, the next kind the ones after these.
TURNS = 3
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)


def clean(layout: Layout, folder: Path) -> layouts.Reading:
    path = folder / "clean.csv"
    path.write_text(layout.text(), encoding="utf-8", newline="")
    reading = layouts.read(path, layout.reference)
    assert all(part.table.num_rows for part in reading.parts)
    return reading


def read_alike(layout: Layout, folder: Path, names: Iterable[str]) -> None:
    original, rng = clean(layout, folder), random.Random(layout.name)
    for name in names:
        found = outcome(folder / "download.csv", SAME[name](layout, rng), layout.reference)
        assert isinstance(found, layouts.Reading), (name, found)
        assert same_parts(found, original), name
        if layout.strangers:
            assert any(STRANGER in stranger or "E0" in stranger for stranger in found.account.strangers), name


@each_layout
def test_the_same_figures_written_otherwise_make_the_same_extract(layout, tmp_path):
    read_alike(layout, tmp_path, list(SAME)[LAYOUTS.index(layout) % TURNS :: TURNS])


@pytest.mark.slow
@each_layout
def test_the_same_figures_written_in_every_other_way_make_the_same_extract(layout, tmp_path):
    read_alike(layout, tmp_path, SAME)


@each_layout
def test_a_cell_that_is_no_number_is_refused_with_its_line(layout, tmp_path):
    rng = random.Random(layout.name)
    for word in rng.sample(NO_NUMBERS, CELLS) if layout.figures else ():
        row, column = rng.choice(layout.used), rng.choice(layout.figures)
        if (word, layout.name, column) != ("-5", "published_figures", "value"):
            refuse_cell(layout, tmp_path, row, column, word)


def refuse_cell(layout: Layout, folder: Path, row: int, column: str, word: str) -> None:
    spoilt = layout.having(row, column, word)
    found = outcome(folder / "download.csv", spoilt.text(), layout.reference)
    assert isinstance(found, str), (column, word[:40], "was taken for a number")
    assert re.search(rf"line {spoilt.line(row)}\b", found), (column, word[:40], found)


@each_layout
def test_a_cell_of_another_kind_spoils_no_other_row(layout, tmp_path):
    original, rng = clean(layout, tmp_path), random.Random(layout.name)
    for column in rng.sample(layout.header, min(len(layout.header), 6)):
        word, row = rng.choice(STRANGE_WORDS), rng.choice(layout.used)
        found = outcome(tmp_path / "download.csv", layout.having(row, column, word).text(), layout.reference)
        assert isinstance(found, str) or no_more_than(found, original, word), (column, word, found)


def spoil(layout: Layout, folder: Path, seed: object, faults: int = len(SPOILT), draws: int = 1) -> None:
    original, rng = clean(layout, folder), random.Random(str(seed))
    for name, spoilt in rng.sample(sorted(SPOILT.items()), faults):
        for _ in range(draws):
            content = spoilt(layout, rng)
            found = outcome(folder / "download.csv", content, layout.reference)
            assert isinstance(found, str) or no_more_than(found, original), (name, content[:3000], found.parts)


@each_layout
def test_a_file_that_is_cut_or_garbled_never_says_what_the_whole_one_does_not(layout, tmp_path):
    spoil(layout, tmp_path, layout.name, FAULTS)


@pytest.mark.slow
@each_layout
def test_every_cell_that_is_no_number_is_refused_in_every_column(layout, tmp_path):
    for word, column in itertools.product(NO_NUMBERS, layout.figures):
        if (word, layout.name, column) != ("-5", "published_figures", "value"):
            refuse_cell(layout, tmp_path, 0, column, word)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
@each_layout
def test_many_more_files_that_are_cut_or_garbled_never_say_what_the_whole_ones_do_not(layout, seed, tmp_path):
    spoil(layout, tmp_path, (layout.name, seed), draws=5)
