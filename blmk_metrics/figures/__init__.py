"""Questions answered as figures: each of an edition, for an area, ready to draw, to print or to read out."""

from blmk_metrics.figures.asking import MOST_AREAS, PARAMETERS, Unanswered, answer, settle
from blmk_metrics.figures.by_group import CATEGORY_NAMES, groups, groups_over_time
from blmk_metrics.figures.by_neighbourhood import by_neighbourhood, counted, outlines_note
from blmk_metrics.figures.declared import KINDS
from blmk_metrics.figures.figure import BaseFigure, Figure
from blmk_metrics.figures.identified import address_of, is_id
from blmk_metrics.figures.kinds import area_map, areas, trend
from blmk_metrics.figures.of_measure import figures_of
from blmk_metrics.figures.over_time import areas_over_time
from blmk_metrics.figures.profile import Profile, profile
from blmk_metrics.figures.source_lines import BASES
from blmk_metrics.figures.table import Table

__all__ = [
    "BASES",
    "CATEGORY_NAMES",
    "KINDS",
    "MOST_AREAS",
    "PARAMETERS",
    "BaseFigure",
    "Figure",
    "Profile",
    "Table",
    "Unanswered",
    "address_of",
    "answer",
    "area_map",
    "areas",
    "areas_over_time",
    "by_neighbourhood",
    "counted",
    "figures_of",
    "groups",
    "groups_over_time",
    "is_id",
    "outlines_note",
    "profile",
    "settle",
    "trend",
]
