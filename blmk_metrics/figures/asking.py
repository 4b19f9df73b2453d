"""A figure by its parameters, as an address, an agenda or an embedding page asks for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from blmk_metrics.catalogue.rows import of_area, periods
from blmk_metrics.charts import HIGHLIGHTS
from blmk_metrics.errors import InputError
from blmk_metrics.figures.by_neighbourhood import counted
from blmk_metrics.figures.declared import KINDS
from blmk_metrics.figures.figure import BaseFigure
from blmk_metrics.figures.identified import address_of, is_id
from blmk_metrics.figures.profile import PROFILE, profile
from blmk_metrics.indicators import BY_ID
from blmk_metrics.pipeline.stages import SMALL_AREA, WHOLE, Basis
from blmk_metrics.releases.edition import Edition
from blmk_metrics.releases.neighbourhoods import levels_of
from blmk_metrics.ways import averages, said_by


@dataclass(frozen=True, kw_only=True)
class Unanswered:
    """A parameter that an edition has no answer to: what was asked (empty: nothing), what there is, what was taken, and
    what is wrong with what was asked."""

    parameter: str
    asked: str
    offered: tuple[str, ...]
    instead: str
    fault: str = "is not known here"

    def __str__(self) -> str:
        asked = f"{self.asked[:40]!r} {self.fault}" if self.asked else "is not given"
        return f"{self.parameter} {asked}; choose one of {', '.join(self.offered)}"


# How many areas may be highlighted: as many as have a colour.
MOST_AREAS = len(HIGHLIGHTS)
# Every parameter that a question may have.
PARAMETERS = ("figure", "measure", "place", "by", "level", "period", "areas", "basis", "average")


def answer(edition: Edition, parameters: Mapping[str, str]) -> BaseFigure:
    """The figure that parameters ask for. Raises InputError naming the first one that the edition has no answer to."""
    figure, unanswered = settle(edition, parameters)
    if unanswered:
        raise InputError(str(unanswered[0]))
    return figure


def settle(edition: Edition, parameters: Mapping[str, str]) -> tuple[BaseFigure, tuple[Unanswered, ...]]:
    """The figure that parameters ask for, and those of them that had to be replaced.

    `figure` is one of KINDS; it, `measure` and `place` must be given. Where they apply, `by`, `level`, `period`,
    `areas`, `basis` and `average` have defaults: the first cut and level, the latest period, no area highlighted, the
    series shown first, the lead average. `areas` are codes between commas. Parameters that are not of PARAMETERS are
    ignored. A figure of PROFILE is of every measure: only `place` applies.
    """
    if is_id(told := parameters.get("figure", "")):
        parameters = address_of(edition, told) or parameters
    asked = _Asked(parameters)
    if parameters.get("figure") == PROFILE:
        area_code = asked.one_of("place", edition.choosable(), needed=True)
        return profile(edition, area_code), tuple(asked.unanswered)
    here = {each.id: each for each in edition.measures()}
    indicator = here[asked.one_of("measure", here, needed=True)]
    area_code = asked.one_of("place", edition.choosable(), needed=True)
    levels = levels_of(edition.release, edition.members(area_code)) if edition.bases(indicator, SMALL_AREA) else ()
    cuts = edition.breakdowns(indicator)
    known = [
        name for name, each in KINDS.items() if (cuts or "by" not in each.asks) and (levels or "level" not in each.asks)
    ]
    kind = KINDS[asked.one_of("figure", [*known, PROFILE], needed=True)]
    by = asked.one_of("by", cuts) if "by" in kind.asks else ""
    level = asked.one_of("level", levels) if "level" in kind.asks else ""
    cut = SMALL_AREA if level else by or WHOLE
    basis = Basis(asked.one_of("basis", edition.bases(indicator, cut)))
    if basis is Basis.COMPUTED and averages(indicator):
        indicator = said_by(BY_ID[indicator.id], asked.one_of("average", [each.method for each in averages(indicator)]))
    period = None
    if "period" in kind.asks:
        rows = edition.measured(indicator, cut, basis)
        if level:
            rows = counted(edition, indicator, level, area_code)
        elif by:
            rows = of_area(rows, area_code)
        drawn = periods(rows) or [rows[-1].period]
        period = asked.one_of("period", drawn[::-1])
    highlighted = asked.some_of("areas", edition.choosable(), MOST_AREAS) if "highlighted" in kind.asks else ()
    figure = kind.of(
        edition, indicator, area_code, by=by, level=level, period=period, highlighted=highlighted, basis=basis
    )
    return figure, tuple(asked.unanswered)


class _Asked:
    """Parameters on their way to a question: each is taken if it is offered, else the first that is offered."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        self._parameters = parameters
        self.unanswered: list[Unanswered] = []

    def one_of(self, name: str, offered: Iterable[str], *, needed: bool = False) -> str:
        known = tuple(map(str, offered))
        asked = self._parameters.get(name, "")
        if asked in known:
            return asked
        if asked or needed:
            self.unanswered.append(Unanswered(parameter=name, asked=asked, offered=known, instead=known[0]))
        return known[0]

    def some_of(self, name: str, offered: Iterable[str], most: int) -> tuple[str, ...]:
        known = tuple(map(str, offered))
        asked = dict.fromkeys(each for each in self._parameters.get(name, "").split(",") if each)
        taken = tuple(each for each in asked if each in known)[:most]
        for each in asked:
            if each not in taken:
                fault = f"is one too many: {most} may be highlighted" if each in known else Unanswered.fault
                self.unanswered.append(
                    Unanswered(
                        parameter=name, asked=each, offered=known, instead=", ".join(taken) or "none", fault=fault
                    )
                )
        return taken
