"""A profile as a figure: every measure keeps its line, and says what it may say and no more."""

import csv
import io
import json

import pytest

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.charts import spine
from blmk_metrics.figures import answer, question_of
from blmk_metrics.figures.placing import measure_lines
from blmk_metrics.narrative import profile_title, trend_marked
from blmk_metrics.releases.edition import Edition
from blmk_metrics.table_files import rows_as_csv
from tests.drawn import drawn_row
from tests.shipped import MEASURES

BEDFORD, LUTON, FOOTPRINT = "E06000055", "E06000032", "E54000024"


def profile(edition, area: str):
    return answer(edition, Question(kind="profile", area=area))


@pytest.fixture(scope="module")
def edition(release, engine) -> Edition:
    return Edition(release, engine)


def _points(spec: dict) -> list[dict]:
    return [point for layer in spec["layer"] for point in layer.get("data", {}).get("values", [])]


def _hidden(rows, area_code):
    """The rows as they would be, were an area's figures of the latest period suppressed."""
    last = max(row.period for row in rows)
    blank = dict.fromkeys(("value", "lower_ci_95", "upper_ci_95", "benchmark_value"))
    why = {"reason": "suppressed: a small count", "reliability": None, "comparison": "not compared"}
    return [
        row._replace(**blank, **why, comparison_reason="a figure is suppressed")
        if (row.area_code, row.period) == (area_code, last)
        else row
        for row in rows
    ]


def test_every_measure_has_a_line_and_the_chart_is_valid(edition):
    for code in edition.choosable():
        spec = profile(edition, code).draw().to_dict(validate=True)
        assert {point["line"] for point in _points(spec)} == {each.id for each in MEASURES.values()}
        assert "NaN" not in json.dumps(spec)
        assert all(len(layer["data"]["values"]) > 0 for layer in spec["layer"])


def test_the_chosen_areas_shape_repeats_its_verdict(edition):
    points = {point["line"]: point for point in _points(profile(edition, LUTON).draw().to_dict()) if "symbol" in point}
    shapes = {name: (point["symbol"], point["verdict"]) for name, point in points.items()}
    assert shapes["school_readiness"] == ("triangle-down", "▼ much worse")
    assert shapes["falls_admissions"] == ("triangle-up", "▲ much better")
    assert shapes["first_condition_gap"] == ("circle", "● similar")


def test_an_unreliable_figure_is_hollow_and_grey_and_carries_no_verdict(edition):
    figure = profile(edition, BEDFORD)
    (point,) = [
        point
        for point in _points(figure.draw().to_dict())
        if point["line"] == "inactivity_long_term_sickness" and "symbol" in point and "verdict" in point
    ][:1]
    assert (point["symbol"], point["fill"], point["verdict"]) == ("circle", "#FFFFFF", "○ unreliable")
    assert point["ink"] != "#0B0C0C"
    (cells,) = [cells for cells in figure.table.rows if cells[0] == "Inactivity from sickness"]
    assert "○ unreliable" in cells
    assert "the figure is unreliable" in figure.text_alternative
    assert not {"better", "worse"} & set(" ".join(cells).split())


def test_a_suppressed_figure_keeps_its_line_and_says_why(engine, measured):
    measured = {MEASURES[name]: _hidden(rows, LUTON) for name, rows in measured.items() if name == "falls_admissions"}
    (standing,) = measure_lines(engine, measured, LUTON)
    assert standing.chosen is None
    assert standing.reason == "suppressed: a small count"
    assert LUTON not in {mark.row.area_code for mark in standing.marks}
    points = _points(spine([standing]).to_dict(validate=True))
    assert {point["line"] for point in points} == {"falls_admissions"}
    assert "No figure: suppressed: a small count" in {point.get("reason") for point in points}


def test_a_figure_beside_a_suppressed_benchmark_says_that_there_is_no_scale(engine, measured):
    rows = _hidden(measured["first_condition_gap"], FOOTPRINT)
    rows = [
        row._replace(comparison="not compared", comparison_reason="a figure is suppressed")
        if row.area_code == LUTON
        else row
        for row in rows
    ]
    (standing,) = measure_lines(engine, {MEASURES["first_condition_gap"]: rows}, LUTON)
    assert standing.reason == "a figure is suppressed"
    assert standing.row.value is not None
    assert not standing.marks


def test_a_measure_without_a_national_figure_is_beside_its_footprint(edition):
    (standing,) = [each for each in profile(edition, LUTON).measure_lines if each.measure.id == "first_condition_gap"]
    assert standing.middle.area_name == "BLMK"
    assert all(mark.row.area_type == "place" for mark in standing.others)


def test_what_lies_to_the_sides_is_said_in_the_chart(edition):
    (one,) = [each for each in profile(edition, LUTON).measure_lines if each.measure.id == "school_readiness"]
    said = {text for point in _points(spine([one]).to_dict()) for text in point.values()}
    assert {"← worse", "better →", "England"} <= said


def test_each_line_of_an_export_carries_its_own_source_and_whether_it_is_real(edition):
    figure = profile(edition, LUTON)
    lines = list(csv.DictReader(io.StringIO(rows_as_csv(figure.cells, figure.record).decode())))
    assert [line["indicator_id"] for line in lines] == [each.id for each in MEASURES.values()]
    for line, measure in zip(lines, MEASURES.values(), strict=True):
        assert line["nature"] == "SYNTHETIC"
        assert measure.source in line["source"]
        assert line["figure"] == figure.id


def test_the_text_that_stands_for_the_chart_gives_every_figure_and_says_synthetic(edition):
    figure = profile(edition, LUTON)
    assert "School readiness, 2023/24: 62.0% (60.3 to 63.7), much worse than England (67.7%)" in figure.text_alternative
    assert "28.9% (19.8 to 38.0), similar to England (26.3%), use with care" in figure.text_alternative
    assert figure.text_alternative.endswith("SYNTHETIC data, not real.")
    assert len(figure.table.rows) == len(MEASURES.values())
    assert {len(cells) for cells in figure.table.rows} == {len(figure.table.columns)}


def test_a_profile_can_be_asked_for_by_its_address_and_printed(edition):
    figure = profile(edition, LUTON)
    assert answer(edition, question_of(edition, figure.address)).text_alternative == figure.text_alternative
    printed = figure.picture("svg").decode()
    for text in ("School readiness, 2023/24", "SYNTHETIC", figure.id, "much worse"):
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
    ("trend", "reason", "said"),
    [
        ("decreasing and getting better", None, "↓ decreasing and getting better"),
        ("increasing", None, "↑ increasing"),
        ("no significant change", None, "→ no significant change"),
        ("cannot be calculated", "fewer than five points", "○ cannot be calculated (fewer than five points)"),
    ],
)
def test_a_trend_has_a_mark_beside_its_words(trend, reason, said):
    assert trend_marked(drawn_row(trend=trend, trend_reason=reason)) == said
