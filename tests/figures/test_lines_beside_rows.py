"""A line beside rows is one function: every chart over time then draws it, and every table and export has it."""

import csv
import io
import json

import pytest
import streamlit as st
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.dml import MSO_LINE
from pypdf import PdfReader

from blmk_metrics.catalogue.lines import Line, LinePoint, periods_with
from blmk_metrics.figures import Question, answer, line_makers
from blmk_metrics.meeting import agenda_of, document, meeting_of
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.reports.contents import contents
from blmk_metrics.reports.excel import excel
from blmk_metrics.reports.pdf import pdf
from blmk_metrics.reports.powerpoint import powerpoint
from blmk_metrics.reports.word import word
from blmk_metrics.table_files import rows_as_csv
from tests.drawn import table
from tests.figures.answers import every_answer
from tests.figures.checks import check
from tests.measures_drawn import academic_years, drawn_measure
from tests.meeting.conftest import Quick
from tests.pages.framed import page_of
from tests.releases_drawn import NORTHAM, drawn_release
from tests.reports.drawn import Drawn

READING = drawn_measure(period=academic_years(baseline="2021/22"))
ESTIMATES = """
    area_code | period  | category_type | category | value
    NOR       | 2021/22 | all           |          | 41.0
    NOR       | 2022/23 | all           |          | 43.5
    SOU       | 2021/22 | all           |          | 52.0
    SOU       | 2022/23 | all           |          |
    ALB       | 2021/22 | all           |          | 50.0
    ALB       | 2022/23 | all           |          | 51.0
    NOR       | 2021/22 | sex           | Female   | 43.0
    NOR       | 2022/23 | sex           | Female   | 45.0
    NOR       | 2021/22 | sex           | Male     | 39.0
    NOR       | 2022/23 | sex           | Male     | 42.0
    ALB       | 2021/22 | sex           | Female   | 52.0
    ALB       | 2021/22 | sex           | Male     | 48.0
"""
# The path goes on where no row has a figure; the other line is of one year that one has.
PATH = Line("Path to the target", tuple(map(LinePoint, ("2021/22", "2022/23", "2023/24"), (41.0, 45.26, 49.5))))
MIDDLE = Line("Middle of all areas", (LinePoint("2022/23", 47.75),))
CELLS = [
    ("Path to the target", "2021/22", "41.0"),
    ("Path to the target", "2022/23", "45.3"),
    ("Path to the target", "2023/24", "49.5"),
    ("Middle of all areas", "2022/23", "47.8"),
]
OVER_TIME = {"trend", "areas_over_time", "groups_over_time"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A release with the measure of reading, while two lines lie beside the rows of every figure over time."""
    rows = [row if row["value"] is not None else {**row, "note": "too few"} for row in table(ESTIMATES)]
    folder = drawn_release(tmp_path_factory.mktemp("lines"), {READING.id: rows}, [READING])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_makers, "LINE_MAKERS", (lambda *_: (PATH,), lambda *_: (MIDDLE,)))
        st.cache_resource.clear()
        yield folder
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def edition(folder):
    """That release, opened."""
    return open_edition(folder)


@pytest.fixture(scope="module")
def trend(edition):
    """The figure of Northam over time."""
    return answer(edition, Question(kind="trend", measure=READING.id, area=NORTHAM))


@pytest.mark.parametrize("kind", sorted(OVER_TIME))
def test_every_chart_over_time_draws_each_line_and_has_a_table_of_them(edition, kind):
    answers = list(every_answer(edition, kind))
    assert [check(edition, each) for each in answers].count(True) > 0
    assert all(each.figure.lines == (PATH, MIDDLE) for each in answers)


@pytest.mark.parametrize("kind", ["areas", "map", "groups"])
def test_a_chart_of_one_period_has_no_line(edition, kind):
    for each in every_answer(edition, kind):
        assert each.figure.lines == ()
        assert each.figure.tables == (each.figure.table,)


def test_the_axis_of_time_reaches_the_last_year_of_a_line(trend):
    years = {
        datum["year"]
        for layer in trend.specification["layer"]
        for datum in layer["data"]["values"]
        if layer["mark"]["type"] == "line"
    }
    assert max(years) == 2023


def test_the_text_of_a_chart_says_where_each_line_begins_and_ends(trend):
    assert trend.text_alternative.endswith(
        "Path to the target: 41.0 in 2021/22 to 49.5 in 2023/24. Middle of all areas: 47.8 in 2022/23."
    )


def test_a_file_of_the_rows_has_each_point_after_them(trend):
    rows = list(csv.DictReader(io.StringIO(rows_as_csv(trend.cells, trend.record).decode("utf-8-sig"))))
    points = [(row["line"], row["period"], row["value"], row["area_code"]) for row in rows if row["line"]]
    assert points == [
        ("Path to the target", "2021/22", "41", ""),
        ("Path to the target", "2022/23", "45.26", ""),
        ("Path to the target", "2023/24", "49.5", ""),
        ("Middle of all areas", "2022/23", "47.75", ""),
    ]
    assert [row["area_code"] for row in rows if not row["line"]] == [NORTHAM, NORTHAM]


def test_a_workbook_has_a_sheet_of_them_with_unrounded_numbers(edition):
    book = load_workbook(io.BytesIO(excel(contents(edition, NORTHAM))))
    sheets = [[[cell.value for cell in line] for line in sheet.iter_rows()] for sheet in book.worksheets]
    found = [cells for cells in sheets if ["Line", "Period", READING.unit] in cells]
    assert len(found) == 2  # one of the whole over time, one of the groups over time
    for cells in found:
        head = cells.index(["Line", "Period", READING.unit])
        assert cells[head + 1 : head + 5] == [[line.name, *point] for line in (PATH, MIDDLE) for point in line.points]


def test_slides_draw_them_dotted_over_all_their_years_and_have_them_in_the_notes(edition):
    deck = Presentation(io.BytesIO(powerpoint(contents(edition, NORTHAM), edition, Drawn())))
    charts = [(slide, shape.chart) for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    drawn = [(slide, chart) for slide, chart in charts if "Path to the target" in [each.name for each in chart.series]]
    assert len(drawn) == 2
    for slide, chart in drawn:
        series = {each.name: each for each in chart.series}
        assert list(chart.plots[0].categories) == ["2021/22", "2022/23", "2023/24"]
        assert list(series["Path to the target"].values) == [41.0, 45.26, 49.5]
        assert list(series["Middle of all areas"].values) == [None, 47.75, None]
        assert series["Path to the target"].format.line.dash_style == MSO_LINE.ROUND_DOT
        assert "Path to the target | 2023/24 | 49.5" in slide.notes_slide.notes_text_frame.text
    first = next(chart for _, chart in drawn)
    assert list({each.name: each for each in first.series}["Northam"].values) == [41.0, 43.5, None]


def test_word_and_pdf_files_have_a_table_of_them(edition):
    report = contents(edition, NORTHAM)
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(io.BytesIO(word(report, Drawn()))).tables
    ]
    found = [cells for cells in tables if cells[0][:2] == ["Line", "Period"]]
    assert len(found) == 2
    assert all(list(map(tuple, cells[1:])) == CELLS for cells in found)
    pages = PdfReader(io.BytesIO(pdf(report, Drawn()))).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert text.count("Path to the target 2023/24 49.5") == 2


def test_a_meeting_has_the_table_beneath_the_chart(edition):
    meeting = meeting_of(edition, agenda_of(edition, f"{READING.id}.trend"))
    written = "".join(document(meeting, Quick()))
    assert "lines beside the figures</caption>" in written
    assert '<th scope="row">Path to the target</th><td>2023/24</td><td class="number">49.5</td>' in written


def test_a_page_shows_the_table_of_lines_after_that_of_figures(folder, monkeypatch):
    monkeypatch.setenv("BLMK_DATA", str(folder))
    page = page_of("priority", NORTHAM, route=READING.id)
    assert not page.exception
    tables = "\n".join(element.proto.body for element in page.get("html"))
    assert "lines beside the figures" in tables
    assert "Path to the target" in tables


def test_periods_that_only_a_line_has_come_in_their_order():
    assert periods_with(["2021/22", "2022/23"], (PATH, MIDDLE)) == ["2021/22", "2022/23", "2023/24"]
    assert periods_with(["2021/22"], ()) == ["2021/22"]


def test_a_figure_without_a_line_is_exported_as_it_was(edition, monkeypatch):
    monkeypatch.setattr(line_makers, "LINE_MAKERS", ())
    figure = answer(edition, Question(kind="trend", measure=READING.id, area=NORTHAM))
    assert "line" not in figure.cells[0]
    assert json.dumps(figure.specification).count("Path") == 0
