"""A question answered whole."""

from collections.abc import Iterator
from dataclasses import replace

from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.variants import lead_variant
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.kinds import KINDS
from blmk_metrics.figures.measure_figure import MeasureFigure
from blmk_metrics.releases.edition import Edition, cut_of


def answer(edition: Edition, question: Question) -> Figure:
    """The figure that answers a question, whose fields are ones that the edition has.

    Where the question leaves them open, the figure is of the series that is shown first, the variant that leads, and
    the latest period that has a figure; `Figure.question` says which those are.
    """
    kind = KINDS[question.kind]
    return kind.make(edition, _completed(edition, question) if kind.of_measure else question)


def questions_of(edition: Edition, measure: str, area: str, variant: str = "") -> Iterator[Question]:
    """The questions about a measure and an area that reports and meetings answer, in the order of a report: one of each
    kind, or one for each cut."""
    cuts = edition.breakdowns(edition.catalogue.measure(measure))
    for name, kind in KINDS.items():
        if kind.words:
            for cut in cuts if "cut" in kind.takes else ("",):
                yield Question(kind=name, measure=measure, area=area, cut=cut, variant=variant)


def figures_of(edition: Edition, measure: str, area: str, variant: str = "") -> tuple[MeasureFigure, ...]:
    """The answers to `questions_of`."""
    figures = (answer(edition, question) for question in questions_of(edition, measure, area, variant))
    return tuple(figure for figure in figures if isinstance(figure, MeasureFigure))


def _completed(edition: Edition, question: Question) -> Question:
    """The question with its series and its variant named. What is published has no variants."""
    measure, variant = edition.measure_of(question)
    basis = Basis(question.basis) if question.basis else edition.bases(measure, cut_of(question))[0]
    variant = lead_variant(measure) if basis is Basis.OFFICIAL else variant
    return replace(question, basis=basis, variant=variant.id)
