"""What every kind of figure has in common: its question in full, its source, whether it is invented, its period."""

from collections.abc import Mapping, Sequence
from typing import Any

from blmk_metrics.catalogue.rows import Row, in_period, periods
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.source_lines import source_line
from blmk_metrics.indicators import Indicator
from blmk_metrics.releases.edition import Edition
from blmk_metrics.ways import averages


def figure(
    edition: Edition,
    kind: str,
    indicator: Indicator,
    rows: Sequence[Row],
    asked: Mapping[str, str],
    unit: str = "",
    **told: Any,
) -> Figure:
    """A figure of an edition: with its question in full, its source, and whether it is invented."""
    basis = rows[0].basis
    said = {"average": str(indicator.method)} if averages(indicator) else {}
    return Figure(
        kind=kind,
        parameters={"measure": indicator.id, **asked, "basis": basis, **said},
        release_id=edition.release.id,
        indicator=indicator,
        rows=tuple(rows),
        unit=unit or indicator.unit,
        source=source_line(edition.release, indicator, basis),
        synthetic=edition.release.synthetic(indicator),
        **told,
    )


def of_period(rows: Sequence[Row], period: str | None) -> list[Row]:
    """Rows of a period; without one, of the latest in which anything has a figure."""
    drawn = periods(rows) or [row.period for row in rows]
    return in_period(rows, period or drawn[-1])
