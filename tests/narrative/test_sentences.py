"""Every sentence the product can say of the release that ships, said and inspected."""

import re

import pytest

from blmk_metrics import narrative
from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.rows import in_period, latest, of_area, periods, rows_of
from blmk_metrics.catalogue.terms import Polarity
from blmk_metrics.narrative import alt_text
from blmk_metrics.narrative.numbers import interval, number, signed
from blmk_metrics.narrative.verdict_words import verdict_of
from blmk_metrics.pipeline.stages import measured_table, polarity
from blmk_metrics.releases.edition import Edition
from tests.drawn import drawn_row
from tests.shipped import MEASURES

JUDGING = re.compile(r"\b(improved|worsened|better|worse|higher|lower|increased|decreased)\b")
FORBIDDEN = re.compile(r"\b(rose|fell|risen|fallen|dropped|jumped|soared|nan|None|null)\b|  |\(\)|\{|\}")


@pytest.fixture(scope="module")
def every_row(engine, release):
    return [
        (MEASURES[measure.id], row)
        for measure in MEASURES.values()
        for category_type in (WHOLE, *Edition(release, engine).breakdowns(measure))
        for row in rows_of(measured_table(measure, engine, category_type))
    ]


def _licensed(row):
    """The judging words that this row's verdicts license."""
    return set(JUDGING.findall(f"{row.comparison} {row.change_verdict}"))


def test_a_judging_word_appears_only_when_a_verdict_licenses_it(every_row):
    assert len(every_row) > 1000
    for measure, row in every_row:
        for said in (narrative.sentence(row, measure), narrative.finding(row), narrative.change_note(row, measure)):
            assert set(JUDGING.findall(said)) <= _licensed(row), (said, row)


def test_no_sentence_has_a_forbidden_word_or_an_empty_slot(every_row):
    for measure, row in every_row:
        for said in (
            narrative.sentence(row, measure),
            narrative.finding(row),
            narrative.value_with_interval(row, measure),
            narrative.interval_note(row, measure),
            narrative.change_note(row, measure),
            narrative.change_size(row, measure),
            narrative.change_line(row, measure),
            narrative.trend_sentence(row),
            narrative.gap_in_people(row, measure),
            narrative.gap_in_brief(row, measure),
            narrative.groups_title([row], measure),
            alt_text.trend_alt([row], row, measure, measure.name),
            alt_text.areas_alt([row], measure, measure.name),
            alt_text.categories_alt([row], measure, measure.short_name),
            alt_text.category_trend_alt([row], measure, measure.short_name),
        ):
            assert not FORBIDDEN.search(said), said
            assert said == said.strip() or said.startswith(" since ")


def test_sentences_are_short_and_titles_shorter(every_row):
    for measure, row in every_row:
        assert len(narrative.sentence(row, measure).split()) <= 35
        assert len(narrative.finding(row).split()) <= 15
        assert len(narrative.gap_in_people(row, measure).split()) <= 35
        assert len(narrative.trend_sentence(row).split()) <= 35


def test_polarity_is_right_in_every_verdict(every_row):
    """By hand, from the figures: what is on the good side of the benchmark is better, and the other way about."""
    told = 0
    for measure, row in every_row:
        good = 1 if polarity(measure, row.category_type) == Polarity.HIGH_IS_GOOD else -1
        for verdict, difference, words in (
            (row.comparison, lambda row=row: row.value - row.benchmark_value, ("better", "worse")),
            (row.change_verdict, lambda row=row: row.change, ("improved", "worsened")),
        ):
            word = verdict.removeprefix("much ")
            if word in words:
                assert difference() * good * (1 if word == words[0] else -1) > 0, row
                told += 1
        if "getting" in row.trend:
            rising = 1 if row.trend.startswith("increasing") else -1
            assert (rising * good > 0) == row.trend.endswith("better"), row
            told += 1
    assert told > 300


def test_the_gap_in_people_is_told_only_where_the_figures_differ_and_in_the_tables_figures(every_row):
    told = 0
    for measure, row in every_row:
        said = narrative.gap_in_people(row, measure)
        assert bool(said) == (row.gap is not None) == (row.gap_reason is None)
        if said:
            assert row.comparison not in ("similar", "not compared")
            assert measure.inequality is None
            figures = [row.gap, row.gap_lower_ci_95, row.gap_upper_ci_95]
            for figure in re.findall(r"[\d,]*\d", said.replace(measure.counted, "").replace("95%", "")):
                assert figure in {number(abs(each), 0) for each in figures}, said
            assert ("than at" in said) == (row.gap < 0) == row.comparison.endswith("better")
            told += 1
    assert told > 50


def test_every_figure_in_a_sentence_is_the_tables(every_row):
    for measure, row in every_row:
        told = {
            number(figure, measure.decimals)
            for figure in (row.value, row.benchmark_value, row.baseline_value)
            if figure is not None
        }
        said = narrative.sentence(row, measure)
        for text in (row.period, row.baseline_period or "", row.area_name, row.reason or "", "100,000"):
            said = said.replace(text, "") if text else said
        for figure in re.findall(r"−?[\d,]*\d(?:\.\d+)?", said):
            assert figure in told, (figure, said, told)


