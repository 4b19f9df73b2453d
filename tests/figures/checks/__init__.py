"""What every figure of a kind must draw and print, checked mark by mark and cell by cell against its rows."""

from collections.abc import Callable

from blmk_metrics.releases.edition import Edition
from tests.figures.answers import PROFILE, Answer
from tests.figures.checks.lines import check_line_tables, check_lines
from tests.figures.checks.maps import check_map, check_neighbourhoods
from tests.figures.checks.over_time import check_areas_over_time, check_groups_over_time, check_trend
from tests.figures.checks.profiles import check_profile, check_profile_table
from tests.figures.checks.side_by_side import check_areas, check_groups
from tests.figures.checks.tables import check_halos, check_question, check_table

# A kind that is declared and not among these has no net: the test of it fails.
CHARTS: dict[str, Callable[[Edition, Answer], None]] = {
    "trend": check_trend,
    "areas": check_areas,
    "map": check_map,
    "areas_over_time": check_areas_over_time,
    "groups": check_groups,
    "groups_over_time": check_groups_over_time,
    "neighbourhoods": check_neighbourhoods,
    PROFILE: check_profile,
}


def check(edition: Edition, answer: Answer) -> bool:
    """Hold a figure to its rows: its table and, where there is anything to draw, its chart. Return whether there is."""
    check_question(answer)
    if answer.figure.kind == PROFILE:
        check_profile_table(answer.figure)
    else:
        check_table(answer.figure)
        check_line_tables(answer.figure)
    if answer.figure.empty:
        return False
    CHARTS[answer.figure.kind](edition, answer)
    if answer.figure.kind != PROFILE:
        check_lines(answer.figure)
    check_halos(answer.figure)
    return True
