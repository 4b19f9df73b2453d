"""The screens of a meeting: each question of the agenda, answered for each area of one release."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from blmk_metrics import narrative
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row, latest
from blmk_metrics.catalogue.variants import lead_variant, method_words
from blmk_metrics.figures import MeasureFigure, figures_of
from blmk_metrics.meeting.agenda import Agenda, Item
from blmk_metrics.narrative.definitions import UNROUNDED
from blmk_metrics.narrative.numbers import day
from blmk_metrics.releases import Release
from blmk_metrics.releases.areas import Area
from blmk_metrics.releases.edition import Edition


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One question for one area: its answer in a headline, the sentence under it, the figure, and what to say to it.

    `others` are the measure's further figures, to drill down into; `notes` are the presenter's, by term.
    """

    number: int
    item: Item
    area: Area
    answer: str
    sentence: str
    figure: MeasureFigure
    others: tuple[MeasureFigure, ...]
    notes: Mapping[str, tuple[str, ...]]

    @property
    def measure(self) -> Measure:
        """The measure that the question is about."""
        return self.figure.measure

    @property
    def question(self) -> str:
        """The question as people would ask it."""
        return self.measure.question_in(self.area.name)


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A release frozen for a meeting: the same screens for each area, the chosen area's first."""

    release: Release
    agenda: Agenda
    areas: tuple[Area, ...]
    screens: tuple[Screen, ...]
    invented: tuple[str, ...]

    @property
    def label(self) -> str:
        """The release in words: its title, day and id."""
        return f"{self.release.title}, published {day(self.release.published)}, release {self.release.id}"

    @cached_property
    def figures(self) -> tuple[MeasureFigure, ...]:
        """Every figure of every screen and of what lies beneath it, once each: the screens' own first."""
        shown = {screen.figure.id: screen.figure for screen in self.screens}
        beneath = {figure.id: figure for screen in self.screens for figure in screen.others}
        return tuple((shown | beneath).values())


def meeting_of(edition: Edition, agenda: Agenda, place: str = "") -> Meeting:
    """A meeting over an edition, for each area that may be chosen, `place` first.

    A place that the edition does not know is told in a notice of the agenda, and the first it knows comes first.
    """
    choosable = edition.choosable()
    notices = agenda.notices
    if place and place not in choosable:
        first = next(iter(choosable.values()))
        shown = "".join(letter if letter.isalnum() else "?" for letter in place[:20])
        notices = (*notices, f"The place “{shown}” is not known here, so {first.name} comes first.")
    codes = [place, *(code for code in choosable if code != place)] if place in choosable else list(choosable)
    areas = tuple(choosable[code] for code in codes)
    screens = tuple(screen for area in areas for screen in _screens(edition, agenda.items, area))
    invented = tuple(each.short_name for each in edition.measures() if edition.release.synthetic(each))
    return Meeting(
        release=edition.release,
        agenda=Agenda(items=agenda.items, notices=notices),
        areas=areas,
        screens=screens,
        invented=invented,
    )


def _screens(edition: Edition, items: tuple[Item, ...], area: Area) -> list[Screen]:
    by_measure = {each.id: each for each in edition.measures()}
    figures = {code: figures_of(edition, code, area.code) for code in {item.measure for item in items}}
    screens = []
    for number, item in enumerate(items, start=1):
        measure = by_measure[item.measure]
        (figure,) = (each for each in figures[item.measure] if (each.kind, each.question.cut) == (item.figure, item.by))
        rows = edition.measured(measure)
        row = latest(rows, area.code)
        screens.append(
            Screen(
                number=number,
                item=item,
                area=area,
                answer=figure.title,
                sentence=narrative.sentence(row, measure) if not item.by else f"{figure.subtitle}.",
                figure=figure,
                others=tuple(each for each in figures[item.measure] if each is not figure),
                notes=_notes(figure, measure, row, rows),
            )
        )
    return screens


def _notes(figure: MeasureFigure, measure: Measure, row: Row, rows: tuple[Row, ...]) -> dict[str, tuple[str, ...]]:
    """What a presenter may be asked: the figure in sentences, how it was made, and what to be careful with."""
    notes = {
        "In a sentence": (*narrative.account(row, rows, measure), UNROUNDED),
        "Method": (f"{measure.name}, in {measure.unit}: {method_words(measure, lead_variant(measure))}.",),
        "Read with care": measure.caveats,
        "Source": (figure.stamp,),
    }
    return {term: sentences for term, lines in notes.items() if (sentences := tuple(filter(None, lines)))}
