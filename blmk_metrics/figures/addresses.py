"""The question that the parameters of an address, an agenda or an embedding page ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from blmk_metrics.catalogue.cuts import SMALL_AREA, WHOLE
from blmk_metrics.catalogue.questions import FIELDS, Question
from blmk_metrics.catalogue.rows import Basis, of_area, periods
from blmk_metrics.catalogue.variants import variants
from blmk_metrics.charts import HIGHLIGHTS
from blmk_metrics.errors import InputError
from blmk_metrics.figures.by_neighbourhood import counted
from blmk_metrics.figures.identified import figure_in_print, is_id
from blmk_metrics.figures.kinds import KINDS
from blmk_metrics.releases.edition import Edition

# How many areas may be highlighted: as many as have a colour.
MOST_AREAS = len(HIGHLIGHTS)
# Every parameter that a question may have.
PARAMETERS = tuple(FIELDS)


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """A parameter that an edition has no answer to: its value (empty where it is missing), what there is, what was
    taken instead, and what is wrong with the value."""

    parameter: str
    value: str
    offered: tuple[str, ...]
    instead: str
    fault: str = "is not one of those there are"

    def __str__(self) -> str:
        subject = f"{self.value[:40]!r} {self.fault}" if self.value else "is missing"
        return f"{self.parameter} {subject}; choose one of {', '.join(self.offered)}"


def question_of(edition: Edition, parameters: Mapping[str, str]) -> Question:
    """The question that parameters ask. Raises InputError naming the first one that the edition has no answer to."""
    question, unanswered = settle(edition, parameters)
    if unanswered:
        raise InputError(str(unanswered[0]))
    return question


def settle(edition: Edition, parameters: Mapping[str, str]) -> tuple[Question, tuple[Unanswered, ...]]:
    """The question that parameters ask, and those of them that had to be replaced.

    `figure` is one of KINDS, or the id of a figure; it, `measure` and `place` must be there. Where they apply, the
    others have defaults: the first cut and level, the latest period, no area highlighted, the series shown first, the
    variant that leads. `areas` are codes between commas. Other parameters are ignored.
    """
    if is_id(printed := parameters.get("figure", "")) and (found := figure_in_print(edition, printed)):
        parameters = found.question.parameters
    choice = _Choice(parameters)
    by_name = KINDS.get(parameters.get("figure", ""))
    if by_name and not by_name.of_measure:
        area = choice.one_of("place", edition.choosable(), needed=True)
        return Question(kind=parameters["figure"], area=area), tuple(choice.unanswered)
    by_id = {each.id: each for each in edition.measures()}
    measure = by_id[choice.one_of("measure", by_id, needed=True)]
    area = choice.one_of("place", edition.choosable(), needed=True)
    levels = edition.levels(area) if edition.bases(measure, SMALL_AREA) else ()
    cuts = edition.breakdowns(measure)
    kinds = [
        name
        for name, each in KINDS.items()
        if (cuts or "cut" not in each.takes) and (levels or "level" not in each.takes)
    ]
    name = choice.one_of("figure", kinds, needed=True)
    takes = KINDS[name].takes
    cut = choice.one_of("by", cuts) if "cut" in takes else ""
    level = choice.one_of("level", levels) if "level" in takes else ""
    basis = choice.one_of("basis", edition.bases(measure, SMALL_AREA if level else cut or WHOLE))
    offered = [each.id for each in variants(measure)] if measure.inequality else []
    variant = choice.one_of("average", offered) if offered and Basis(basis) is Basis.COMPUTED else ""
    question = Question(kind=name, measure=measure.id, area=area, cut=cut, level=level, basis=basis, variant=variant)
    if "period" in takes:
        question = replace(question, period=choice.one_of("period", _periods(edition, question)))
    if "areas" in takes:
        question = replace(question, areas=choice.some_of("areas", edition.choosable(), MOST_AREAS))
    return question, tuple(choice.unanswered)


def _periods(edition: Edition, question: Question) -> list[str]:
    """The periods that a question may be of, latest first."""
    if question.level:
        rows = counted(edition, question)
    elif question.cut:
        rows = of_area(edition.rows(question), question.area)
    else:
        rows = list(edition.rows(question))
    return (periods(rows) or [rows[-1].period])[::-1]


class _Choice:
    """Parameters becoming a question: each is taken if it is offered, else the first that is offered."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        self._parameters = parameters
        self.unanswered: list[Unanswered] = []

    def one_of(self, name: str, offered: Iterable[str], *, needed: bool = False) -> str:
        choices = tuple(map(str, offered))
        value = self._parameters.get(name, "")
        if value in choices:
            return value
        if value or needed:
            self.unanswered.append(Unanswered(parameter=name, value=value, offered=choices, instead=choices[0]))
        return choices[0]

    def some_of(self, name: str, offered: Iterable[str], most: int) -> tuple[str, ...]:
        choices = tuple(map(str, offered))
        values = dict.fromkeys(each for each in self._parameters.get(name, "").split(",") if each)
        taken = tuple(each for each in values if each in choices)[:most]
        for each in values:
            if each not in taken:
                fault = f"is one too many: {most} may be highlighted" if each in choices else Unanswered.fault
                instead = ", ".join(taken) or "none"
                self.unanswered.append(
                    Unanswered(parameter=name, value=each, offered=choices, instead=instead, fault=fault)
                )
        return taken
