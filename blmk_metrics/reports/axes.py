"""The value axis of a native chart: round numbers that hold every value and every limit."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import count

MOST_TICKS = 8


@dataclass(frozen=True, kw_only=True)
class Axis:
    """Where an axis begins and ends, and how far apart its ticks are, in the unit of its values."""

    low: float
    high: float
    step: float


def axis_of(values: Iterable[float], decimals: int) -> Axis:
    """The axis that holds all of some values, with at most MOST_TICKS ticks; it need not begin at zero.

    Its step is 1, 2 or 5 times a power of ten, and no finer than labels of so many decimals can tell apart. Raises
    ValueError without any value.
    """
    exact = [Fraction(value) for value in values]
    lowest, highest = min(exact), max(exact)
    steps = (first * Fraction(10) ** power for power in count(-decimals) for first in (1, 2, 5))
    step = next(each for each in steps if -(-highest // each) - lowest // each < MOST_TICKS)
    low, high = lowest // step, max(-(-highest // step), lowest // step + 1)
    return Axis(low=float(low * step), high=float(high * step), step=float(step))
