"""Which counts of local records are hidden: the small ones, and those that guard them.

The order in which parts guard is that of their hashes: of A, B and C it is C, A, B.
"""

from collections.abc import Iterable

import pyarrow as pa
import pytest

from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.disclosure import suppressed
from tests.drawn import table

AREAS = """
    area_code | area_type | position
    ALL       | footprint | 1
    A         | place     | 2
    B         | place     | 3
    C         | place     | 4
"""
MEMBERS = """
    footprint_code | member_code
    ALL            | A
    ALL            | B
    ALL            | C
"""


def hidden_of(
    counts: str, areas: str = AREAS, members: str = MEMBERS, proportion: bool = False, **tables: str
) -> set[tuple]:
    """What is hidden of drawn counts, as (period, area, category). Without a denominator they are out of 1000."""
    drawn = {"areas": areas, "area_members": members, **tables}
    engine = open_engine({name: _as_text(drawing) for name, drawing in drawn.items()})
    with engine.computation() as stage:
        drawn = _as_text(counts)
        if "denominator" not in drawn.column_names:
            drawn = drawn.append_column("denominator", pa.array([1000.0] * len(drawn)))
        stage.give("counts", drawn)
        settings = {"proportion": proportion, "first_age": 0, "last_age": 120}
        rows = suppressed(stage, "any", "deprivation_quintile", engine.cuts.values(), **settings).to_pylist()
    engine.close()
    return {(row["period"], row["area_code"], row["category"]) for row in rows}


def _as_text(drawing: str) -> pa.Table:
    """A drawn table whose blanks and years are texts."""
    texts = {"period", "category"}
    rows = [{name: str(cell or "") if name in texts else cell for name, cell in row.items()} for row in table(drawing)]
    return pa.Table.from_pylist(rows)


def places(**counts: float) -> str:
    return "period | area_code | numerator\n" + "\n".join(f"2023 | {area} | {n}" for area, n in counts.items())


def in_2023(cells: Iterable[str]) -> set[tuple]:
    """Cells written as `A` or `A Female`."""
    return {("2023", *(f"{cell} ".split(" ", 1)[0], cell.partition(" ")[2])) for cell in cells}


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"A": 8, "B": 20, "C": 30}, []),
        ({"A": 0, "B": 20, "C": 30}, []),
        ({"A": 3, "B": 20, "C": 30}, ["A", "C"]),  # the first in the fixed order guards it, though it is larger
        ({"A": 3, "B": 30, "C": 20}, ["A", "C"]),  # whatever the counts are
        ({"A": 3, "B": 30, "C": 0}, ["A", "B"]),  # zero guards nothing, and is shown
        ({"A": 3, "B": 5, "C": 30}, ["A", "B"]),  # eight in two: each may be one to seven
        ({"A": 3, "B": 4, "C": 30}, ["A", "B", "C"]),  # seven in two: neither may be seven
        ({"A": 3, "B": 6, "C": 30}, ["A", "B", "C"]),  # nine in two: were both small, neither could be one
        ({"A": 3, "B": 20, "C": 11}, ["A", "B", "C"]),  # fourteen in two: likewise
        ({"A": 3, "B": 20, "C": 12}, ["A", "C"]),  # fifteen in two: one of them must be large
        ({"A": 3, "B": 3, "C": 3}, ["A", "B", "C"]),
        ({"A": 5, "B": 9, "C": 0}, ["A", "B", "C"]),  # fourteen in all that there is: nor is the zero shown
        ({"A": 5, "B": 10, "C": 0}, ["A", "B"]),
        ({"A": 2, "B": 3, "C": 3}, ["A", "B", "C"]),  # eight in three: the sum alone is shown
        ({"A": 8, "B": 0, "C": 0}, []),
        ({"A": 3, "B": 0, "C": 0}, ["ALL", "A", "B", "C"]),  # a small sum takes its zeros with it
    ],
)
def test_places_and_their_sum(counts, hidden):
    assert hidden_of(places(**counts)) == in_2023(hidden)


def test_what_guards_is_the_same_in_every_period():
    counts = ((3, 20, 30), (5, 40, 15), (6, 100, 100))
    lines = [f"{2000 + year} | {area} | {row['ABC'.index(area)]}" for year, row in enumerate(counts) for area in "ABC"]
    hidden = hidden_of("\n".join(("period | area_code | numerator", *lines)))
    assert hidden == {(str(2000 + year), area, "") for year in range(3) for area in "AC"}


