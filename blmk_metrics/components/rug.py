"""Every priority by every area, as verdicts."""

from collections.abc import Sequence

from blmk_metrics import narrative
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.served import areas_to_choose, measured
from blmk_metrics.indicators import Indicator
from blmk_metrics.selection import latest


def priority_rug(indicators: Sequence[Indicator]) -> None:
    """A table of priorities by areas: each cell the latest figure's verdict, as shape and word."""
    areas = areas_to_choose()
    rows = [
        [indicator.short_name]
        + [narrative.marked(latest(measured(indicator), code)["comparison"]) for code in areas]
        for indicator in indicators
    ]
    data_table("Compared", ["Measure", *(area.name for area in areas.values())], rows, [False] * (len(areas) + 1))