def test_an_unreliable_figure_is_told_as_such_and_nothing_is_concluded(measured):
    (row,) = [r for r in measured["inactivity_long_term_sickness"] if (r.area_name, r.period) == ("Bedford", "2023/24")]
    assert narrative.sentence(row, MEASURES["inactivity_long_term_sickness"]) == (
        "Bedford: 14.1% in 2023/24, unreliable (too few people surveyed), so nothing is concluded from it."
    )
    assert verdict_of(row) == "○ unreliable"


def test_lutons_school_readiness_in_one_sentence(measured):
    (row,) = [r for r in measured["school_readiness"] if (r.area_name, r.period) == ("Luton", "2023/24")]
    assert narrative.sentence(row, MEASURES["school_readiness"]) == (
        "Luton: 62.0% in 2023/24: much worse than England (67.7%); improved since 2021/22 (56.6%)."
    )
    assert narrative.finding(row) == "Luton has improved since 2021/22 but is much worse than England"


def test_alt_text_of_a_trend_names_gaps_and_breaks(measured):
    measure = MEASURES["school_readiness"]
    series = of_area(measured["school_readiness"], "E06000032")
    said = alt_text.trend_alt(series, series[-1], measure, measure.name)
    assert "No figures for 2019/20, 2020/21." in said
    assert "The series breaks at 2021/22." in said


def test_the_measure_without_a_national_figure_says_so_and_no_other_does(measured):
    said = {
        i.id: narrative.benchmark_note(latest(measured[i.id], "E06000032"), measured[i.id]) for i in MEASURES.values()
    }
    assert said.pop("first_condition_gap") == ("This series has no England figure: Places are compared with BLMK.")
    assert set(said.values()) == {""}


def test_a_maps_title_counts_verdicts(measured):
    rows = measured["school_readiness"]
    assert narrative.where_title(in_period(rows, periods(rows)[-1])) == "Of 4 Places, 1 worse than England"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.56, 1, "1,234.6"),
        (-0.04, 1, "0.0"),
        (-2.5, 1, "−2.5"),
        (None, 1, "no figure"),
        (float("nan"), 0, "no figure"),
        (0, 0, "0"),
    ],
)
def test_numbers_read_as_people_write_them(value, decimals, text):
    assert number(value, decimals) == text


def test_differences_carry_their_sign_and_limits_their_to():
    assert (signed(2.44, 1), signed(-17.6, 1), signed(0.01, 1)) == ("+2.4", "−17.6", "0.0")
    assert interval(60.26, 63.71, 1) == "60.3 to 63.7"


@pytest.mark.parametrize(
    ("indicator_id", "area", "said"),
    [
        (
            "school_readiness",
            "E06000032",
            "At England's rate there would be about 174 more children with a good level of development "
            "(95% interval 122 to 227).",
        ),
        (
            "preventable_mortality",
            "E06000032",
            "At England's rate there would be about 79 fewer deaths under 75 from preventable causes "
            "(95% interval 41 to 119).",
        ),
        (
            "falls_admissions",
            "E06000032",
            "About 85 fewer emergency admissions due to a fall than at England's rate (95% interval 40 to 125).",
        ),
        ("inactivity_long_term_sickness", "E06000032", ""),
    ],
)
def test_the_gap_says_more_of_a_good_thing_and_fewer_of_a_bad_one(measured, indicator_id, area, said):
    assert narrative.gap_in_people(latest(measured[indicator_id], area), MEASURES[indicator_id]) == said


def test_the_gap_in_brief_is_what_there_is_against_what_there_would_be_at_whose_rate(measured):
    said = {i: narrative.gap_in_brief(latest(measured[i], "E06000032"), MEASURES[i]) for i in measured}
    assert said["school_readiness"] == ": about 174 fewer children (122 to 227) than at England's rate"
    assert said["falls_admissions"] == ": about 85 fewer admissions (40 to 125) than at England's rate"
    assert said["inactivity_long_term_sickness"] == ""
    # More deaths than at England's rate, and worse.
    assert said["preventable_mortality"] == ": about 79 more deaths (41 to 119) than at England's rate"


def test_the_interval_of_a_change_has_the_unit_of_the_change_and_not_of_its_ends(measured):
    said = {i: narrative.change_note(latest(measured[i], "E06000032"), MEASURES[i]) for i in measured}
    assert said["falls_admissions"].endswith("1,639 per 100,000; 95% interval of the change −41.6 to −25.7%.")
    assert said["school_readiness"] == ("56.6% to 62.0%; 95% interval of the change +2.9 to +7.9 percentage points.")


def _groups(*verdicts):
    return [
        drawn_row(
            area_name="Luton",
            category=str(number),
            comparison=verdict,
            benchmark_name="England",
            comparison_reason="no interval" if verdict == "not compared" else None,
        )
        for number, verdict in enumerate(verdicts, start=1)
    ]


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        (("similar", "worse"), "Luton: 1 similar to England, 2 worse than England"),
        (("worse", "worse"), "Luton: 1 and 2 each worse than England"),
        (("worse", "not compared"), "Luton: 1 worse than England"),
        (("not compared", "not compared"), ""),
        (
            ("worse", "worse", "similar", "similar", "similar"),
            "Luton: 2 of 5 groups worse than England, 3 of 5 groups similar to England",
        ),
    ],
)
def test_groups_are_told_by_their_verdicts_and_never_against_one_another(verdicts, said):
    assert narrative.groups_finding(_groups(*verdicts)) == said
