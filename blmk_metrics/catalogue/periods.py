"""Periods as people write them: `2023`, `2021/22`, `March 2025`, `2022 to 2024`."""

import re
from datetime import date
from enum import StrEnum

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_YEAR = r"(?:19|20)\d\d"
# Several years together are written out, `2022 to 2024`, or in short, `2022-24`.
_CALENDAR_YEARS = re.compile(rf"({_YEAR})(?: to ({_YEAR})|-(\d\d))")
_SPANNING_YEARS = re.compile(rf"({_YEAR}/\d\d)(?: to ({_YEAR}/\d\d)|-(\d\d/\d\d))")


class PeriodKind(StrEnum):
    """What one period of a series spans. A survey year may begin on any day."""

    CALENDAR_YEAR = "calendar year"
    ACADEMIC_YEAR = "academic year"
    FINANCIAL_YEAR = "financial year"
    APRIL_TO_MARCH = "12 months April to March"
    MONTH = "calendar month"
    QUARTER = "quarter"
    SURVEY_YEAR = "survey year"
    DAY = "one day"

    @property
    def is_year(self) -> bool:
        """Whether a period lasts a year, so that several may be pooled."""
        return self is PeriodKind.CALENDAR_YEAR or self.spans_two_years

    @property
    def spans_two_years(self) -> bool:
        """Whether a period begins in one calendar year and ends in the next, and is written `2021/22`."""
        return self in (
            PeriodKind.ACADEMIC_YEAR,
            PeriodKind.FINANCIAL_YEAR,
            PeriodKind.APRIL_TO_MARCH,
            PeriodKind.SURVEY_YEAR,
        )


# What a kind is called on screens where its own name leaves something out, and how several years of it are.
_IN_FULL = {
    PeriodKind.ACADEMIC_YEAR: "academic year, September to August",
    PeriodKind.FINANCIAL_YEAR: "financial year, April to March",
    PeriodKind.APRIL_TO_MARCH: "12 months, April to March",
}
_EXAMPLES = {
    PeriodKind.CALENDAR_YEAR: "2023",
    PeriodKind.MONTH: "2025-03 or March 2025",
    PeriodKind.QUARTER: "2025 Q1",
    PeriodKind.SURVEY_YEAR: "2023/24, or as its first day, 2023-11-16",
    PeriodKind.DAY: "2024-11-16",
}


def is_period(text: str, kind: PeriodKind, length: int = 1) -> bool:
    """Whether a text is one period of a kind, of `length` years where several are pooled."""
    if length != 1:
        return kind.is_year and length > 1 and _is_pooled(text, kind, length)
    if kind is PeriodKind.CALENDAR_YEAR:
        return re.fullmatch(_YEAR, text) is not None
    if kind is PeriodKind.MONTH:
        return re.fullmatch(rf"{_YEAR}-(0[1-9]|1[0-2])|({'|'.join(MONTHS)}) {_YEAR}", text) is not None
    if kind is PeriodKind.QUARTER:
        return re.fullmatch(rf"{_YEAR} Q[1-4]", text) is not None
    if kind is PeriodKind.DAY:
        return _is_day(text)
    return _is_spanning(text) or (kind is PeriodKind.SURVEY_YEAR and _is_day(text))


def period_example(kind: PeriodKind, length: int = 1) -> str:
    """How a period of a kind is written: `2021/22`, `2022 to 2024`."""
    if length == 1:
        return _EXAMPLES.get(kind, "2021/22")
    if kind.spans_two_years:
        return f"2012/13 to {2011 + length}/{(12 + length) % 100:02}"
    return f"2012 to {2011 + length}"


def period_words(kind: PeriodKind, length: int = 1) -> str:
    """What a period spans, in words: `academic year, September to August`, `3 calendar years together`."""
    if length == 1:
        return _IN_FULL.get(kind, str(kind))
    if kind is PeriodKind.APRIL_TO_MARCH:
        return f"{12 * length} months, April to March"
    return f"{length} {kind}s together"


def first_year(period: str) -> int:
    """The year in which a period begins: 2021 for `2021/22`, `2021` and `March 2021`. Raises ValueError without one."""
    found = re.search(r"\d{4}", period)
    if found is None:
        raise ValueError(f"{period!r} has no year")
    return int(found[0])


def _is_pooled(text: str, kind: PeriodKind, length: int) -> bool:
    spanning = kind.spans_two_years
    if (found := (_SPANNING_YEARS if spanning else _CALENDAR_YEARS).fullmatch(text)) is None:
        return False
    first, last, short = found.groups()
    ends = int(first[:4]) + length - 1
    written = _spanning(ends) if spanning else str(ends)
    return (not spanning or _is_spanning(first)) and (last == written or short == written[2:])


def _is_spanning(text: str) -> bool:
    return re.fullmatch(rf"{_YEAR}/\d\d", text) is not None and text == _spanning(int(text[:4]))


def _spanning(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def _is_day(text: str) -> bool:
    try:
        return re.fullmatch(rf"{_YEAR}-\d\d-\d\d", text) is not None and bool(date.fromisoformat(text))
    except ValueError:
        return False
