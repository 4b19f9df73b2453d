"""The figures that tell one measure of one area, in the order in which a report tells them."""

from blmk_metrics.figures.declared import KINDS
from blmk_metrics.figures.figure import Figure
from blmk_metrics.indicators import Indicator
from blmk_metrics.releases.edition import Edition


def figures_of(edition: Edition, indicator: Indicator, area_code: str) -> tuple[Figure, ...]:
    """A measure's figures of an area: one of each kind that meetings and reports have, or one by each group."""
    cuts = edition.breakdowns(indicator)
    return tuple(
        kind.of(edition, indicator, area_code, by=cut)
        for kind in KINDS.values()
        if kind.words
        for cut in (cuts if "by" in kind.asks else ("",))
    )
