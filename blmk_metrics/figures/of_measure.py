"""The figures that tell one measure of one area, in the order in which its page tells them."""

from blmk_metrics.edition import Edition
from blmk_metrics.figures.by_group import groups, groups_over_time
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.kinds import area_map, areas, trend
from blmk_metrics.indicators import Indicator


def figures_of(edition: Edition, indicator: Indicator, area_code: str) -> tuple[Figure, ...]:
    """A measure's figures of an area: over time, beside the other areas, where they are, and by each group."""
    cuts = edition.breakdowns(indicator)
    return (
        trend(edition, indicator, area_code),
        areas(edition, indicator, area_code),
        area_map(edition, indicator, area_code),
        *(groups(edition, indicator, cut, area_code) for cut in cuts),
        *(groups_over_time(edition, indicator, cut, area_code) for cut in cuts),
    )
