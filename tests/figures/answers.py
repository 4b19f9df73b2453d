"""Every question that a release has an answer to, of one kind of figure, and each answer with the rows behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, cycle, islice

from blmk_metrics.catalogue.cuts import SMALL_AREA, WHOLE
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Basis, Row, of_area, periods
from blmk_metrics.catalogue.variants import variants
from blmk_metrics.figures import KINDS, MOST_AREAS, Figure, answer
from blmk_metrics.releases.edition import Edition

PROFILE = "profile"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A question, its figure, and all measured rows of the series that it is of."""

    question: Question
    figure: Figure
    measured: Sequence[Row]

    @property
    def place(self) -> str:
        return self.question.area

    @property
    def highlighted(self) -> tuple[str, ...]:
        return self.question.areas

    def series(self, code: str) -> list[Row]:
        """The rows of one area, in their order."""
        return of_area(self.measured, code)

    def with_figures(self) -> set[str]:
        """The areas of which any figure is drawn."""
        return {row.area_code for row in self.measured if row.value is not None}

    def benchmark(self) -> str | None:
        """What the place is compared with, where that is another area."""
        (code,) = {row.benchmark_code for row in self.series(self.place)}
        return None if code == self.place else code


def every_answer(edition: Edition, kind: str, older: bool = True, every_area: bool = True) -> Iterator[Answer]:
    """Each measure, cut, basis and area of a kind: in the latest period by every variant, or with `older` ones in all
    periods by the one that leads, each with some area. Without `every_area`, one area of each question, in turn.

    Of a release with anything published only what is: measures that are counted are in others.
    """
    turn = count()
    if not KINDS[kind].of_measure:
        for place in edition.choosable():
            question = Question(kind=kind, area=place)
            yield Answer(question=question, figure=answer(edition, question), measured=())
        return
    measures = [each for each in edition.measures() if Basis.OFFICIAL in edition.bases(each)] or edition.measures()
    for measure in measures:
        for cut, level in _cuts(edition, measure, kind):
            for basis in edition.bases(measure, cut or (SMALL_AREA if level else WHOLE)):
                for variant in variants(measure)[: 1 if older or basis is Basis.OFFICIAL else None]:
                    question = Question(
                        kind=kind, area="", measure=measure.id, variant=variant.id, cut=cut, level=level, basis=basis
                    )
                    yield from _of_areas(edition, question, older, None if every_area else next(turn))


def _cuts(edition: Edition, measure: Measure, kind: str) -> Iterator[tuple[str, str]]:
    """The cuts and levels of a measure that a kind of figure shows; neither where it shows the whole."""
    if "cut" in KINDS[kind].takes:
        yield from ((cut, "") for cut in edition.breakdowns(measure))
    elif "level" in KINDS[kind].takes:
        counted = edition.bases(measure, SMALL_AREA)
        levels = dict.fromkeys(level for code in edition.choosable() for level in edition.levels(code))
        yield from (("", level) for level in levels if counted)
    else:
        yield "", ""


def _of_areas(edition: Edition, whose: Question, older: bool, turn: int | None) -> Iterator[Answer]:
    places = [code for code in edition.choosable() if not whose.level or _has_parts(edition, code, whose.level)]
    measured = edition.rows(whose)
    takes = KINDS[whose.kind].takes
    for number, place in enumerate(places):
        if turn is not None and number != turn % len(places):
            continue
        question = replace(whose, area=place)
        # One area more at each place, from none to as many as have a colour, in ever another order.
        several = tuple(islice(cycle(places), number, number + min(number, MOST_AREAS)))
        marked = replace(question, areas=several) if "areas" in takes else question
        if "period" not in takes:
            yield Answer(question=marked, figure=answer(edition, marked), measured=measured)
            continue
        yield Answer(question=question, figure=answer(edition, question), measured=measured)
        # Of groups and neighbourhoods only the place's own are drawn.
        drawn = periods(of_area(measured, place) if whose.cut or whose.level else measured)
        for period in drawn[number :: len(places)] if older else drawn[-1:] if marked.areas else ():
            one = replace(marked, period=period)
            yield Answer(question=one, figure=answer(edition, one), measured=measured)


def _has_parts(edition: Edition, code: str, level: str) -> bool:
    return level in edition.levels(code)
