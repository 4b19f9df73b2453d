"""A verdict is one SQL file and one declaration: every surface then has it, and none has a list of its own."""

import csv
import io
import shutil

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from blmk_metrics.__main__ import main
from blmk_metrics.catalogue import verdicts
from blmk_metrics.catalogue.rows import latest
from blmk_metrics.catalogue.verdict_parts import Kind, Verdict
from blmk_metrics.figures import Question, answer
from blmk_metrics.narrative import summary, verdict_cell, verdict_line
from blmk_metrics.publishing.again import publish_again
from blmk_metrics.publishing.storing import Signature
from blmk_metrics.releases.differences import differences
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.reports.contents import contents
from blmk_metrics.reports.excel import excel
from blmk_metrics.reports.pdf import pdf
from blmk_metrics.reports.powerpoint import powerpoint
from blmk_metrics.reports.sheet_cells import further_cells, further_formats
from blmk_metrics.reports.word import word
from tests.drawn import drawn_row
from tests.measures_drawn import drawn_measure
from tests.official_files import lait_readiness, released
from tests.pages.framed import page_of
from tests.reports.drawn import LUTON, Drawn
from tests.republished import republished
from tests.verdicts.conftest import OUTLOOK_SQL


@pytest.fixture(scope="module")
def edition(outlook, release, tmp_path_factory):  # noqa: ARG001
    """The release that ships, published once the verdict was declared."""
    folder = tmp_path_factory.mktemp("with_outlook")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLMK_DATA", str(folder))
        yield republished(folder, release)


@pytest.fixture(autouse=True)
def of_this_release(edition):
    """Pages and commands read that release."""
    return edition


@pytest.fixture(scope="module")
def measure(edition):
    """The first measure that can have the verdict."""
    return next(each for each in edition.measures() if each.inequality is None)


@pytest.fixture(scope="module")
def row(edition, measure):
    """Its latest row of a Place."""
    return latest(edition.measured(measure), LUTON)


def _texts(app) -> str:
    return "\n".join(element.value for kind in (app.markdown, app.caption, app.title) for element in kind)


def test_a_row_has_every_shown_column_and_no_working_one(row):
    assert row.cell("outlook") in ("in sight", "out of sight")
    assert row.cell("people_ahead") == pytest.approx(row.numerator * 2)
    assert "outlook_rank" not in row.cells()


def test_a_card_and_the_summary_above_the_cards_have_it(row):
    page = _texts(page_of("overview", LUTON))
    mark = {"in sight": "▲ in sight", "out of sight": "▼ out of sight"}[row.cell("outlook")]
    assert f"Outlook over {row.benchmark_name}: " in page
    assert "**Outlook over England" in page
    assert mark in page


def test_a_measures_page_and_the_profile_have_it(measure, row):
    line = f"Outlook over {row.benchmark_name}: "
    assert line in _texts(page_of("priority", LUTON, route=measure.id))
    assert line in _texts(page_of("place_profile", LUTON))


def test_a_figures_table_and_its_export_have_it(edition, measure):
    figure = answer(edition, Question(kind="areas", measure=measure.id, area=LUTON))
    head = figure.table.columns.index("Outlook over England")
    assert {cells[head].split(" (")[0] for cells in figure.table.rows} <= {"▲ in sight", "▼ out of sight"}
    assert {"halfway", "share_of_path", "people_ahead", "outlook", "outlook_reason"} <= set(figure.cells[0])


def test_the_table_of_a_profile_has_it_before_the_reliability_and_the_note(edition):
    table = answer(edition, Question(kind="profile", area=LUTON)).table
    assert table.columns[-3].startswith("Outlook over England")
    assert table.columns[-2:] == ("Reliability", "Note")
    assert {cells[-3].split(" (")[0] for cells in table.rows} <= {"▲ in sight", "▼ out of sight", ""}
    assert {len(cells) for cells in table.rows} == {len(table.columns)} == {len(table.numeric)}


def test_the_account_of_a_report_has_it_once(edition, measure, row):
    (section,) = (each for each in contents(edition, LUTON).sections if each.measure is measure)
    (sentence,) = (each for each in section.sentences if "Outlook" in each)
    mark = {"in sight": "▲ in sight", "out of sight": "▼ out of sight"}[row.cell("outlook")]
    assert sentence.startswith(f"Outlook over {row.benchmark_name}: {mark} (halfway ")
    assert "share of path +12.5%" in sentence


def test_a_workbook_has_its_word_and_its_numbers_as_numbers(edition, row):
    book = load_workbook(io.BytesIO(excel(contents(edition, LUTON))))
    cells = [[cell.value for cell in line] for sheet in book.worksheets for line in sheet.iter_rows()]
    heads = [line for line in cells if "Outlook over England" in map(str, line)]
    assert heads
    assert all("People ahead" in line and "Halfway" in line for line in heads)
    numbers = {cell for line in cells for cell in line if isinstance(cell, float | int)}
    assert any(number == pytest.approx(row.cell("halfway")) for number in numbers)


