"""Every sentence the product can say of the release that ships, said and inspected; and what some say of drawn rows."""

import re

import pytest

from blmk_metrics import narrative
from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.measure_parts import Words
from blmk_metrics.catalogue.rows import in_period, latest, of_area, rows_of
from blmk_metrics.catalogue.terms import Method, Polarity
from blmk_metrics.catalogue.verdict_parts import Comparison
from blmk_metrics.narrative import alt_text
from blmk_metrics.narrative.numbers import interval, number, signed
from blmk_metrics.narrative.verdict_words import verdict_of
from blmk_metrics.pipeline.stages import measured_table, polarity
from tests.drawn import drawn_row
from tests.measures_drawn import academic_years, drawn_measure, measured_rows
from tests.releases_drawn import NORTHAM, SOUTHAM, WESTHAM

JUDGING = re.compile(r"\b(improved|worsened|better|worse|higher|lower|increased|decreased)\b")
FORBIDDEN = re.compile(r"\b(rose|fell|risen|fallen|dropped|jumped|soared|nan|None|null)\b|  |\(\)|\{|\}")


@pytest.fixture(scope="module")
def every_row(engine, edition):
    return [
        (measure, row)
        for measure in edition.measures()
        for category_type in (WHOLE, *edition.breakdowns(measure))
        for row in rows_of(measured_table(measure, engine, category_type))
    ]


def _licensed(row):
    """The judging words that this row's verdicts license."""
    return set(JUDGING.findall(f"{row.comparison} {row.change_verdict}"))


def test_a_judging_word_appears_only_when_a_verdict_licenses_it(every_row):
    assert len(every_row) > 1000
    for measure, row in every_row:
        for text in (narrative.sentence(row, measure), narrative.finding(row), narrative.change_note(row, measure)):
            assert set(JUDGING.findall(text)) <= _licensed(row), (text, row)


