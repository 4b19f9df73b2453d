"""A figure by the id that is printed on it."""

import re

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.figures.answering import answer, questions_of
from blmk_metrics.releases.edition import Edition
from blmk_metrics.ways import averages

ID = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


def is_id(text: str) -> bool:
    """Whether a text is written as an id is, in whichever case."""
    return ID.fullmatch(text.strip().upper()) is not None


def question_of_id(edition: Edition, figure_id: str) -> Question | None:
    """The question of the figure that an edition prints an id on; None where it prints none.

    Printed are the figures of measures' own pages, in every variant, and profiles, in each series that is shown first:
    what a report prints.
    """
    return edition.once("questions by id", lambda: _every(edition)).get(figure_id.strip().upper())


def _every(edition: Edition) -> dict[str, Question]:
    variants = [
        (each.id, variant) for each in edition.measures() for variant in [one.method for one in averages(each)] or [""]
    ]
    questions = [
        question
        for code in edition.choosable()
        for measure, variant in variants
        for question in questions_of(edition, measure, code, variant)
    ]
    questions += [Question(kind="profile", area=code) for code in edition.choosable()]
    figures = (answer(edition, question) for question in questions)
    return {figure.id: figure.question for figure in figures}