def test_a_count_of_one_sex_hides_another_of_its_place_and_both_in_the_footprint():
    assert hidden_of("""
        period | area_code | sex | numerator
        2023   | A         | F   | 500
        2023   | A         | M   | 400
        2023   | A         | U   | 3
        2023   | B         | F   | 500
        2023   | B         | M   | 600
        2023   | C         | F   | 700
        2023   | C         | M   | 800
    """) == in_2023(["A Not known", "A Female", "ALL Not known", "ALL Female"])


def test_a_hidden_total_hides_how_it_is_cut_and_so_does_one_that_guards_it():
    assert hidden_of("""
        period | area_code | sex | numerator
        2023   | A         | F   | 3
        2023   | A         | M   | 0
        2023   | B         | F   | 50
        2023   | B         | M   | 60
        2023   | C         | F   | 70
        2023   | C         | M   | 80
    """) == in_2023(
        ["A", "A Female", "A Male", "C", "C Female", "C Male", "ALL Female", "ALL Male"],
    )


def test_where_no_part_is_left_to_guard_none_is_shown_and_the_sum_is():
    """Thirteen in two: were either shown to be small, the other would be large, or neither could be one."""
    hidden = hidden_of("""
        period | area_code | sex | numerator
        2023   | A         | F   | 3
        2023   | A         | M   | 10
        2023   | A         | U   | 0
        2023   | B         | F   | 50
        2023   | B         | M   | 60
        2023   | C         | F   | 70
        2023   | C         | M   | 80
    """)
    of_place = {"A Female", "A Male", "A Not known"}
    assert hidden == in_2023([*of_place, "ALL Female", "ALL Male", "ALL Not known"])


def test_a_small_group_of_the_footprint_hides_that_group_of_every_member():
    """Were B's zero shown, the sum of A's and C's, each at least one, could not be one."""
    hidden = hidden_of("""
        period | area_code | sex | numerator
        2023   | A         | F   | 50
        2023   | A         | M   | 60
        2023   | A         | U   | 1
        2023   | B         | F   | 50
        2023   | B         | M   | 60
        2023   | B         | U   | 0
        2023   | C         | F   | 70
        2023   | C         | M   | 80
        2023   | C         | U   | 2
    """)
    assert {("2023", area, "Not known") for area in ("ALL", "A", "B", "C")} <= hidden
    # B's zero looks like the others: it has a guard too.
    guards = {(area, sex) for area in "ABC" for sex in ("Female", "Male") if ("2023", area, sex) in hidden}
    assert guards == {("A", "Female"), ("B", "Male"), ("C", "Male")}


def test_neighbourhoods_guard_one_another_below_their_place_and_their_footprint():
    assert hidden_of(
        """
        period | area_code | numerator
        2023   | a1        | 2
        2023   | a2        | 19
        2023   | a3        | 13
        2023   | B         | 100
        2023   | C         | 100
        """,
        small_areas="""
        level | small_area_code | area_code
        lsoa  | a1              | A
        lsoa  | a2              | A
        lsoa  | a3              | A
        """,
    ) == in_2023(["A a1", "A a2", "ALL a1", "ALL a2"])


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"A": 20, "B": 30, "C": 3}, ["C", "A", "AB"]),  # the larger less the smaller would be C
        ({"A": 3, "B": 30, "C": 30}, ["A", "C", "AB"]),
        ({"A": 20, "B": 30, "C": 30}, []),
    ],
)
def test_of_footprints_that_share_places_of_which_one_is_hidden_the_first_keeps_its_sum(counts, hidden):
    areas, members = AREAS + "    AB | footprint | 5\n", MEMBERS + "    AB | A\n    AB | B\n"
    assert hidden_of(places(**counts), areas, members) == in_2023(hidden)


def test_a_hidden_place_of_a_later_footprint_alone_needs_no_guard_in_the_first():
    areas, members = AREAS + "    D | place | 6\n    CD | footprint | 5\n", MEMBERS + "    CD | C\n    CD | D\n"
    assert hidden_of(places(A=20, B=30, C=30, D=3), areas, members) == in_2023(["D", "CD"])


def test_periods_that_share_a_year_are_hidden_together_and_each_is_guarded():
    """In 2021 C would guard A; in 2022 there is nobody in C, so that B must."""
    assert hidden_of("""
        period  | area_code | numerator
        2021    | A         | 3
        2021    | B         | 20
        2021    | C         | 30
        2022    | A         | 4
        2022    | B         | 40
        2022    | C         | 0
        2021-22 | A         | 7
        2021-22 | B         | 60
        2021-22 | C         | 30
        2023    | A         | 40
        2023    | B         | 40
        2023    | C         | 40
    """) == {(period, area, "") for period in ("2021", "2022", "2021-22") for area in "ABC"}


