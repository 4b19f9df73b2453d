"""Questions answered as figures: each of an edition, for an area, ready to draw, to print or to read out."""

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.figures.addresses import MOST_AREAS, PARAMETERS, Unanswered, question_of, settle
from blmk_metrics.figures.answering import answer, figures_of, questions_of
from blmk_metrics.figures.by_neighbourhood import counted, outlines_note
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.identified import figure_in_print, is_id
from blmk_metrics.figures.kinds import KINDS
from blmk_metrics.figures.measure_figure import MeasureFigure
from blmk_metrics.figures.profile import Profile, profile
from blmk_metrics.figures.source_lines import BASES
from blmk_metrics.figures.table import Table

__all__ = [
    "BASES",
    "KINDS",
    "MOST_AREAS",
    "PARAMETERS",
    "Figure",
    "MeasureFigure",
    "Profile",
    "Question",
    "Table",
    "Unanswered",
    "answer",
    "counted",
    "figure_in_print",
    "figures_of",
    "is_id",
    "outlines_note",
    "profile",
    "question_of",
    "questions_of",
    "settle",
]
