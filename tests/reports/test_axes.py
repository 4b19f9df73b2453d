"""The axis of a native chart: round, and wide enough for every value and every limit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blmk_metrics.reports.axes import MOST_TICKS, Axis, axis_of

VALUES = st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1, max_size=20)


@given(VALUES, st.integers(0, 2))
def test_an_axis_holds_every_value_in_few_round_steps(values, decimals):
    axis = axis_of(values, decimals)
    assert axis.low <= min(values)
    assert max(values) <= axis.high
    assert 1 <= round((axis.high - axis.low) / axis.step) < MOST_TICKS
    digits = f"{axis.step:.0e}"
    assert digits[0] in "125"
    assert float(digits) == axis.step


@given(VALUES, st.integers(0, 2))
def test_every_tick_can_be_told_from_the_next_in_the_decimals_that_are_shown(values, decimals):
    assert axis_of(values, decimals).step >= 10**-decimals


@given(VALUES, st.integers(0, 2))
def test_ticks_are_multiples_of_the_step_so_that_zero_is_one_where_it_is_crossed(values, decimals):
    axis = axis_of(values, decimals)
    for end in (axis.low, axis.high):
        steps = Fraction(end) / Fraction(axis.step)
        assert steps == pytest.approx(round(steps))


@given(st.lists(st.floats(0, 1e9), min_size=1))
def test_what_is_never_below_zero_has_an_axis_that_is_not_either(values):
    assert axis_of(values, 1).low >= 0


@pytest.mark.parametrize(
    ("values", "decimals", "axis"),
    [
        ([60.3, 70.4], 1, Axis(low=60, high=72, step=2)),
        ([1192, 2900], 0, Axis(low=1000, high=3000, step=500)),
        ([-1.6, 12.0], 1, Axis(low=-2, high=12, step=2)),
        ([5.0], 1, Axis(low=5, high=5.1, step=0.1)),
        ([62.01, 62.04], 1, Axis(low=62, high=62.1, step=0.1)),
    ],
)
def test_axes_are_such_as_one_would_draw_by_hand(values, decimals, axis):
    assert axis_of(values, decimals) == axis