def test_what_is_hidden_of_one_period_is_hidden_of_all_that_reach_it_by_shared_years():
    lines = [f"{period} | {area} | 40" for period in ("2019-21", "2021-23") for area in "ABC"]
    drawn = "\n".join(("period | area_code | numerator", "2019 | A | 3", "2019 | B | 20", "2019 | C | 30", *lines))
    assert hidden_of(drawn) == {(period, area, "") for period in ("2019", "2019-21", "2021-23") for area in "AC"}


def test_a_country_is_exempt_and_a_footprint_with_an_uncounted_member_has_no_sum_to_guard():
    assert hidden_of(places(A=3, B=20, E=4), AREAS + "    E | country | 5\n") == in_2023(["A"])


PUBLISHED = """
    indicator_id | area_code | period | category_type | category | numerator | value
    any          | C         | 2023   | all           |          | 20        | 1
    any          | B         | 2023   | all           |          | 31        | 1
    other        | B         | 2023   | all           |          | 30        | 1
"""


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        # C is out already, and B is published with another count.
        ({"A": 3, "B": 30, "C": 20}, ["A", "B"]),
        # What is not published is five in all: the sum less C would tell that neither is six or seven.
        ({"A": 3, "B": 2, "C": 20}, ["A", "B", "ALL"]),
    ],
)
def test_what_a_publisher_gives_is_neither_hidden_nor_guards_another(counts, hidden):
    assert hidden_of(places(**counts), published_estimates=PUBLISHED) == in_2023(hidden)


def test_a_sum_with_a_single_part_that_is_not_published_goes_with_it():
    by_sex = """
        period | area_code | sex | numerator
        2023   | A         | F   | 4
        2023   | A         | M   | 500
        2023   | B         | F   | 500
        2023   | B         | M   | 600
        2023   | C         | F   | 700
        2023   | C         | M   | 800
    """
    published = """
        indicator_id | area_code | period | category_type | category | numerator | value
        any          | A         | 2023   | sex           | Male     | 500       | 1
    """
    hidden = hidden_of(by_sex, published_estimates=published)
    assert hidden >= in_2023(["A", "A Female", "ALL Female"])
    assert ("2023", "A", "Male") not in hidden


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        # One in 21 is not enough for four, and the fixed order begins with 5.
        ((1, 1, 9, 1, 80), {1, 2, 4, 5}),
        ((1, 1, 1, 6, 0), {1, 2, 3, 4, 5}),  # nine in all
        ((1, 1, 1, 6, 80), {1, 2, 3, 4, 5}),  # nine in four is one too few
        ((1, 1, 1, 7, 80), {1, 2, 3, 4}),
        ((7, 7, 7, 2, 80), {1, 2, 3, 4, 5}),  # twenty-three in four is one too many
        ((7, 7, 7, 1, 80), {1, 2, 3, 4}),
    ],
)
def test_the_hidden_parts_of_a_set_add_up_to_what_leaves_each_of_them_free(counts, hidden):
    lines = [f"2023 | A | {group} | {n}" for group, n in enumerate(counts, 1)]
    lines += [f"2023 | {area} | {group} | 90" for area in "BC" for group in range(1, 6)]
    found = hidden_of("\n".join(("period | area_code | deprivation_quintile | numerator", *lines)))
    assert {int(group[0]) for _, area, group in found if area == "A"} == hidden


@pytest.mark.parametrize(
    ("people", "hidden"),
    [
        ({"A": (3, 200), "B": (50, 200), "C": (40, 200)}, ["A", "C"]),
        ({"A": (197, 200), "B": (50, 200), "C": (40, 200)}, ["A", "C"]),  # three are not
        ({"A": (200, 200), "B": (50, 200), "C": (40, 200)}, []),  # nobody is not
        # With C eleven are not, and with B fourteen: each must leave those who are not free too.
        ({"A": (197, 200), "B": (192, 200), "C": (192, 200)}, ["A", "B", "C"]),
        ({"A": (3, 200), "B": (50, 200), "C": (200, 200)}, ["A", "B"]),  # a hundred per cent guards nothing
    ],
)
def test_of_a_percentage_the_rest_is_guarded_like_the_count(people, hidden):
    lines = [f"2023 | {area} | {n} | {of}" for area, (n, of) in people.items()]
    drawn = "\n".join(("period | area_code | numerator | denominator", *lines))
    assert hidden_of(drawn, proportion=True) == in_2023(hidden)
