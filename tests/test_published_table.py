"""The release that ships reproduces the partnership's published table, and every sentence beneath it."""

import pytest

from blmk_metrics.narrative.numbers import number, signed
from blmk_metrics.releases.reconciliation import reconciliation
from tests.shipped import MEASURES

PUBLISHED = {
    "school_readiness": """
        Bedford              | 63.8 | 66.2 | +2.4
        Central Bedfordshire | 65.5 | 68.9 | +3.4
        Luton                | 56.6 | 62.0 | +5.4
        Milton Keynes        | 66.7 | 68.4 | +1.7
        England              | 65.2 | 67.7 | +2.5
    """,
    "falls_admissions": """
        Bedford              | 2,100 | 1,725 | −17.9
        Central Bedfordshire | 2,339 | 1,842 | −21.3
        Luton                | 2,488 | 1,639 | −34.1
        Milton Keynes        | 2,520 | 1,999 | −20.7
        England              | 2,256 | 1,933 | −14.3
    """,
    "inactivity_long_term_sickness": """
        Bedford              | 31.7 | 14.1 | −17.6
        Central Bedfordshire | 21.9 | 31.8 | +9.9
        Luton                | 17.5 | 28.9 | +11.4
        Milton Keynes        | 20.8 | 22.4 | +1.6
        England              | 23.3 | 26.3 | +3.0
    """,
}
LATEST = {"school_readiness": "2023/24", "falls_admissions": "2022/23", "inactivity_long_term_sickness": "2023/24"}
PLACES = ("Bedford", "Central Bedfordshire", "Luton", "Milton Keynes")


def _row(rows, area, period):
    (row,) = [row for row in rows if row.area_name == area and row.period == period]
    return row


@pytest.mark.parametrize("indicator_id", PUBLISHED)
def test_values_and_changes_read_as_printed(measured, indicator_id):
    measure, rows = MEASURES[indicator_id], measured[indicator_id]
    for line in PUBLISHED[indicator_id].strip().splitlines():
        area, baseline, latest, change = [cell.strip() for cell in line.split("|")]
        end = _row(rows, area, LATEST[indicator_id])
        column = "change_percent" if measure.relative_change else "change"
        assert number(_row(rows, area, measure.baseline).value, measure.decimals) == baseline
        assert number(end.value, measure.decimals) == latest
        assert signed(end.cell(column), 1) == change


def test_the_reconciliation_finds_every_published_figure_and_every_one_agrees(measured, edition):
    published = edition.published_figures()
    points = [p for i in MEASURES.values() for p in reconciliation(i, measured[i.id], published)]
    assert len(points) == len(published) == 45
    assert [point for point in points if not point.agrees] == []


def test_falls_are_significantly_lower_in_all_four_places(measured):
    for place in PLACES:
        row = _row(measured["falls_admissions"], place, "2022/23")
        assert row.change_verdict == "improved"
        assert row.change_upper_ci_95 < 0


def test_lutons_school_readiness_is_below_england_with_the_greatest_rise(measured):
    rows = {place: _row(measured["school_readiness"], place, "2023/24") for place in PLACES}
    assert rows["Luton"].comparison.endswith("worse")
    assert max(PLACES, key=lambda place: rows[place].change) == "Luton"
    verdicts = {place: rows[place].change_verdict for place in PLACES}
    assert verdicts["Bedford"] == verdicts["Milton Keynes"] == "no clear change"


def test_only_bedfords_latest_survey_figure_is_unreliable(measured):
    judged = {
        (row.area_name, row.period): row.reliability
        for row in measured["inactivity_long_term_sickness"]
        if row.period in ("2019/20", "2023/24")
    }
    assert [key for key, reliability in judged.items() if reliability == "unreliable"] == [("Bedford", "2023/24")]


def test_preventable_mortality_moves_as_the_plan_says(measured):
    def value(place, year):
        return _row(measured["preventable_mortality"], place, year).value

    for place in (*PLACES, "England"):
        assert value(place, "2019") < value(place, "2020") < value(place, "2021") > value(place, "2022")
    for place in ("Bedford", "Luton"):
        assert value(place, "2023") >= value(place, "2022")
        assert value(place, "2023") > value(place, "2019")


def test_no_profile_was_collected_in_the_pandemic_years_and_the_rows_say_so(measured):
    rows = [row for row in measured["school_readiness"] if row.period in ("2019/20", "2020/21")]
    assert len(rows) == 12
    assert {(row.value, row.reason) for row in rows} == {(None, "not collected for this period")}
