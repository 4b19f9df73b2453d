"""Better, similar, worse: the benchmark's value against the area's own interval."""

import pytest

from blmk_metrics.catalogue.terms import BenchmarkKind
from tests.drawn import table
from tests.measures_drawn import drawn_measure, measured_rows

HEAD = """
    area_code | area_name | area_type | position | period | category | uncollected | numerator | denominator | value | lower_ci_95 | upper_ci_95 | lower_ci_998 | upper_ci_998 | reason | reliability
    E92000001 | England   | country   | 6        | 2023   |          | false       | 500       | 1000        | 50    | 49          | 51          | 48           | 52           |        | good
"""  # noqa: E501


def _compare(run_stage, area_row, polarity="high is good", official=None):
    drawing = HEAD + area_row
    rows = table(drawing)
    for row in rows:
        row.update(category="", indicator_id="x", polarity=polarity, official_comparison=official)
    import pyarrow as pa

    judged = pa.Table.from_pylist(rows)
    judged = judged.set_column(
        judged.column_names.index("official_comparison"),
        "official_comparison",
        judged["official_comparison"].cast(pa.string()),
    )
    result = run_stage(("verdicts", "comparison"), {"judged": judged})
    (row,) = [row for row in result if row["area_code"] != "E92000001"]
    (england,) = [row for row in result if row["area_code"] == "E92000001"]
    assert (england["comparison"], england["comparison_reason"]) == ("not compared", "it is the benchmark")
    return row


def _luton(value, l95, u95, l998, u998, reliability="good"):
    return (
        "    E06000032 | Luton | place | 4 | 2023 | | false | 50 | 100 "
        f"| {value} | {l95} | {u95} | {l998} | {u998} | | {reliability}\n"
    )


@pytest.mark.parametrize(
    ("figures", "polarity", "verdict"),
    [
        ((52, 49, 55, 47, 57), "high is good", "similar"),
        ((52, 50, 54, 48, 56), "high is good", "similar"),  # equal to a limit is inside
        ((54, 51, 57, 49, 59), "high is good", "better"),
        ((54, 51, 57, 49, 59), "low is good", "worse"),
        ((54, 51, 57, 49, 59), "none", "higher"),
        ((60, 57, 63, 55, 65), "high is good", "much better"),
        ((40, 37, 43, 35, 45), "high is good", "much worse"),
        ((40, 37, 43, 35, 45), "low is good", "much better"),
        ((46, 43, 49, 41, 51), "none", "lower"),
    ],
)
def test_the_verdict_follows_the_interval_and_the_polarity(run_stage, figures, polarity, verdict):
    assert _compare(run_stage, _luton(*figures), polarity)["comparison"] == verdict


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (_luton("", "", "", "", ""), "there is no figure to compare"),
        (_luton(54, "", "", "", ""), "the figure has no interval"),
        (_luton(54, 51, 57, 49, 59, "unreliable"), "the figure is unreliable"),
    ],
)
def test_no_verdict_without_a_figure_an_interval_or_reliability(run_stage, row, reason):
    compared = _compare(run_stage, row)
    assert (compared["comparison"], compared["comparison_reason"]) == ("not compared", reason)


def test_places_are_compared_with_their_footprint_where_no_country_has_a_figure(measured):
    rows = [row for row in measured["first_condition_gap"] if row.area_type == "place"]
    assert {row.benchmark_name for row in rows} == {"BLMK"}
    assert all(row.comparison != "not compared" for row in rows)
    footprint = [row for row in measured["first_condition_gap"] if row.area_type == "footprint"]
    assert {row.comparison_reason for row in footprint} == {"it is what its Places are compared with"}


def test_a_figure_without_limits_carries_the_publishers_verdict_where_it_has_one(run_stage):
    carried = _compare(run_stage, _luton(54, "", "", "", ""), official="worse")
    assert (carried["comparison"], carried["comparison_reason"]) == ("worse", None)
    assert carried["comparison_note"] == "the publisher's own verdict"


@pytest.mark.parametrize("row", [_luton("", "", "", "", ""), _luton(54, "", "", "", "", "unreliable")])
def test_a_publishers_verdict_never_speaks_for_a_missing_or_unreliable_figure(run_stage, row):
    assert _compare(run_stage, row, official="worse")["comparison"] == "not compared"


def test_our_own_verdict_stands_where_the_figure_has_limits(run_stage):
    compared = _compare(run_stage, _luton(54, 51, 57, 49, 59), official="worse")
    assert (compared["comparison"], compared["comparison_note"]) == ("better", None)


def test_an_area_equal_to_its_benchmark_is_similar(run_stage):
    assert _compare(run_stage, _luton(50, 50, 50, 50, 50))["comparison"] == "similar"


def test_without_a_wider_interval_nothing_is_much(run_stage):
    assert _compare(run_stage, _luton(54, 51, 57, "", ""))["comparison"] == "better"


@pytest.mark.parametrize(
    ("benchmark", "expected"),
    [
        (None, ("ALB", "not compared")),
        (BenchmarkKind.COUNTRY, ("ALB", "not compared")),
        (BenchmarkKind.FOOTPRINT, ("SHIRES", "not compared")),
        (BenchmarkKind.REGION, (None, "not compared")),
    ],
)
def test_a_measure_is_compared_with_what_its_file_declares(benchmark, expected):
    rows = measured_rows(
        drawn_measure(benchmark=benchmark),
        """
        area_code | period  | value | lower_ci_95 | upper_ci_95
        NOR       | 2022/23 | 60    |             |
        ALB       | 2022/23 | 62    | 61          | 63
        """,
    )
    (row,) = (row for row in rows if row.area_code == "NOR" and row.value is not None)
    assert (row.benchmark_code, row.comparison) == expected
