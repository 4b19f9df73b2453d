"""The lines beside a figure's rows, as its chart draws them and its tables print them."""

from blmk_metrics.figures import MeasureFigure
from tests.figures.reading import Mark, marks
from tests.figures.rules import BESIDE, number


def check_lines(figure: MeasureFigure) -> None:
    """Each line is dotted and without marks, lies where its points say, and has its name at its end."""
    drawn = [each for each in marks(figure.specification, "line") if is_beside(each)]
    assert [(each.datum["line"], each.datum["period"], each.x, each.y) for each in drawn] == [
        (line.name, point.period, int(point.period[:4]), point.value) for line in figure.lines for point in line.points
    ]
    assert {(each.line, each.dash, each.dots) for each in drawn} <= {(BESIDE, (2, 4), None)}
    texts = [each for each in marks(figure.specification, "text") if is_beside(each)]
    assert sorted((_text(each), each.datum["period"]) for each in texts) == sorted(
        (line.name, line.points[-1].period) for line in figure.lines
    )


def check_line_tables(figure: MeasureFigure) -> None:
    """The lines have a table of their own, a row for each point, in the unit of the figure."""
    _, *others = figure.tables
    assert [(table.columns, table.rows) for table in others] == [
        (
            ("Line", "Period", figure.unit),
            tuple(
                (line.name, point.period, number(point.value, figure.measure.decimals))
                for line in figure.lines
                for point in line.points
            ),
        )
        for _ in figure.lines[:1]
    ]


def is_beside(mark: Mark) -> bool:
    """Whether a mark is of a line beside the rows, or its name."""
    return "line" in mark.datum


def _text(mark: Mark) -> str:
    return mark.text if isinstance(mark.text, str) else " ".join(mark.text)
