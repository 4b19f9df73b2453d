"""Which counts of local records are hidden: the small ones, and those that guard them."""

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


def hidden_of(counts: str, areas: str = AREAS, members: str = MEMBERS, **tables: str) -> set[tuple]:
    """What is hidden of drawn counts, as (period, area, category)."""
    drawn = {"areas": areas, "area_members": members, **tables}
    engine = open_engine({name: _as_text(drawing) for name, drawing in drawn.items()})
    with engine.computation() as stage:
        drawn = _as_text(counts)
        stage.give("counts", drawn.append_column("denominator", pa.array([1000.0] * len(drawn))))
        cuts = engine.cuts.values()
        rows = suppressed(stage, "any", "deprivation_quintile", cuts, first_age=0, last_age=120).to_pylist()
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
        ({"A": 3, "B": 20, "C": 30}, ["A", "B"]),  # the next smallest guards it
        ({"A": 3, "B": 0, "C": 30}, ["A", "C"]),  # nought guards nothing, and is shown
        ({"A": 3, "B": 5, "C": 30}, ["A", "B"]),  # eight in two: each may be one to seven
        ({"A": 3, "B": 4, "C": 30}, ["A", "B", "C"]),  # seven in two: neither may be seven
        ({"A": 3, "B": 3, "C": 3}, ["A", "B", "C"]),
        ({"A": 2, "B": 3, "C": 3}, ["ALL", "A", "B", "C"]),  # eight in three: the sum goes last
        ({"A": 3, "B": 0, "C": 0}, ["ALL", "A", "B", "C"]),  # a small sum takes its noughts with it
    ],
)
def test_places_and_their_sum(counts, hidden):
    assert hidden_of(places(**counts)) == in_2023(hidden)


def test_a_count_of_one_sex_hides_the_next_smallest_and_both_in_the_footprint():
    assert hidden_of("""
        period | area_code | sex | numerator
        2023   | A         | F   | 500
        2023   | A         | M   | 400
        2023   | A         | U   | 3
        2023   | B         | F   | 500
        2023   | B         | M   | 600
        2023   | C         | F   | 700
        2023   | C         | M   | 800
    """) == in_2023(["A Not known", "A Male", "ALL Not known", "ALL Male"])


def test_a_hidden_total_hides_how_it_is_cut():
    assert hidden_of("""
        period | area_code | sex | numerator
        2023   | A         | F   | 3
        2023   | A         | M   | 0
        2023   | B         | F   | 50
        2023   | B         | M   | 60
        2023   | C         | F   | 70
        2023   | C         | M   | 80
    """) == in_2023(
        ["A", "A Female", "A Male", "B", "B Female", "B Male", "ALL Female", "ALL Male"],
    )


def test_a_small_group_of_the_footprint_hides_that_group_of_every_member():
    """Were B's nought shown, the sum of A's and C's, each at least one, could not be one."""
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
    # B's nought looks like the others: it has a guard too.
    assert [area for area in "ABC" if ("2023", area, "Female") in hidden] == ["A", "B", "C"]


def test_neighbourhoods_guard_one_another_below_their_place_and_their_footprint():
    assert hidden_of(
        """
        period | area_code | numerator
        2023   | a1        | 2
        2023   | a2        | 9
        2023   | a3        | 10
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


def test_of_two_footprints_around_a_hidden_place_one_keeps_its_sum():
    """The larger less the smaller would be C."""
    assert hidden_of(
        places(A=20, B=30, C=3),
        areas=AREAS + "    AB | footprint | 5\n",
        members=MEMBERS + "    AB | A\n    AB | B\n",
    ) == in_2023(["C", "A", "AB"])


def test_periods_that_share_a_year_are_hidden_together():
    assert hidden_of("""
        period  | area_code | numerator
        2021    | A         | 3
        2021    | B         | 20
        2021    | C         | 30
        2022    | A         | 40
        2022    | B         | 40
        2022    | C         | 40
        2021-22 | A         | 43
        2021-22 | B         | 60
        2021-22 | C         | 70
        2023    | A         | 40
        2023    | B         | 40
        2023    | C         | 40
    """) == {(period, area, "") for period in ("2021", "2022", "2021-22") for area in "AB"}


def test_a_country_is_exempt_and_a_footprint_with_an_uncounted_member_has_no_sum_to_guard():
    assert hidden_of(places(A=3, B=20, E=4), AREAS + "    E | country | 5\n") == in_2023(["A"])


def test_what_a_publisher_gives_is_neither_hidden_nor_guards_another():
    assert hidden_of(
        places(A=3, B=20, C=30),
        published_estimates="""
        indicator_id | area_code | period | category_type | category | numerator | value
        any          | B         | 2023   | all           |          | 20        | 1
        any          | C         | 2023   | all           |          | 31        | 1
        other        | C         | 2023   | all           |          | 30        | 1
        """,
    ) == in_2023(["A", "C"])


def test_the_hidden_cells_of_a_set_add_up_to_six_more_than_they_are():
    """1 + 1 + 1 + 9 is twelve in four: with 9 shown, three would add up to three, and none could be seven."""
    hidden = hidden_of("""
        period | area_code | deprivation_quintile | numerator
        2023   | A         | 1                    | 1
        2023   | A         | 2                    | 1
        2023   | A         | 3                    | 9
        2023   | A         | 4                    | 1
        2023   | A         | 5                    | 80
        2023   | B         | 1                    | 12
        2023   | B         | 5                    | 90
        2023   | C         | 3                    | 77
    """)
    assert {group for _, area, group in hidden if area == "A"} == {"1 (most deprived)", "2", "3", "4"}
    fewer = hidden_of("""
        period | area_code | deprivation_quintile | numerator
        2023   | A         | 1                    | 1
        2023   | A         | 2                    | 1
        2023   | A         | 3                    | 1
        2023   | A         | 4                    | 6
        2023   | A         | 5                    | 80
        2023   | B         | 5                    | 90
        2023   | C         | 5                    | 77
    """)
    # Nine in four is one too few.
    assert {group[0] for _, area, group in fewer if area == "A"} == {"1", "2", "3", "4", "5"}
