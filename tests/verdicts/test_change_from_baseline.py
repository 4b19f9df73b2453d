"""Improved, worsened, no clear change, cannot say."""

import math

import pyarrow as pa
import pytest

WORDS = ("indicator_id", "declared_baseline", "polarity", "area_code", "category", "period", "reliability")
COLUMNS = ["period", "value", "lower_ci_95", "upper_ci_95", "reliability"]


def _judge(run_stage, *points, baseline="2019", breaks=(), polarity="low is good"):
    rows = [
        {
            "indicator_id": "x",
            "declared_baseline": baseline,
            "polarity": polarity,
            "area_code": "E06000032",
            "category": "",
            "numerator": 100.0,
            "stretch": sum(first <= point[0] for first in breaks),
            **dict(zip(COLUMNS, point, strict=True)),
        }
        for point in points
    ]
    schema = pa.schema(
        [(name, pa.string()) for name in WORDS]
        + [(name, pa.float64()) for name in ("numerator", *COLUMNS[1:4])]
        + [("stretch", pa.int64())]
    )
    result = run_stage(
        ("verdicts", "change_from_baseline"),
        {"judged": pa.Table.from_pylist(rows, schema=schema)},
    )
    return max(result, key=lambda row: row["period"])


def test_the_interval_is_movers(run_stage):
    row = _judge(run_stage, ("2019", 100.0, 90.0, 112.0, "good"), ("2023", 70.0, 62.0, 79.0, "good"))
    assert row["change"] == -30
    assert row["change_lower_ci_95"] == pytest.approx(-30 - math.hypot(70 - 62, 112 - 100))
    assert row["change_upper_ci_95"] == pytest.approx(-30 + math.hypot(79 - 70, 100 - 90))
    assert row["change_verdict"] == "improved"


def test_the_percentage_interval_encloses_the_percentage_and_agrees_on_exclusion(run_stage):
    row = _judge(run_stage, ("2019", 100.0, 90.0, 112.0, "good"), ("2023", 70.0, 62.0, 79.0, "good"))
    assert row["change_percent_lower_ci_95"] < row["change_percent"] == pytest.approx(-30)
    assert row["change_percent"] < row["change_percent_upper_ci_95"] < 0


def test_a_percentage_against_an_uncertain_baseline_is_the_ratio_to_its_limits(run_stage):
    row = _judge(run_stage, ("2019", 100.0, 90.0, 112.0, "good"), ("2023", 70.0, 70.0, 70.0, "good"))
    assert row["change_percent_lower_ci_95"] == pytest.approx(100 * (70 / 112 - 1), rel=1e-12)
    assert row["change_percent_upper_ci_95"] == pytest.approx(100 * (70 / 90 - 1), rel=1e-12)


@pytest.mark.parametrize(
    ("polarity", "verdict"),
    [("high is good", "improved"), ("low is good", "worsened"), ("none", "increased")],
)
def test_a_rise_is_named_by_polarity(run_stage, polarity, verdict):
    points = (("2019", 50.0, 49.0, 51.0, "good"), ("2023", 60.0, 59.0, 61.0, "good"))
    assert _judge(run_stage, *points, polarity=polarity)["change_verdict"] == verdict


def test_an_interval_that_includes_nought_is_no_clear_change(run_stage):
    row = _judge(run_stage, ("2019", 50.0, 45.0, 55.0, "good"), ("2023", 53.0, 48.0, 58.0, "good"))
    assert row["change_verdict"] == "no clear change"


@pytest.mark.parametrize(
    ("baseline", "latest", "breaks", "reason"),
    [
        ((None, None, None, None), (5.0, 4.0, 6.0, "good"), (), "the baseline has no figure"),
        ((5.0, 4.0, 6.0, "good"), (None, None, None, None), (), "there is no figure for this period"),
        ((5.0, 4.0, 6.0, "unreliable"), (9.0, 8.0, 9.5, "good"), (), "the baseline figure is unreliable"),
        ((5.0, 4.0, 6.0, "good"), (9.0, 8.0, 9.5, "unreliable"), (), "the figure is unreliable"),
        ((5.0, 4.0, 6.0, "good"), (9.0, 8.0, 9.5, "good"), ("2021",), "the series breaks between them"),
        ((5.0, 4.0, 6.0, "good"), (9.0, 8.0, 9.5, "good"), ("2023",), "the series breaks between them"),
        ((5.0, None, None, "good"), (9.0, 8.0, 9.5, "good"), (), "a figure has no interval"),
        ((9.0, 8.0, None, "good"), (5.0, 4.0, 6.0, "good"), (), "a figure has no interval"),
    ],
)
def test_it_cannot_say_when_an_end_is_missing_or_unreliable_or_the_series_breaks(
    run_stage, baseline, latest, breaks, reason
):
    row = _judge(run_stage, ("2019", *baseline), ("2023", *latest), breaks=breaks)
    assert (row["change_verdict"], row["change_reason"]) == ("cannot say", reason)


def test_a_baseline_in_the_first_period_of_a_new_series_is_comparable(run_stage):
    row = _judge(run_stage, ("2019", 5.0, 4.0, 6.0, "good"), ("2023", 9.0, 8.0, 9.5, "good"), breaks=("2019",))
    assert row["change_verdict"] == "worsened"


def test_without_a_declared_baseline_it_is_the_first_period_with_a_figure(run_stage):
    points = (("2018", None, None, None, None), ("2019", 5.0, 4.0, 6.0, "good"), ("2023", 9.0, 8.0, 9.5, "good"))
    assert _judge(run_stage, *points, baseline=None)["baseline_period"] == "2019"


@pytest.mark.parametrize(
    ("period", "verdict", "reason"),
    [
        ("2018-20", "cannot say", "the periods overlap"),
        ("2019-21", "cannot say", "the periods overlap"),
        ("2020-22", "worsened", None),
    ],
)
def test_pooled_periods_that_overlap_are_refused(run_stage, period, verdict, reason):
    points = (("2017-19", 5.0, 4.0, 6.0, "good"), (period, 9.0, 8.0, 9.5, "good"))
    row = _judge(run_stage, *points, baseline="2017-19")
    assert (row["change_verdict"], row["change_reason"]) == (verdict, reason)
