"""A profile as a figure: every measure keeps its line, and says what it may say and no more."""

import csv
import io
import json

import pytest

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.charts import spine
from blmk_metrics.figures import answer, question_of
from blmk_metrics.figures.placing import measure_lines
from blmk_metrics.narrative import profile_title, trend_marked, value_with_interval
from blmk_metrics.narrative.alt_text import profile_alt
from blmk_metrics.table_files import rows_as_csv
from tests.charts.estimates import ESTIMATES, NOW, READING, rows_of
from tests.drawn import drawn_row
from tests.measures_drawn import measured_rows
from tests.releases_drawn import COUNTRY, NORTHAM, SOUTHAM, WESTHAM

LUTON = "E06000032"


def profile(edition, area: str):
    return answer(edition, Question(kind="profile", area=area))


def _points(spec: dict) -> list[dict]:
    return [point for layer in spec["layer"] for point in layer.get("data", {}).get("values", [])]


def _hidden(rows, area_code):
    """The rows as they would be, were an area's figures of the latest period suppressed."""
    blank = dict.fromkeys(("value", "lower_ci_95", "upper_ci_95", "benchmark_value"))
    why = {"reason": "suppressed: a small count", "reliability": None, "comparison": "not compared"}
    return [
        row._replace(**blank, **why, comparison_reason="a figure is suppressed")
        if (row.area_code, row.period) == (area_code, NOW)
        else row
        for row in rows
    ]


@pytest.fixture(scope="module")
def drawn(edition):
    """Where an area stands on the two drawn measures: `drawn(area_code)`."""
    rows = {measure: rows_of(name) for name, (measure, _) in ESTIMATES.items()}
    return lambda area_code: measure_lines(edition.answers, rows, area_code)


def test_every_measure_has_a_line_and_the_chart_is_valid(edition):
    for code in edition.choosable():
        spec = profile(edition, code).draw().to_dict(validate=True)
        assert {point["line"] for point in _points(spec)} == {each.id for each in edition.measures()}
        assert "NaN" not in json.dumps(spec)
        assert all(len(layer["data"]["values"]) > 0 for layer in spec["layer"])


@pytest.mark.parametrize(
    ("area_code", "measure", "shape", "verdict"),
    [
        (NORTHAM, "reading", "triangle-down", "▼ much worse"),
        (NORTHAM, "falling", "triangle-up", "▲ better"),
        (SOUTHAM, "reading", "circle", "● similar"),
    ],
)
def test_the_chosen_areas_shape_repeats_its_verdict(drawn, area_code, measure, shape, verdict):
    points = {each["line"]: each for each in _points(spine(drawn(area_code)).to_dict()) if "symbol" in each}
    assert (points[measure]["symbol"], points[measure]["verdict"]) == (shape, verdict)


def test_an_unreliable_figure_is_hollow_and_grey_and_carries_no_verdict(drawn):
    points = _points(spine(drawn(WESTHAM)).to_dict())
    point = next(each for each in points if each["line"] == "reading" and "symbol" in each)
    assert (point["symbol"], point["fill"], point["verdict"]) == ("circle", "#FFFFFF", "○ unreliable")
    assert point["ink"] != "#0B0C0C"
    words = {each["figure"] for each in points if each["line"] == "reading" and "figure" in each}
    assert words == {"58.0% (46.0 to 70.0) ○ unreliable"}


def test_a_suppressed_figure_keeps_its_line_and_says_why(edition):
    (line,) = measure_lines(edition.answers, {READING: _hidden(rows_of("reading"), NORTHAM)}, NORTHAM)
    assert line.chosen is None
    assert line.reason == "suppressed: a small count"
    assert NORTHAM not in {mark.row.area_code for mark in line.marks}
    points = _points(spine([line]).to_dict(validate=True))
    assert {point["line"] for point in points} == {"reading"}
    assert "No figure: suppressed: a small count" in {point.get("reason") for point in points}


def test_a_figure_beside_a_suppressed_benchmark_says_that_there_is_no_scale(edition):
    rows = [
        row._replace(comparison="not compared", comparison_reason="a figure is suppressed")
        if row.area_code == NORTHAM
        else row
        for row in _hidden(rows_of("reading"), COUNTRY)
    ]
    (line,) = measure_lines(edition.answers, {READING: rows}, NORTHAM)
    assert line.reason == "a figure is suppressed"
    assert line.row.value is not None
    assert not line.marks


