"""Periods as people write them: `2023`, `2021/22`."""

from enum import StrEnum


class PeriodType(StrEnum):
    """What one period of a series spans."""

    CALENDAR_YEAR = "calendar year"
    ACADEMIC_YEAR = "academic year, September to August"
    FINANCIAL_YEAR = "financial year, April to March"
    APRIL_TO_MARCH = "12 months, April to March"

    @property
    def spans_two_years(self) -> bool:
        """Whether a period begins in one calendar year and ends in the next, and is written `2021/22`."""
        return self is not PeriodType.CALENDAR_YEAR


def first_year(period: str) -> int:
    """The year in which a period begins: 2021 for `2021/22` and for `2021`."""
    return int(period[:4])
