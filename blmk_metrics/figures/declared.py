"""Every kind of figure, declared once: by what an address and a meeting know it, and what makes it."""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from math import inf
from typing import Any

from blmk_metrics.figures.by_group import groups, groups_over_time
from blmk_metrics.figures.by_neighbourhood import by_neighbourhood
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.kinds import area_map, areas, trend
from blmk_metrics.figures.over_time import areas_over_time
from blmk_metrics.indicators import Indicator
from blmk_metrics.releases.edition import Edition


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of figure.

    `make` makes one of an edition, an `indicator`, an `area_code`, and whichever it takes of `by`, `level`, `period`,
    `highlighted` and `basis`. `words` name it in a meeting; without any it is in no meeting and no report, and with
    some all that it takes but `by` has a default. `height` is the most that a meeting's screen has for it, in pixels.
    `draws` are extracts that it shows and no SQL reads.
    """

    make: Callable[..., Figure]
    words: str = ""
    height: float = inf
    draws: frozenset[str] = frozenset()

    @cached_property
    def asks(self) -> Set[str]:
        """What `make` takes."""
        return signature(self.make).parameters.keys()

    def of(self, edition: Edition, indicator: Indicator, area_code: str, **asked: Any) -> Figure:
        """A figure of this kind; what it does not ask for is left aside."""
        taken = {name: each for name, each in asked.items() if name in self.asks}
        return self.make(edition, indicator, area_code=area_code, **taken)


# By their names in an address, in the order in which a report tells them.
KINDS: Mapping[str, Kind] = {
    "trend": Kind(make=trend, words="over time", height=290),
    "areas": Kind(make=areas, words="beside the other areas"),
    "map": Kind(make=area_map, words="on the map", height=330, draws=frozenset({"boundaries"})),
    "areas_over_time": Kind(make=areas_over_time),
    "groups": Kind(make=groups, words="by {by}"),
    "groups_over_time": Kind(make=groups_over_time, words="by {by}, over time", height=290),
    "neighbourhoods": Kind(make=by_neighbourhood),
}