def test_a_measure_without_a_national_figure_is_beside_its_footprint(edition):
    rows = measured_rows(
        READING, "area_code | period  | value\nSHIRES | 2022/23 | 60\nNOR | 2022/23 | 58\nSOU | 2022/23 | 61"
    )
    (line,) = measure_lines(edition.answers, {READING: rows}, NORTHAM)
    assert line.middle.area_name == "Shires"
    assert [mark.row.area_name for mark in line.others] == ["Southam"]


def test_what_lies_to_the_sides_is_said_in_the_chart(drawn):
    words = {text for point in _points(spine(drawn(NORTHAM)[:1]).to_dict()) for text in point.values()}
    assert {"← worse", "better →", "Albion"} <= words


def test_each_line_of_an_export_carries_its_own_source_and_whether_it_is_real(edition):
    figure = profile(edition, LUTON)
    lines = list(csv.DictReader(io.StringIO(rows_as_csv(figure.cells, figure.record).decode())))
    assert [line["indicator_id"] for line in lines] == [each.id for each in edition.measures()]
    for line, measure in zip(lines, edition.measures(), strict=True):
        assert line["nature"] == "SYNTHETIC"
        assert measure.source in line["source"]
        assert line["figure"] == figure.id


def test_the_text_that_stands_for_the_chart_gives_every_figure_and_says_synthetic(edition):
    figure = profile(edition, LUTON)
    for measure, row in zip(edition.measures(), figure.rows, strict=True):
        assert f"{measure.short_name}, {row.period}: {value_with_interval(row, measure)}" in figure.text_alternative
    assert figure.text_alternative.endswith("SYNTHETIC data, not real.")
    assert len(figure.table.rows) == len(edition.measures())
    assert {len(cells) for cells in figure.table.rows} == {len(figure.table.columns)}


def test_a_profile_can_be_asked_for_by_its_address_and_printed(edition):
    figure = profile(edition, LUTON)
    assert answer(edition, question_of(edition, figure.address)).text_alternative == figure.text_alternative
    printed = figure.picture("svg").decode()
    for text in (f"{edition.measures()[0].short_name}, {figure.rows[0].period}", "SYNTHETIC", figure.id):
        assert text in printed
    assert figure.stem.startswith("profile-Luton-")
    assert figure.stem.endswith("-SYNTHETIC")


@pytest.mark.parametrize(
    ("verdicts", "title"),
    [
        (["much worse", "better", "worse"], "Luton on 3 measures: 1 better, 2 worse"),
        (["similar"], "Luton on 1 measure: 1 similar"),
        (["not compared", None, "much higher"], "Luton on 3 measures: 1 higher, 1 not compared, 1 without a figure"),
    ],
)
def test_the_title_counts_verdicts_and_claims_no_other(verdicts, title):
    rows = [drawn_row(area_name="Luton", value=each and 1.0, comparison=each or "not compared") for each in verdicts]
    assert profile_title(rows) == title


@pytest.mark.parametrize(
    ("trend", "reason", "words"),
    [
        ("decreasing and getting better", None, "↓ decreasing and getting better"),
        ("increasing", None, "↑ increasing"),
        ("no significant change", None, "→ no significant change"),
        ("cannot be calculated", "fewer than five points", "○ cannot be calculated (fewer than five points)"),
    ],
)
def test_a_trend_has_a_mark_beside_its_words(trend, reason, words):
    assert trend_marked(drawn_row(trend=trend, trend_reason=reason)) == words


def test_the_text_of_a_figure_says_how_it_compares_and_how_far_to_lean_on_it(drawn):
    (much_worse, _), (unsure, _) = drawn(NORTHAM), drawn(WESTHAM)
    assert profile_alt([(much_worse.row, READING)]).endswith(
        "Reading, 2022/23: 56.0% (54.0 to 58.0), much worse than Albion (66.0%)."
    )
    assert "the figure is unreliable" in profile_alt([(unsure.row, READING)])
    assert not {"better", "worse"} & set(profile_alt([(unsure.row, READING)]).split())


def test_the_source_of_a_profile_is_that_of_each_measure_and_the_release_once(edition):
    figure = profile(edition, LUTON)
    release = f"Release {edition.release.id}."
    assert figure.source.count(release) == 1
    assert figure.source.endswith(f" {release}")
    for part in figure.parts:
        assert f"{part.measure.short_name}: {part.source}".removesuffix(release) in figure.source