def test_slides_have_it_beside_the_trend_and_in_the_summary(edition, row):
    deck = Presentation(io.BytesIO(powerpoint(contents(edition, LUTON), edition, Drawn())))
    shapes = [shape for slide in deck.slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    heads = [cell.text for shape in shapes if shape.has_table for cell in shape.table.rows[0].cells]
    assert any(f"Outlook over {row.benchmark_name}: " in text for text in texts)
    assert any(head.startswith("Outlook over") for head in heads)


def test_the_words_are_explained_where_terms_are(outlook):
    page = page_of("definitions_and_methods", LUTON)
    table = "\n".join(element.proto.body for element in page.get("html"))
    for name, each in outlook.words.items():
        assert f">{each.shape} {name}</th>" in table
        assert each.meaning in table


def test_the_command_prints_every_column_that_is_shown(measure, capsys):
    assert main(["measure", measure.id]) == 0
    (first, *_) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert {"halfway", "outlook", "outlook_note"} <= set(first)
    assert "outlook_rank" not in first


@pytest.mark.usefixtures("outlook")
def test_another_word_than_before_is_a_difference(write_sql, readiness_folder, tmp_path):
    write_sql("verdicts/outlook.sql", OUTLOOK_SQL.replace("2000", "62.02"))
    folder = shutil.copytree(readiness_folder, tmp_path / "data")
    # Its answers are older than the verdict: they are made again.
    shutil.rmtree(folder / "answers")
    publish_again(folder, Signature())
    before = open_edition(folder)
    assert differences(before, before) == []
    (tmp_path / "revised.csv").write_text(lait_readiness().replace(",2024,Luton,62.0,", ",2024,Luton,62.04,"))
    released(folder, [tmp_path / "revised.csv"])
    after = open_edition(folder)
    found = differences(before, after)
    assert [str(each) for each in found if each.kind == "verdict"] == [
        "verdict School readiness Luton 2023/24, official, Outlook over England: in sight → out of sight"
    ]


def test_a_verdict_that_cannot_be_of_a_measure_is_nowhere_on_it(edition):
    inequality = next(each for each in edition.measures() if each.inequality is not None)
    figure = answer(edition, Question(kind="areas", measure=inequality.id, area=LUTON))
    assert not any("Outlook" in head for head in figure.table.columns)


def test_a_word_has_one_shape_whichever_verdict_says_it():
    shapes: dict[str, set[str]] = {}
    for verdict in verdicts.VERDICTS:
        for name, each in verdict.words.items():
            shapes.setdefault(name, set()).add(each.shape)
    assert [name for name, found in shapes.items() if len(found) > 1] == []


def test_a_verdict_of_numbers_only_is_worded_without_a_word(row, measure):
    numbers = Verdict(id="numbers", label="Half", question="?", columns={"halfway": Kind.VALUE})
    assert verdict_line(numbers, row, measure).sentence.startswith("Half: halfway ")


@pytest.mark.parametrize(
    ("distance", "text"),
    [(-6.94, "−6.9 percentage points"), (0.26, "+0.3 percentage points"), (0.0, "0.0 percentage points")],
)
def test_a_difference_has_its_sign_and_the_unit_of_a_change(distance, text):
    verdict = Verdict(id="best", label="Best", question="?", columns={"distance_to_best": Kind.DIFFERENCE})
    row = drawn_row(further={"distance_to_best": distance})
    assert verdict_line(verdict, row, drawn_measure()).sentence == f"Best: distance to best {text}."
    assert further_formats([verdict], drawn_measure()) == ["", "#,##0.0"]
    assert further_cells([verdict], row, drawn_measure())[1:] == [distance]


def test_a_row_without_a_word_is_left_out_of_a_summary_and_says_why_elsewhere(outlook, row, measure):
    silent = row._replace(further={**dict.fromkeys(row.further), "outlook_reason": "nothing to look from"})
    assert summary({measure: silent}, outlook) == []
    assert verdict_line(outlook, silent, measure).sentence == (
        f"Outlook over {row.benchmark_name}: nothing to look from."
    )


def test_a_verdict_that_says_nothing_of_a_row_is_no_sentence_and_an_empty_cell(outlook, row, measure):
    empty = row._replace(further=dict.fromkeys(row.further))
    assert verdict_line(outlook, empty, measure).sentence == ""
    assert verdict_cell(outlook, empty, measure) == ""


def test_a_pdf_and_a_word_file_have_it_in_a_whole_table(edition, row):
    report = contents(edition, LUTON)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf(report, Drawn()))).pages)
    document = Document(io.BytesIO(word(report, Drawn())))
    tables = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert f"Outlook over {row.benchmark_name}" in text
    assert report.summary.columns[-1].startswith("Outlook over England")
    assert [*report.summary.columns] in tables
