"""What a chart says to somebody who cannot see it: made from the same rows, under the same rules as every sentence."""

from collections.abc import Sequence

from blmk_metrics.formats import with_unit
from blmk_metrics.indicators import Indicator
from blmk_metrics.narrative import Row, comparison, sentence, value_with_interval


def trend_alt(rows: Sequence[Row], latest: Row, indicator: Indicator) -> str:
    """Alt text of a trend: what is drawn, the latest figures, and every gap and break in the series."""
    missing = [row["period"] for row in rows if row["value"] is None]
    breaks = [period for period in indicator.series_breaks if rows and rows[0]["period"] < period <= rows[-1]["period"]]
    return " ".join(
        part
        for part in (
            f"Line chart of {_lower(indicator.name)}, {rows[0]['period']} to {rows[-1]['period']}, with 95% interval."
            if rows
            else "",
            sentence(latest, indicator),
            f"No figures for {', '.join(missing)}." if missing else "",
            f"The series breaks at {', '.join(breaks)}." if breaks else "",
        )
        if part
    )


def areas_alt(rows: Sequence[Row], indicator: Indicator) -> str:
    """Alt text of a chart of areas: every area's figure and verdict."""
    told = [
        f"{row['area_name']} {value_with_interval(row, indicator)}"
        + ("" if row["comparison"] == "not compared" else f", {comparison(row)}")
        for row in rows
    ]
    period = f" in {rows[0]['period']}" if rows else ""
    return f"{indicator.name}{period}, with 95% intervals. {'; '.join(told)}."


def categories_alt(rows: Sequence[Row], indicator: Indicator, what: str) -> str:
    """Alt text of a chart of groups: every group's figure."""
    told = [f"{row['category']}: {value_with_interval(row, indicator)}" for row in rows]
    where = f" in {rows[0]['area_name']}, {rows[0]['period']}" if rows else ""
    return f"{what}{where}, with 95% intervals. {'; '.join(told)}."


def category_trend_alt(rows: Sequence[Row], indicator: Indicator, what: str) -> str:
    """Alt text of groups over time: each group's first and latest figure, without a verdict on the change."""
    told = []
    for category in dict.fromkeys(row["category"] for row in rows):
        drawn = [row for row in rows if row["category"] == category and row["value"] is not None]
        if drawn:
            ends = [f"{with_unit(row['value'], indicator)} in {row['period']}" for row in (drawn[0], drawn[-1])]
            told.append(f"{category}: {' and '.join(dict.fromkeys(ends))}")
    where = f" in {rows[0]['area_name']}" if rows else ""
    return f"Line chart of {_lower(what)}{where} by group. {'; '.join(told)}."


def _lower(name: str) -> str:
    return name[0].lower() + name[1:]
