"""Every kind of figure, declared once: by what an address and a meeting know it, and what makes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.figures.by_group import groups, groups_over_time
from blmk_metrics.figures.by_neighbourhood import by_neighbourhood
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.of_areas import area_map, areas, areas_over_time, trend
from blmk_metrics.figures.profile import profile
from blmk_metrics.releases.edition import Edition


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of figure.

    `make` makes one of an edition and a question. `takes` are the fields of a question that it takes beside its area
    and, where it is of one measure (`of_measure`), the measure, its variant and its basis. `words` name it in a
    meeting; without any it is in no meeting and no report, and with some all that it takes but a cut has a default.
    `height` is the most that a meeting's screen has for it, in pixels. `draws` are extracts that it shows and no SQL
    reads.
    """

    make: Callable[[Edition, Question], Figure]
    takes: frozenset[str] = frozenset()
    of_measure: bool = True
    words: str = ""
    height: float = inf
    draws: frozenset[str] = frozenset()


# By their names in an address, in the order of a report.
KINDS: Mapping[str, Kind] = {
    "trend": Kind(make=trend, words="over time", height=290),
    "areas": Kind(make=areas, takes=frozenset({"period", "areas"}), words="beside the other areas"),
    "map": Kind(
        make=area_map,
        takes=frozenset({"period", "areas"}),
        words="on the map",
        height=330,
        draws=frozenset({"boundaries"}),
    ),
    "areas_over_time": Kind(make=areas_over_time, takes=frozenset({"areas"})),
    "groups": Kind(make=groups, takes=frozenset({"cut", "period"}), words="by {by}"),
    "groups_over_time": Kind(make=groups_over_time, takes=frozenset({"cut"}), words="by {by}, over time", height=290),
    "neighbourhoods": Kind(make=by_neighbourhood, takes=frozenset({"level", "period"})),
    "profile": Kind(make=profile, of_measure=False),
}
