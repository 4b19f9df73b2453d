"""A figure by the id that is printed on it."""

import re
from dataclasses import dataclass

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.variants import variants
from blmk_metrics.figures.answering import answer, questions_of
from blmk_metrics.figures.figure import Figure, id_of
from blmk_metrics.releases.edition import Edition

ID = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


def is_id(text: str) -> bool:
    """Whether a text is written as an id is, in whichever case."""
    return ID.fullmatch(text.strip().upper()) is not None


@dataclass(frozen=True)
class Printed:
    """The question of a figure in print, and the release that it was printed from."""

    question: Question
    release_id: str

    def replaced_by(self, figure: Figure) -> str:
        """That the id was printed from an earlier release than a figure is of; empty where it is the figure's own."""
        if self.release_id == figure.release_id:
            return ""
        return (
            f"This id was printed from release {self.release_id}, which a later one has replaced. Shown is the same "
            f"figure in release {figure.release_id}, where its id is {figure.id}; its numbers may have been revised."
        )


def figure_in_print(edition: Edition, figure_id: str) -> Printed | None:
    """The figure that an id is printed on, of an edition's release or of one that it follows; None where it is of none.

    Printed are the figures of measures' own pages, in every average, and profiles, in each series that is shown first:
    what a report prints.
    """
    return edition.once("figures in print", lambda: _every(edition)).get(figure_id.strip().upper())


def _every(edition: Edition) -> dict[str, Printed]:
    questions = [
        question
        for code in edition.choosable()
        for measure in edition.measures()
        for variant in variants(measure)
        if variant.summary not in variant.not_lead
        for question in questions_of(edition, measure.id, code, variant.id)
    ]
    questions += [Question(kind="profile", area=code) for code in edition.choosable()]
    complete = [answer(edition, question).question for question in questions]
    # Of a release that it follows last, so that an id of its own is its own.
    releases = (*edition.release.earlier[::-1], edition.release.id)
    return {id_of(question, each): Printed(question, each) for each in releases for question in complete}
