"""Rows in, Altair charts out. A chart decides how a figure looks, never what it is."""

from blmk_metrics.charts.area_intervals import area_intervals
from blmk_metrics.charts.area_map import area_map
from blmk_metrics.charts.area_trends import area_trends
from blmk_metrics.charts.category_intervals import category_intervals, category_trend
from blmk_metrics.charts.neighbourhood_map import deprivation_map, neighbourhood_map
from blmk_metrics.charts.spine import spine
from blmk_metrics.charts.stamp import stamped
from blmk_metrics.charts.theme import CLICKABLE, HIGHLIGHTS
from blmk_metrics.charts.trend import sparkline, trend

__all__ = [
    "CLICKABLE",
    "HIGHLIGHTS",
    "area_intervals",
    "area_map",
    "area_trends",
    "category_intervals",
    "category_trend",
    "deprivation_map",
    "neighbourhood_map",
    "sparkline",
    "spine",
    "stamped",
    "trend",
]
