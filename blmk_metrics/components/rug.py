"""Every priority by every area, as verdicts."""

from collections.abc import Sequence

from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.served import areas_to_choose, measured
from blmk_metrics.indicators import Indicator
from blmk_metrics.selection import latest
from blmk_metrics.verdicts import verdict_of


def priority_rug(indicators: Sequence[Indicator], chosen: str) -> None:
    """A table of priorities by areas, the chosen one first: each cell the latest figure's verdict."""
    areas = dict(sorted(areas_to_choose().items(), key=lambda item: item[0] != chosen))
    latest_rows = {
        indicator.short_name: [latest(measured(indicator), code) for code in areas] for indicator in indicators
    }
    cells = [[name, *map(verdict_of, rows)] for name, rows in latest_rows.items()]
    comparators = dict.fromkeys(
        row["comparator_name"] for rows in latest_rows.values() for row in rows if row["comparator_name"]
    )
    caption = f"Each measure's latest figure, compared with {' or '.join(comparators)}"
    data_table(caption, ["Measure", *(area.name for area in areas.values())], cells, [False] * (len(areas) + 1))
