"""A period is written as periods of its kind are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blmk_metrics.catalogue.periods import PeriodKind, first_year, is_period, period_example, period_words
from tests.drawn import table

WRITTEN = """
    kind                     | length | text               | is one
    calendar year            | 1      | y2023              | true
    calendar year            | 1      | y2023/24           | false
    calendar year            | 1      | y202               | false
    calendar year            | 1      | y2023 to 2023      | false
    calendar year            | 3      | y2022 to 2024      | true
    calendar year            | 3      | y2022-24           | true
    calendar year            | 3      | y2022 to 2025      | false
    calendar year            | 3      | y2022              | false
    calendar year            | 3      | y1999-01           | true
    academic year            | 1      | y2021/22           | true
    academic year            | 1      | y1999/00           | true
    academic year            | 1      | y2021/23           | false
    academic year            | 1      | y2021              | false
    financial year           | 1      | y2021/22           | true
    financial year           | 3      | y2019/20 to 2021/22 | true
    financial year           | 3      | y2019/20-21/22     | true
    financial year           | 3      | y2019/21 to 2021/22 | false
    12 months April to March | 1      | y2019/20           | true
    calendar month           | 1      | y2025-03           | true
    calendar month           | 1      | yMarch 2025        | true
    calendar month           | 1      | y2025-13           | false
    calendar month           | 1      | yMarch             | false
    calendar month           | 2      | y2025-03           | false
    quarter                  | 1      | y2025 Q1           | true
    quarter                  | 1      | y2025 Q5           | false
    survey year              | 1      | y2023/24           | true
    survey year              | 1      | y2023-11-16        | true
    survey year              | 1      | y2023              | false
    one day                  | 1      | y2024-11-16        | true
    one day                  | 1      | y2024-02-30        | false
    one day                  | 1      | y20241116          | false
"""


@pytest.mark.parametrize("row", table(WRITTEN), ids=lambda row: f"{row['kind']} {row['length']} {row['text']}")
def test_a_text_is_a_period_of_its_kind(row):
    # The drawing's texts begin with a letter, so that none is taken for a number.
    assert is_period(row["text"][1:], PeriodKind(row["kind"]), row["length"]) is row["is one"]


@pytest.mark.parametrize("kind", PeriodKind)
@pytest.mark.parametrize("length", [1, 2, 5])
def test_the_example_of_a_kind_is_of_that_kind(kind, length):
    if length > 1 and not kind.is_year:
        assert not is_period(period_example(kind), kind, length)
        return
    # A kind that is written in several ways has an example of each.
    for example in period_example(kind, length).replace(", or as its first day, ", " or ").split(" or "):
        assert is_period(example, kind, length)
        assert first_year(example) in range(2012, 2026)


@settings(deadline=None)
@given(st.text(max_size=30), st.sampled_from(list(PeriodKind)), st.integers(-1, 20))
def test_no_text_is_too_strange_to_be_refused(text, kind, length):
    assert is_period(text, kind, length) in (True, False)


def test_a_kind_in_words_says_what_it_spans():
    assert period_words(PeriodKind.APRIL_TO_MARCH) == "12 months, April to March"
    assert period_words(PeriodKind.APRIL_TO_MARCH, 3) == "36 months, April to March"
    assert period_words(PeriodKind.QUARTER) == "quarter"
    assert period_words(PeriodKind.FINANCIAL_YEAR, 2) == "2 financial years together"


def test_the_year_in_which_a_period_begins_is_the_first_in_it():
    assert [first_year(each) for each in ("2021", "2021/22", "March 2021", "2021 to 2023")] == [2021] * 4
    with pytest.raises(ValueError, match="'March' has no year"):
        first_year("March")
