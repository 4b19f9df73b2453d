"""A figure by the id that is printed on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from blmk_metrics.catalogue.questions import FIELDS, Question
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.variants import lead_variant, variants
from blmk_metrics.figures.answering import questions_of
from blmk_metrics.figures.figure import Figure, number_of
from blmk_metrics.figures.kinds import KINDS
from blmk_metrics.releases.edition import Edition, cut_of

# The list of answers that has every question whose figure may be printed, as an address.
PRINTED = "printed"
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
    releases = [edition.release.id, *edition.release.earlier]
    number = number_of(figure_id.strip().upper())
    for found in edition.answers.records("printed", PRINTED, releases=releases, number=number):
        parameters = dict(pair.split("=", 1) for pair in found["address"].split("&"))
        return Printed(Question(**{FIELDS[name]: text for name, text in parameters.items()}), found["release_id"])
    return None


def printed_questions(edition: Edition) -> Iterator[Question]:
    """Every question whose figure may be printed."""
    for code in edition.choosable():
        for measure in edition.measures():
            for variant in variants(measure):
                if variant.summary not in variant.not_lead:
                    for question in questions_of(edition, measure.id, code, variant.id):
                        yield from _on_each_basis(edition, question)
        yield Question(kind="profile", area=code)


def _on_each_basis(edition: Edition, question: Question) -> Iterator[Question]:
    """A question on either basis, and of each period where it is of one. What is published has no variants."""
    measure = edition.measure_of(question)[0]
    for basis in edition.bases(measure, cut_of(question)):
        if basis is Basis.OFFICIAL and question.variant != lead_variant(measure).id:
            continue
        on_basis = replace(question, basis=basis)
        if "period" not in KINDS[question.kind].takes:
            yield on_basis
            continue
        for period in edition.periods(on_basis):
            yield replace(on_basis, period=period)
