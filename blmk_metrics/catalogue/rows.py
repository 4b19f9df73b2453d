"""Choosing rows of a measured table. Rows are mappings with None where a cell is missing, in the table's order."""

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def of_area(rows: Sequence[Row], code: str) -> list[Row]:
    """One area's rows."""
    return [row for row in rows if row["area_code"] == code]


def in_period(rows: Sequence[Row], period: str) -> list[Row]:
    """One period's rows."""
    return [row for row in rows if row["period"] == period]


def periods(rows: Sequence[Row]) -> list[str]:
    """The periods in which any area has a figure, earliest first."""
    return sorted({row["period"] for row in rows if row["value"] is not None})


def latest(rows: Sequence[Row], code: str) -> Row:
    """An area's row for the latest period in which any area has a figure: it may itself be without one."""
    drawn = periods(rows) or [row["period"] for row in rows]
    (row,) = in_period(of_area(rows, code), drawn[-1])
    return row
