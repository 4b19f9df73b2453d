"""The direction of the latest five points, at its awkward edges."""

import pyarrow as pa
import pytest

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("indicator_id", "area_code", "category", "period", "polarity", "reliability")]
    + [("official_trend", pa.string())]
    + [(name, pa.float64()) for name in ("numerator", "denominator", "value", "lower_ci_95", "upper_ci_95")]
    + [("stretch", pa.int64()), ("place", pa.int64()), ("uncollected", pa.bool_()), ("proportion", pa.bool_())]
)
MISSING = "one of the latest five points is missing, or has no interval"


def _judge(run_stage, rows, proportion, breaks=(), polarity="none"):
    places = {}
    for row in sorted(rows, key=lambda row: row["period"]):
        if not row.get("uncollected"):
            series = places.setdefault(row["area_code"], {})
            series.setdefault(row["period"], len(series) + 1)
    filled = [
        {
            "indicator_id": "x",
            "polarity": polarity,
            "proportion": proportion,
            "stretch": sum(first <= row["period"] for first in breaks),
            "category": "",
            "uncollected": False,
            "place": None if row.get("uncollected") else places[row["area_code"]][row["period"]],
            "reliability": "good",
            "official_trend": None,
            "lower_ci_95": 0.0,
            "upper_ci_95": 1.0,
            **row,
        }
        for row in rows
    ]
    result = run_stage(
        ("verdicts", "recent_trend"),
        {"judged": pa.Table.from_pylist(filled, schema=SCHEMA)},
    )
    latest = {}
    for row in sorted(result, key=lambda row: row["period"]):
        latest[row["area_code"]] = row
    return latest


def _proportions(counts, denominators, years=range(2019, 2024)):
    return [
        {"area_code": "A", "period": str(year), "numerator": c, "denominator": d, "value": None if c is None else c / d}
        for year, c, d in zip(years, counts, denominators, strict=False)
    ]


def test_polarity_turns_direction_into_better_or_worse(run_stage):
    rows = _proportions([100, 200, 300, 400, 500], [1000] * 5)
    assert _judge(run_stage, rows, True, polarity="high is good")["A"]["trend"] == "increasing and getting better"
    assert _judge(run_stage, rows, True, polarity="low is good")["A"]["trend"] == "increasing and getting worse"


@pytest.mark.parametrize(
    ("rows", "breaks", "reason"),
    [
        (_proportions([1, 2, 3, 4], [10] * 4), (), "fewer than five points"),
        (
            _proportions([1, 2, None, 4, 5], [10] * 5),
            (),
            MISSING,
        ),
        (_proportions([1, 2, 3, 4, 5], [10] * 5), ("2021",), "the series breaks within the latest five points"),
        (_proportions([1, 2, 3, 4, 5], [10] * 5), ("2023",), "the series breaks within the latest five points"),
    ],
)
def test_it_cannot_be_calculated_and_says_why(run_stage, rows, breaks, reason):
    row = _judge(run_stage, rows, True, breaks)["A"]
    assert (row["trend"], row["trend_reason"]) == ("cannot be calculated", reason)


def test_a_break_at_the_windows_first_point_is_outside_it(run_stage):
    rows = _proportions([100, 200, 300, 400, 500], [1000] * 5)
    assert _judge(run_stage, rows, True, ("2019",))["A"]["trend"] == "increasing"


@pytest.mark.parametrize("counts", [[0] * 5, [10] * 5])
def test_no_events_and_nothing_but_events_do_not_crash_it(run_stage, counts):
    assert _judge(run_stage, _proportions(counts, [10] * 5), True)["A"]["trend"] == "no significant change"


def test_one_point_alone_never_makes_a_trend(run_stage):
    rows = [
        {"area_code": "A", "period": str(year), "value": value, "lower_ci_95": value - 1, "upper_ci_95": value + 1}
        for year, value in zip(range(2019, 2024), (10.0, 10.0, 10.0, 10.0, 60.0), strict=True)
    ]
    assert _judge(run_stage, rows, False)["A"]["trend"] == "no significant change"


def test_years_without_collection_are_gaps_not_missing_points(run_stage):
    rows = _proportions([100, 200, 300, 400, 500], [1000] * 5, years=(2016, 2017, 2018, 2022, 2023))
    rows += [
        {**row, "uncollected": True, "numerator": None, "value": None}
        for row in _proportions([1, 1], [10, 10], (2019, 2020))
    ]
    assert _judge(run_stage, rows, True)["A"]["trend"] == "increasing"


def _valued(periods, values=(10.0, 20.0, 30.0, 40.0, 50.0), **extra):
    return [
        {
            "area_code": "A",
            "period": period,
            "value": each,
            "lower_ci_95": each - 1,
            "upper_ci_95": each + 1,
            **extra,
        }
        for period, each in zip(periods, values, strict=True)
    ]


def test_pooled_periods_that_overlap_are_refused(run_stage):
    row = _judge(run_stage, _valued(["2015-17", "2016-18", "2017-19", "2018-20", "2019-21"]), False)["A"]
    assert (row["trend"], row["trend_reason"]) == ("cannot be calculated", "the latest five periods overlap")


def test_pooled_periods_that_follow_one_another_are_not(run_stage):
    row = _judge(run_stage, _valued(["2007-09", "2010-12", "2013-15", "2016-18", "2019-21"]), False)["A"]
    assert (row["trend"], row["trend_note"]) == ("increasing", None)


@pytest.mark.parametrize(
    ("periods", "note"),
    [
        (["2016", "2017", "2018", "2021", "2022"], "no point for 2019, 2020"),
        (["2016/17", "2017/18", "2018/19", "2021/22", "2022/23"], "no point for 2019/20, 2020/21"),
        (["1996/97", "1997/98", "1998/99", "2000/01", "2001/02"], "no point for 1999/00"),
    ],
)
def test_a_gap_in_the_years_is_named(run_stage, periods, note):
    assert _judge(run_stage, _valued(periods), False)["A"]["trend_note"] == note


def test_a_series_without_limits_carries_the_publishers_trend_where_it_has_one(run_stage):
    rows = [
        {**row, "lower_ci_95": None, "upper_ci_95": None}
        for row in _valued([str(year) for year in range(2019, 2024)], official_trend="increasing")
    ]
    row = _judge(run_stage, rows, False)["A"]
    assert (row["trend"], row["trend_reason"], row["trend_note"]) == ("increasing", None, "the publisher's own verdict")


def test_a_slope_of_log_odds_needs_every_count_between_nought_and_its_denominator(run_stage):
    row = _judge(run_stage, _proportions([0, 10, 20, 30, 40], [100] * 5), True)["A"]
    assert row["trend_chi_squared"] > 0
    assert (row["trend_slope"], row["trend_note"]) == (None, "no slope: a count is zero or its denominator")
