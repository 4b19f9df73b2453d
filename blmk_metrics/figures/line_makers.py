"""What is drawn beside the rows of a figure over time."""

from collections.abc import Callable, Sequence

from blmk_metrics.catalogue.lines import Line
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.releases.edition import Edition

# Makes the lines beside the rows of a figure: none where it has nothing to add to the question.
LineMaker = Callable[[Edition, Question, Sequence[Row]], tuple[Line, ...]]
# Every maker, in the order of a figure's lines. Charts, tables, exports, slides and alt text follow by themselves.
LINE_MAKERS: tuple[LineMaker, ...] = ()


def lines_beside(edition: Edition, question: Question, rows: Sequence[Row]) -> tuple[Line, ...]:
    """The lines beside the rows of a figure over time."""
    return tuple(line for make in LINE_MAKERS for line in make(edition, question, rows))
