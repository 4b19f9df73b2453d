"""A figure's rows are those of its question, and its table prints them as they are."""

from blmk_metrics.catalogue.rows import Row
from blmk_metrics.figures import KINDS, Figure, MeasureFigure
from blmk_metrics.narrative import further, headed, verdict_cell
from tests.figures.answers import PROFILE, Answer
from tests.figures.reading import Mark, halos, marks
from tests.figures.rules import limits, number, verdict_text

HEADS = {"Period": "period", "Area": "area_name", "Group": "category"}


def check_question(answer: Answer) -> None:
    """The rows of a figure are those of the question, all of them, in their order."""
    figure, question = answer.figure, answer.question
    if question.kind == PROFILE:
        assert {row.area_code for row in figure.rows} == {question.area}
        return
    assert {**figure.question.parameters, **question.parameters} == figure.question.parameters
    for column, value in (
        ("indicator_id", question.measure),
        ("basis", question.basis),
        ("category_type", "small_area" if question.level else question.cut or "all"),
    ):
        assert {row.cell(column) for row in figure.rows} == {value}
    codes = question.areas if question.kind == "areas_over_time" and question.areas else (question.area,)
    rows = (
        answer.measured if question.kind in ("areas", "map") else [row for code in codes for row in answer.series(code)]
    )
    if "period" in KINDS[question.kind].takes:
        rows = [row for row in rows if row.period == figure.question.period]
    assert list(map(_figures, figure.rows)) == list(map(_figures, rows))


def _figures(row: Row) -> tuple:
    return row.area_code, row.period, row.value, *limits(row)


def check_table(figure: MeasureFigure) -> None:
    """Each row of a table tells itself from the others and prints its value, its 95% limits, its verdict and why."""
    table, decimals = figure.table, figure.measure.decimals
    first = table.columns.index(figure.unit)
    benchmarks = {row.benchmark_name for row in figure.rows} - {None}
    assert table.columns[first + 1 : first + 3] == ("Lower 95%", "Upper 95%")
    assert all(name in table.columns[first + 3] for name in benchmarks)
    verdicts = further([figure.measure])
    assert table.columns[first + 4 :] == (*(headed(each, figure.rows) for each in verdicts), "Reliability", "Note")
    assert len({cells[:first] for cells in table.rows}) == len(figure.rows)
    for cells, row in zip(table.rows, figure.rows, strict=True):
        assert list(cells[:first]) == [row.cell(HEADS[head]) for head in table.columns[:first]]
        lower, upper = limits(row)
        assert cells[first:] == (
            number(row.value, decimals),
            "" if lower is None else number(lower, decimals),
            "" if upper is None else number(upper, decimals),
            verdict_text(row),
            *(verdict_cell(each, row, figure.measure) for each in verdicts),
            row.reliability or "",
            _note(row),
        )


def _note(row: Row) -> str:
    silent = row.comparison == "not compared"
    return row.reason or (silent and row.comparison_reason) or ""


def check_halos(figure: Figure) -> None:
    """Each halo lies beneath a text or an outline, in the same place."""
    above = set(map(_place, marks(figure.specification, "text", "geoshape")))
    assert set(map(_place, halos(figure.specification))) <= above


def _place(mark: Mark) -> tuple:
    datum = mark.datum
    return mark.kind, mark.x, mark.y, str(mark.text), datum.get("latitude"), datum.get("longitude")
