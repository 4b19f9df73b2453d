"""A measure is computed from counts or shown as published: never a mixture, always labelled."""

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.in_force import shipped_catalogue
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.pipeline.counting import measures_with_figures, open_engine, series
from blmk_metrics.pipeline.stages import measured_table
from tests.drawn import same, table
from tests.shipped import MEASURES

READINESS = MEASURES["school_readiness"]
OFFICIAL = """
    area_code | period  | category_type | category | value | lower_ci_95 | upper_ci_95 | lower_ci_998 | upper_ci_998 | official_comparison | official_trend                | flag       | note
    E06000032 | 2021/22 | all           |          | 56.6  | 54.8        | 58.4        | 53.8         | 59.4         | better              |                               |            |
    E06000032 | 2024/25 | all           |          | 64.0  |             |             |              |              | worse               | increasing and getting better |            |
    E06000055 | 2024/25 | all           |          |       |             |             |              |              |                     |                               |            | too few children
    E06000042 | 2024/25 | all           |          | 70.0  |             |             |              |              | better              |                               | unreliable |
    E92000001 | 2021/22 | all           |          | 65.2  |             |             |              |              |                     |                               |            |
    E92000001 | 2024/25 | all           |          | 68.3  |             |             |              |              |                     |                               |            |
    E06000032 | 2024/25 | sex           | Female   | 71.0  | 69.0        | 73.0        |              |              |                     |                               |            |
"""  # noqa: E501


def _engine(release, drawing=OFFICIAL, without=(), indicator_id="school_readiness"):
    rows = [{**row, "indicator_id": indicator_id, "category": row["category"] or ""} for row in table(drawing)]
    kept = {name: each for name, each in release.tables.items() if name not in without}
    return open_engine({**kept, "published_estimates": pa.Table.from_pylist(rows, SCHEMAS["published_estimates"])})


def _row(rows, area, period):
    return next(row for row in rows if row["area_code"] == area and row["period"] == period)


@pytest.fixture(scope="module")
def official(release):
    return measured_table(READINESS, _engine(release)).to_pylist()


def test_the_series_that_reaches_the_latest_period_is_shown_first(release):
    order = [(each.category_type, each.basis, each.latest_period) for each in series(READINESS, _engine(release))]
    assert order == [
        ("all", Basis.OFFICIAL, "2024/25"),
        ("all", Basis.COMPUTED, "2023/24"),
        ("free_school_meals", Basis.COMPUTED, "2023/24"),
        ("sex", Basis.OFFICIAL, "2024/25"),
        ("sex", Basis.COMPUTED, "2023/24"),
    ]


def test_on_a_tie_the_computed_series_is_shown_first(release):
    drawn = OFFICIAL.replace("2024/25", "2023/24")
    first = series(READINESS, _engine(release, drawn))[0]
    assert (first.basis, first.latest_period) == (Basis.COMPUTED, "2023/24")


def test_a_series_is_never_spliced(release, official):
    assert {row["basis"] for row in official} == {"official"}
    assert {row["period"] for row in official if row["value"] is not None} == {"2021/22", "2024/25"}
    computed = measured_table(READINESS, _engine(release), basis=Basis.COMPUTED).to_pylist()
    assert {row["basis"] for row in computed} == {"computed"}
    assert "2024/25" not in {row["period"] for row in computed}


def test_published_figures_and_limits_pass_unchanged(official):
    assert same(
        [_row(official, "E06000032", "2021/22")],
        """
        value | lower_ci_95 | upper_ci_95 | lower_ci_998 | upper_ci_998 | comparison | comparison_note
        56.6  | 54.8        | 58.4        | 53.8         | 59.4         | much worse |
        """,
    )


def test_the_publishers_verdicts_are_carried_where_it_gives_no_limits(official):
    luton = _row(official, "E06000032", "2024/25")
    assert (luton["comparison"], luton["comparison_note"]) == ("worse", "the publisher's own verdict")
    assert (luton["trend"], luton["trend_note"]) == ("increasing and getting better", "the publisher's own verdict")
    assert (luton["change_verdict"], luton["change_reason"]) == ("cannot say", "a figure has no interval")
    assert luton["gap_reason"] == "its counts are not published"


def test_a_publishers_unreliable_figure_silences_its_own_verdict(official):
    row = _row(official, "E06000042", "2024/25")
    assert (row["value"], row["reliability"], row["comparison"]) == (70.0, "unreliable", "not compared")


def test_a_figure_that_was_not_published_is_missing_with_the_publishers_reason(official):
    row = _row(official, "E06000055", "2024/25")
    assert (row["value"], row["reason"]) == (None, "too few children")


def test_a_footprint_has_no_published_figure_because_rates_do_not_add_up(official):
    row = _row(official, "E54000024", "2024/25")
    assert (row["value"], row["reason"]) == (None, "published for its members only, and rates do not add up")


def test_published_figures_of_local_records_are_not_rounded_again(release):
    drawn = """
        area_code | period  | category_type | category | value   | numerator | denominator
        E06000032 | 2023/24 | all           |          | 1639.26 | 503       | 30700
        E92000001 | 2023/24 | all           |          | 1933.04 | 219155    | 10783087
    """
    rows = measured_table(
        MEASURES["falls_admissions"], _engine(release, drawn, indicator_id="falls_admissions")
    ).to_pylist()
    luton = _row(rows, "E06000032", "2023/24")
    assert (luton["value"], luton["numerator"]) == (1639.26, 503)


def test_a_measure_without_counts_is_served_from_what_is_published(release):
    engine = _engine(release, without=("early_years_profile",))
    assert [each.basis for each in series(READINESS, engine)] == [Basis.OFFICIAL, Basis.OFFICIAL]
    assert _row(measured_table(READINESS, engine).to_pylist(), "E06000032", "2024/25")["value"] == 64.0


def test_a_measure_of_which_a_release_holds_nothing_is_not_offered(release):
    engine = _engine(release, without=("preventable_deaths",))
    with_figures = measures_with_figures(shipped_catalogue(), lambda measure: series(measure, engine))
    assert MEASURES["preventable_mortality"] not in with_figures
    assert READINESS in with_figures


def test_a_year_that_was_not_collected_stands_once_though_its_publisher_lists_it(release):
    drawn = """
        area_code | period  | category_type | category | value | note
        E06000032 | 2018/19 | all           |          | 68.4  |
        E06000032 | 2019/20 | all           |          |       | not published
        E06000055 | 2019/20 | all           |          |       | not published
        E06000032 | 2020/21 | all           |          |       | not published
        E06000032 | 2024/25 | all           |          | 64.0  |
    """
    rows = measured_table(READINESS, _engine(release, drawn)).to_pylist()
    keys = [(row["area_code"], row["period"]) for row in rows]
    assert len(keys) == len(set(keys)) == 6 * 4
    assert _row(rows, "E06000032", "2019/20")["reason"] == "not collected for this period"


def test_what_was_not_collected_before_or_after_a_series_is_no_gap_in_it(release):
    drawn = """
        area_code | period  | category_type | category | value
        E06000032 | 2021/22 | all           |          | 56.6
        E06000032 | 2025/26 | all           |          | 64.0
    """
    rows = measured_table(READINESS, _engine(release, drawn)).to_pylist()
    assert {row["period"] for row in rows} == {"2021/22", "2025/26"}
