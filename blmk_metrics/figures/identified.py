"""A figure by the id that is printed on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import periods
from blmk_metrics.catalogue.variants import variants
from blmk_metrics.figures.answering import answer, questions_of
from blmk_metrics.figures.figure import Figure, id_of
from blmk_metrics.figures.kinds import KINDS
from blmk_metrics.releases.edition import Edition, cut_of

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

    Printed are the figures of measures' own pages, in every average, on either basis and of any period that there is,
    and profiles: a figure of what was the latest period is found when there is a later one.
    """
    wanted = figure_id.strip().upper()
    for release_id in (edition.release.id, *edition.release.earlier):
        if (question := _printed_from(edition, release_id).get(wanted)) is not None:
            return Printed(question, release_id)
    return None


def _printed_from(edition: Edition, release_id: str) -> dict[str, Question]:
    """The questions of what may be printed by the ids that they have in a release."""
    questions = edition.once("questions in print", lambda: _questions(edition))
    return edition.once(
        ("figures in print", release_id), lambda: {id_of(question, release_id): question for question in questions}
    )


def _questions(edition: Edition) -> tuple[Question, ...]:
    questions = [
        question
        for code in edition.choosable()
        for measure in edition.measures()
        for variant in variants(measure)
        if variant.summary not in variant.not_lead
        for question in questions_of(edition, measure.id, code, variant.id)
    ]
    questions += [Question(kind="profile", area=code) for code in edition.choosable()]
    complete = (answer(edition, question).question for question in questions)
    return tuple(each for question in complete for each in _of_any_period(edition, question))


def _of_any_period(edition: Edition, question: Question) -> Iterator[Question]:
    """A question on either basis, and of each period where it is of one."""
    if not KINDS[question.kind].of_measure:
        yield question
        return
    for basis in edition.bases(edition.measure_of(question)[0], cut_of(question)):
        on_basis = replace(question, basis=basis)
        if not question.period:
            yield on_basis
            continue
        for period in periods(edition.rows(on_basis)):
            yield replace(on_basis, period=period)
