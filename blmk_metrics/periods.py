"""Periods as people write them: `2023`, `2021/22`."""

from enum import StrEnum


class PeriodType(StrEnum):
    """What one period of a series spans."""

    CALENDAR_YEAR = "calendar year"
    ACADEMIC_YEAR = "academic year, September to August"
    FINANCIAL_YEAR = "financial year, April to March"
    APRIL_TO_MARCH = "12 months, April to March"


def first_year(period: str) -> int:
    """The year in which a period begins: 2021 for `2021/22` and for `2021`."""
    return int(period[:4])
