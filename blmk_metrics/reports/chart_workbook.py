"""The workbook behind a native chart: every value and limit as it is, where the chart reads them."""

import io
from collections.abc import Iterator
from datetime import datetime

from xlsxwriter import Workbook

from blmk_metrics.reports.chart_parts import NativeChart, Series, Values

SHEET = "Sheet1"
# A workbook says when it was made: always this, so that the same release gives the same bytes.
CREATED = datetime(2000, 1, 1)


def workbook(chart: NativeChart, shown: str) -> bytes:
    """A chart's workbook: categories, a column for each series, then four for each with limits; `shown` is the
    number format."""
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED})
        sheet, form = book.add_worksheet(SHEET), book.add_format({"num_format": shown})

        def fill(column: int, head: str, values: Values) -> None:
            sheet.write_string(0, column, head)
            for place, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(place, column, value, form)

        for place, category in enumerate(chart.categories, 1):
            sheet.write_string(place, 0, category)
        for column, each in enumerate(chart.series, 1):
            fill(column, each.name, each.values)
        for place, column in limit_columns(chart):
            each = chart.series[place]
            heads = ("lower 95% limit", "upper 95% limit", "from value down", "from value up")
            for at, values in enumerate((each.lower, each.upper, *distances(each))):
                fill(column + at, f"{each.name}: {heads[at]}", values)
    return written.getvalue()


def distances(series: Series) -> tuple[Values, Values]:
    """How far the limits lie below and above the values."""
    below = (_between(low, value) for value, low in zip(series.values, series.lower, strict=True))
    above = (_between(value, high) for value, high in zip(series.values, series.upper, strict=True))
    return tuple(below), tuple(above)


def _between(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else high - low


def limit_columns(chart: NativeChart) -> Iterator[tuple[int, int]]:
    """Each series with limits, by place, and the first of the four columns that hold them, after all the values."""
    column = len(chart.series) + 1
    for place, each in enumerate(chart.series):
        if any(limit is not None for limit in (*each.lower, *each.upper)):
            yield place, column
            column += 4