def test_no_sentence_has_a_forbidden_word_or_an_empty_slot(every_row):
    for measure, row in every_row:
        for text in (
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
            assert not FORBIDDEN.search(text), text
            assert text == text.strip() or text.startswith(" since ")


def test_sentences_are_short_and_titles_shorter(every_row):
    for measure, row in every_row:
        assert len(narrative.sentence(row, measure).split()) <= 35
        assert len(narrative.finding(row).split()) <= 15
        assert len(narrative.gap_in_people(row, measure).split()) <= 35
        assert len(narrative.trend_sentence(row).split()) <= 35


def test_polarity_is_right_in_every_verdict(every_row):
    """By hand, from the figures: what is on the good side of the benchmark is better, and the other way about."""
    number_judged = 0
    for measure, row in every_row:
        good = 1 if polarity(measure, row.category_type) == Polarity.HIGH_IS_GOOD else -1
        for verdict, difference, words in (
            (row.comparison, lambda row=row: row.value - row.benchmark_value, ("better", "worse")),
            (row.change_verdict, lambda row=row: row.change, ("improved", "worsened")),
        ):
            word = verdict.removeprefix("much ")
            if word in words:
                assert difference() * good * (1 if word == words[0] else -1) > 0, row
                number_judged += 1
        if "getting" in row.trend:
            rising = 1 if row.trend.startswith("increasing") else -1
            assert (rising * good > 0) == row.trend.endswith("better"), row
            number_judged += 1
    assert number_judged > 300


def test_the_gap_in_people_is_told_only_where_the_figures_differ_and_in_the_tables_figures(every_row):
    number_found = 0
    for measure, row in every_row:
        text = narrative.gap_in_people(row, measure)
        assert bool(text) == (row.gap is not None) == (row.gap_reason is None)
        if text:
            assert row.comparison not in ("similar", "not compared")
            assert measure.inequality is None
            figures = [row.gap, row.gap_lower_ci_95, row.gap_upper_ci_95]
            for figure in re.findall(r"[\d,]*\d", text.replace(measure.counted, "").replace("95%", "")):
                assert figure in {number(abs(each), 0) for each in figures}, text
            assert ("than at" in text) == (row.gap < 0) == row.comparison.endswith("better")
            number_found += 1
    assert number_found > 50


def test_every_figure_in_a_sentence_is_the_tables(every_row):
    for measure, row in every_row:
        figures = {
            number(figure, measure.decimals)
            for figure in (row.value, row.benchmark_value, row.baseline_value)
            if figure is not None
        }
        sentence = narrative.sentence(row, measure)
        for text in (row.period, row.baseline_period or "", row.area_name, row.reason or "", "100,000"):
            sentence = sentence.replace(text, "") if text else sentence
        for figure in re.findall(r"−?[\d,]*\d(?:\.\d+)?", sentence):
            assert figure in figures, (figure, sentence, figures)


READING = drawn_measure(
    period=academic_years(baseline="2021/22", breaks=("2021/22",), uncollected=("2019/20", "2020/21"))
)
FALLING = drawn_measure(
    id="falling",
    short_name="Falls",
    multiplier=100_000,
    unit="falls per 100,000 people",
    short_unit=" per 100,000",
    decimals=0,
    polarity=Polarity.LOW_IS_GOOD,
    method=Method.CRUDE_RATE,
    words=Words(numerator="falls", numerator_noun="falls", denominator="people"),
    period=academic_years(baseline="2021/22"),
    relative_change=True,
)
READ = """
    area_code | period  | value | lower_ci_95 | upper_ci_95 | lower_ci_998 | upper_ci_998 | numerator | denominator | flag
    NOR       | 2018/19 | 70.0  | 68.0        | 72.0        | 67.0         | 73.0         | 2100      | 3000        |
    NOR       | 2021/22 | 56.6  | 54.8        | 58.4        | 53.8         | 59.4         | 1698      | 3000        |
    ALB       | 2021/22 | 65.2  | 65.1        | 65.3        | 65.0         | 65.4         | 391200    | 600000      |
    NOR       | 2022/23 | 62.0  | 60.3        | 63.7        | 59.3         | 64.6         | 1891      | 3050        |
    SOU       | 2022/23 | 67.5  | 65.5        | 69.5        | 64.4         | 70.6         | 1350      | 2000        |
    WES       | 2022/23 | 14.1  | 4.1         | 24.1        | 1.1          | 27.1         | 14        | 100         | unreliable
    ALB       | 2022/23 | 67.7  | 67.6        | 67.8        | 67.5         | 67.9         | 406200    | 600000      |
"""  # noqa: E501
FELL = """
    area_code | period  | value  | lower_ci_95 | upper_ci_95 | lower_ci_998 | upper_ci_998 | numerator | denominator
    NOR       | 2021/22 | 2488.4 | 2290.0      | 2700.0      | 2180.0       | 2830.0       | 622       | 25000
    ALB       | 2021/22 | 2256.4 | 2250.0      | 2262.0      | 2246.0       | 2266.0       | 225640    | 10000000
    NOR       | 2022/23 | 1639.3 | 1480.0      | 1810.0      | 1400.0       | 1910.0       | 410       | 25000
    SOU       | 2022/23 | 2400.0 | 2210.0      | 2600.0      | 2110.0       | 2720.0       | 600       | 25000
    ALB       | 2022/23 | 1933.0 | 1927.0      | 1939.0      | 1923.0       | 1943.0       | 193300    | 10000000
"""


@pytest.fixture(scope="module")
def reading():
    return measured_rows(READING, READ)


@pytest.fixture(scope="module")
def falling():
    return measured_rows(FALLING, FELL)


def test_an_unreliable_figure_is_told_as_such_and_nothing_is_concluded(reading):
    row = latest(reading, WESTHAM)
    assert narrative.sentence(row, READING) == (
        "Westham: 14.1% in 2022/23, unreliable (its source calls it unreliable), so nothing is concluded from it."
    )
    assert verdict_of(row) == "○ unreliable"


def test_a_figure_its_comparison_and_its_change_in_one_sentence(reading):
    row = latest(reading, NORTHAM)
    assert narrative.sentence(row, READING) == (
        "Northam: 62.0% in 2022/23: much worse than Albion (67.7%); improved since 2021/22 (56.6%)."
    )
    assert narrative.finding(row) == "Northam has improved since 2021/22 but is much worse than Albion"


def test_alt_text_of_a_trend_names_gaps_and_breaks(reading):
    series = of_area(reading, NORTHAM)
    text = alt_text.trend_alt(series, series[-1], READING, READING.name)
    assert "No figures for 2019/20, 2020/21." in text
    assert "The series breaks at 2021/22." in text


def test_a_measure_without_a_national_figure_says_so_and_another_does_not(reading):
    alone = measured_rows(READING, "area_code | period  | value\nNOR | 2022/23 | 60\nSHIRES | 2022/23 | 62")
    note = "This series has no Albion figure: Places are compared with Shires."
    assert narrative.benchmark_note(latest(alone, NORTHAM), alone) == note
    assert narrative.benchmark_note(latest(reading, NORTHAM), reading) == ""


def test_a_maps_title_counts_verdicts(reading):
    now = [row for row in in_period(reading, "2022/23") if row.area_code != WESTHAM]
    assert narrative.where_title(now) == "Of 2 Places, 1 worse than Albion"


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


def test_the_gap_says_more_of_a_good_thing_and_fewer_of_a_bad_one(reading, falling):
    assert narrative.gap_in_people(latest(reading, NORTHAM), READING) == (
        "At Albion's rate there would be about 174 more children who read for pleasure (95% interval 122 to 226)."
    )
    assert narrative.gap_in_people(latest(falling, SOUTHAM), FALLING) == (
        "At Albion's rate there would be about 117 fewer falls (95% interval 69 to 167)."
    )
    assert narrative.gap_in_people(latest(falling, NORTHAM), FALLING) == (
        "About 73 fewer falls than at Albion's rate (95% interval 31 to 113)."
    )
    assert narrative.gap_in_people(latest(reading, SOUTHAM), READING) == ""


def test_the_gap_in_brief_is_what_there_is_against_what_there_would_be_at_whose_rate(reading, falling):
    brief = narrative.gap_in_brief
    assert brief(latest(reading, NORTHAM), READING) == ": about 174 fewer children (122 to 226) than at Albion's rate"
    assert brief(latest(reading, SOUTHAM), READING) == ""
    assert brief(latest(falling, NORTHAM), FALLING) == ": about 73 fewer falls (31 to 113) than at Albion's rate"
    # More falls than at the benchmark's rate, and worse.
    assert brief(latest(falling, SOUTHAM), FALLING) == ": about 117 more falls (69 to 167) than at Albion's rate"


def test_the_interval_of_a_change_has_the_unit_of_the_change_and_not_of_its_ends(reading, falling):
    assert narrative.change_note(latest(falling, NORTHAM), FALLING) == (
        "2,488 per 100,000 to 1,639 per 100,000; 95% interval of the change −42.2 to −25.0%."
    )
    assert narrative.change_note(latest(reading, NORTHAM), READING) == (
        "56.6% to 62.0%; 95% interval of the change +2.9 to +7.9 percentage points."
    )


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
    ("verdicts", "finding"),
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
def test_groups_are_told_by_their_verdicts_and_never_against_one_another(verdicts, finding):
    assert narrative.groups_finding(_groups(*verdicts)) == finding


def test_a_reason_begins_with_a_capital_and_keeps_those_of_its_names():
    row = drawn_row(reason="value suppressed by NHS England because of Office for National Statistics rules")
    assert narrative.interval_note(row, READING) == (
        "Value suppressed by NHS England because of Office for National Statistics rules."
    )
    changed = drawn_row(change_reason="NHS England changed its definition")
    assert narrative.change_note(changed, READING) == "NHS England changed its definition."
    assert narrative.sentence_case("it is what its Places are compared with") == (
        "It is what its Places are compared with"
    )
    assert narrative.sentence_case("") == ""


@pytest.mark.parametrize("name", ["HbA1c below 58", "Luton's 2-year-olds", "Healthy life expectancy"])
def test_alt_text_has_the_name_of_a_measure_as_it_is_written(reading, name):
    rows = of_area(reading, NORTHAM)
    for text in (
        alt_text.trend_alt(rows, rows[-1], READING, name),
        alt_text.areas_over_time_alt(rows, rows[-1:], READING, name),
        alt_text.category_trend_alt(rows, READING, name),
    ):
        assert text.startswith(f"Line chart: {name}")


@pytest.mark.parametrize("relative", [True, False])
def test_a_unit_of_change_in_brackets_is_kept_whole(relative):
    scored = drawn_measure(change_unit="points (of 100)", relative_change=relative)
    row = drawn_row(
        **{"value": 62.0, "baseline_value": 56.6, "change_verdict": "improved"},
        **{"change": 5.4, "change_lower_ci_95": 2.9, "change_upper_ci_95": 7.9},
        **{"change_percent": 9.54, "change_percent_lower_ci_95": 5.1, "change_percent_upper_ci_95": 14.2},
    )
    size, limits, unit = ("+9.5%", "+5.1 to +14.2", "%") if relative else ("+5.4", "+2.9 to +7.9", " points (of 100)")
    size = size if relative else f"{size}{unit}"
    assert narrative.change_size(row, scored) == size
    assert narrative.change_figures(row, scored) == f"{size} ({limits})"
    assert narrative.change_note(row, scored) == f"56.6% to 62.0%; 95% interval of the change {limits}{unit}."


def test_a_change_without_limits_says_only_its_size_and_its_ends():
    row = drawn_row(value=62.0, baseline_value=56.6, change=5.4, change_verdict="improved")
    scored = drawn_measure(change_unit="points (of 100)")
    assert narrative.change_figures(row, scored) == narrative.change_size(row, scored) == "+5.4 points (of 100)"
    assert narrative.change_note(row, scored) == "56.6% to 62.0%."


def test_a_series_without_any_figure_has_no_baseline_and_says_so_in_words():
    reasons = {"reason": "too few", "change_reason": "the baseline has no figure", "comparison_reason": "no figure"}
    row = drawn_row(baseline_period=None, trend_reason="a point is missing", **reasons)
    assert narrative.baseline(row) == "the baseline"
    assert narrative.changed(row) == "no verdict on change since the baseline: the baseline has no figure"
    assert narrative.change_line(row, READING) == " since the baseline: the baseline has no figure"
    assert narrative.baseline_value(row, READING) == "no figure"
    sentences = (*narrative.account(row, [row], READING), narrative.finding(row), narrative.from_baseline(row, READING))
    assert not FORBIDDEN.search("\n".join(sentences))


@pytest.mark.parametrize("word", list(Comparison))
def test_a_comparison_has_a_direction_without_how_far_off_it_is(word):
    assert word.direction == word.replace("much ", "")
