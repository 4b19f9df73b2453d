"""Questions answered as figures: each of an edition, for an area, ready to draw, to print or to read out."""

from blmk_metrics.figures.asking import KINDS, PARAMETERS, Unanswered, answer, settle
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.kinds import CATEGORY_NAMES, area_map, areas, groups, groups_over_time, trend
from blmk_metrics.figures.neighbourhoods import by_neighbourhood, counted, outlines_note
from blmk_metrics.figures.of_measure import figures_of
from blmk_metrics.figures.sources import BASES
from blmk_metrics.figures.tables import Table

__all__ = [
    "BASES",
    "CATEGORY_NAMES",
    "KINDS",
    "PARAMETERS",
    "Figure",
    "Table",
    "Unanswered",
    "answer",
    "area_map",
    "areas",
    "by_neighbourhood",
    "counted",
    "figures_of",
    "groups",
    "groups_over_time",
    "outlines_note",
    "settle",
    "trend",
]
