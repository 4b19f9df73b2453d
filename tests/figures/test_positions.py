"""A profile's scale: where an area lies between worse and better, whatever the measure's unit."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blmk_metrics.catalogue.terms import Polarity
from blmk_metrics.figures.placing import positions
from tests.drawn import drawn_row, same, table
from tests.measures_drawn import drawn_gap, drawn_measure

HIGH = drawn_measure(polarity=Polarity.HIGH_IS_GOOD)
LOW = drawn_measure(id="low", polarity=Polarity.LOW_IS_GOOD)
NEITHER = drawn_measure(id="neither", polarity=Polarity.NONE)
GAP = drawn_gap(polarity=Polarity.LOW_IS_GOOD)


@pytest.fixture(scope="module")
def place(edition):
    """Positions of drawn rows: `place(measure, drawing, area_code)`."""

    def run(measure, drawing, area_code="A"):
        rows = table(drawing) if isinstance(drawing, str) else drawing
        filled = [drawn_row(**{"indicator_id": measure.id, "polarity": measure.polarity, **row}) for row in rows]
        return positions(edition.answers, {measure: filled}, area_code)

    return run


def test_the_benchmark_is_at_zero_and_the_furthest_limit_at_one(place):
    found = place(
        HIGH,
        """
        area_code | value | lower_ci_95 | upper_ci_95 | benchmark_code
        A         | 60    | 50          | 65          | E
        B         | 75    | 72          | 78          | E
        E         | 70    | 69          | 71          | E
        """,
    )
    assert same(
        [each._asdict() for each in found],
        """
        area_code | position | left_end | right_end | rightwards
        A         | -0.5     | -1       | -0.25     | better
        B         | 0.25     | 0.1      | 0.4       | better
        E         | 0        | -0.05    | 0.05      | better
        """,
    )


def test_where_low_is_good_the_scale_is_turned_round(place):
    found = place(
        LOW,
        """
        area_code | value | lower_ci_95 | upper_ci_95 | benchmark_code
        A         | 60    | 50          | 65          | E
        E         | 70    |             |             | E
        """,
    )
    assert same(
        [each._asdict() for each in found],
        """
        area_code | position | left_end | right_end | rightwards
        A         | 0.5      | 0.25     | 1         | better
        E         | 0        |          |           | better
        """,
    )


def test_where_neither_direction_is_good_higher_lies_to_the_right(place):
    drawing = "area_code | value | benchmark_code\nA | 80 | E\nE | 70 | E"
    found = place(NEITHER, drawing)
    assert [(row.position, row.rightwards) for row in found] == [(1, "higher"), (0, "higher")]


def test_a_gap_that_has_turned_round_is_not_called_better(place):
    found = place(GAP, "area_code | value | benchmark_code\nA | -2 | B\nB | 8 |")
    assert same(
        [each._asdict() for each in found],
        """
        area_code | position | rightwards
        A         | -1       | higher
        B         | 0        | higher
        """,
    )


def test_only_a_gap_reaches_below_zero(place):
    drawing = "area_code | value | lower_ci_95 | upper_ci_95 | benchmark_code\nA | 2 | -8 | 12 | E\nE | 10 | | | E"
    assert place(LOW, drawing)[0].right_end == 1
    assert place(LOW, drawing)[0].position == 0.8
    assert place(GAP, drawing)[0].right_end == 1
    assert place(GAP, drawing)[0].position == pytest.approx(8 / 18)


def test_an_area_that_others_are_compared_with_is_in_the_middle_itself(place):
    drawing = "area_code | value | benchmark_code\nA | 4 | B\nB | 8 |"
    assert [row.position for row in place(GAP, drawing, "B")] == [1, 0]
    assert {row.middle_code for row in place(GAP, drawing, "B")} == {"B"}


def test_a_figure_that_is_not_there_has_no_place_and_moves_no_other(place):
    found = place(
        HIGH,
        """
        area_code | value | lower_ci_95 | upper_ci_95 | benchmark_code
        A         |       |             |             | E
        B         | 75    | 74          | 80          | E
        E         | 70    |             |             | E
        """,
    )
    assert same([each._asdict() for each in found], "area_code | position | right_end\nA | |\nB | 0.5 | 1\nE | 0 |")


def test_without_the_benchmarks_figure_there_is_no_scale(place):
    found = place(HIGH, "area_code | value | benchmark_code\nA | 60 | E\nE | | E")
    assert [row.position for row in found] == [None, None]


def test_where_nothing_differs_everything_is_in_the_middle(place):
    found = place(HIGH, "area_code | value | benchmark_code\nA | 60 | E\nE | 60 | E")
    assert [row.position for row in found] == [0, 0]


def test_the_period_is_the_latest_in_which_any_area_has_a_figure(place):
    found = place(
        HIGH,
        """
        area_code | period  | value | benchmark_code
        A         | 2021/22 | 50    | E
        E         | 2021/22 | 60    | E
        A         | 2022/23 |       | E
        E         | 2022/23 | 70    | E
        A         | 2023/24 |       | E
        E         | 2023/24 |       | E
        """,
    )
    assert {row.period for row in found} == {"2022/23"}
    assert [row.position for row in found] == [None, 0]


FIGURES = st.floats(min_value=0.5, max_value=5_000)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(FIGURES, FIGURES, FIGURES), min_size=2, max_size=7), st.sampled_from([HIGH, LOW, NEITHER]))
def test_a_scale_keeps_the_order_of_figures_ends_at_one_and_turns_with_polarity(place, drawn, measure):
    codes = "ABCDEFG"
    rows = [
        {
            "area_code": code,
            "benchmark_code": "A",
            **dict(zip(("lower_ci_95", "value", "upper_ci_95"), sorted(each), strict=True)),
        }
        for code, each in zip(codes, drawn, strict=False)
    ]
    found = {row.area_code: row for row in place(measure, rows)}
    assert found["A"].position == 0
    turn = -1 if measure is LOW else 1
    order = sorted(rows, key=lambda row: turn * row["value"])
    placed = [found[row["area_code"]].position for row in order]
    assert placed == sorted(placed)
    ends = [abs(end) for row in found.values() for end in (row.position, row.left_end, row.right_end)]
    assert max(ends) in (0, pytest.approx(1))
    assert all(row.left_end <= row.position <= row.right_end for row in found.values())


def test_the_bar_covers_the_middle_exactly_where_the_verdict_is_similar(edition):
    """The release that ships, for every area: what the picture shows is what the words say."""
    every = {measure: edition.measured(measure) for measure in edition.measures()}
    verdicts = {(row.indicator_id, row.area_code, row.period): row for rows in every.values() for row in rows}
    compared = 0
    for code in {area for _, area, _ in verdicts}:
        for each in positions(edition.answers, every, code):
            row = verdicts[each.indicator_id, each.area_code, each.period]
            if row.comparison == "not compared" or row.benchmark_code != each.middle_code:
                continue
            compared += 1
            side = "similar" if each.left_end <= 0 <= each.right_end else "better" if each.left_end > 0 else "worse"
            assert row.comparison.removeprefix("much ") == side
    assert compared > 50
