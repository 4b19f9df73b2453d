"""What a report tells of one area, in order, before any kind of file is made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from blmk_metrics import narrative
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row, latest
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.catalogue.variants import averages, lead_variant, summaries
from blmk_metrics.errors import InputError
from blmk_metrics.figures import MeasureFigure, Table, figures_of
from blmk_metrics.narrative.definitions import (
    DISCLOSURE,
    FOOTPRINTS,
    GAP_IN_PEOPLE,
    INTERVALS,
    SUPPRESSED,
    TREND,
    UNROUNDED,
    definition_of,
)
from blmk_metrics.narrative.numbers import day
from blmk_metrics.releases import Release
from blmk_metrics.releases.areas import Area
from blmk_metrics.releases.edition import Edition
from blmk_metrics.reports.tables import (
    extracts_table,
    figures_table,
    meanings_table,
    sources_table,
    summary_table,
    variants_table,
)


@dataclass(frozen=True, kw_only=True)
class Section:
    """One measure of the area: its question, the answer in words, its figures, and what it is.

    `row` is the area's latest row. `variants` are the other forms of an inequality, None where there is one form only;
    `variant_notes` say what each shows and hides.
    """

    measure: Measure
    heading: str
    row: Row
    finding: str
    sentences: tuple[str, ...]
    figures: tuple[MeasureFigure, ...]
    definition: Mapping[str, str]
    caveats: tuple[str, ...]
    synthetic: bool
    variants: Table | None = None
    variant_notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Contents:
    """A report of one area from one release. `synthetic` names the measures whose figures are invented.

    `extracts` and `sources` tell the same: on a sheet, and on paper, which is too narrow for as many columns.
    """

    title: str
    area: Area
    release: Release
    synthetic: tuple[str, ...]
    sections: tuple[Section, ...]
    summary: Table
    meanings: Table
    methods: Mapping[str, str]
    disclosure: tuple[str, ...]
    extracts: Table
    sources: Table
    figure_list: Table

    @property
    def figures(self) -> tuple[MeasureFigure, ...]:
        """Every figure in order; the first is figure 1."""
        return tuple(figure for section in self.sections for figure in section.figures)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Each figure's number by its id."""
        return {figure.id: number for number, figure in enumerate(self.figures, 1)}

    def caption(self, figure: MeasureFigure) -> str:
        """What stands beneath a picture that has its title and its source on it: its finding and its id."""
        return f"{figure.title}. Figure {figure.id}."

    def text_alternative(self, figure: MeasureFigure) -> str:
        """The text alternative of a picture: what it shows, and the note that is printed on it."""
        return figure.text_alternative if figure.empty else f"{figure.text_alternative} {figure.note}".strip()

    @property
    def subtitle(self) -> str:
        """Which release this is made of, and when that was published."""
        return f"{self.release.title}, published {day(self.release.published)} (release {self.release.id})"

    @property
    def warning(self) -> str:
        """What must stand on every page, slide and sheet: that figures are invented, and of what; else nothing."""
        if not self.synthetic:
            return ""
        every = len(self.synthetic) == len(self.sections)
        named = "" if every else f": {', '.join(self.synthetic)}"
        return f"SYNTHETIC demonstration data{named}. Invented figures, not to be quoted."


def contents(edition: Edition, area_code: str) -> Contents:
    """What a report tells of an area: every measure of which the release holds figures, every figure of each.

    Raises InputError when the area is none that a reader may choose, naming those.
    """
    offered = edition.choosable()
    if area_code not in offered:
        choices = ", ".join(f"{area.code} ({area.name})" for area in offered.values())
        raise InputError(f"unknown area {area_code!r}; choose one of {choices}")
    area, release = offered[area_code], edition.release
    sections = tuple(_section(edition, measure, area_code) for measure in edition.measures())
    figures = [figure for section in sections for figure in section.figures]
    return Contents(
        title=f"Outcomes in {area.name}: how are we doing on our priorities?",
        area=area,
        release=release,
        synthetic=tuple(each.measure.short_name for each in sections if each.synthetic),
        sections=sections,
        summary=summary_table([(each.measure, each.row) for each in sections], area.name),
        meanings=meanings_table(),
        methods={
            "Intervals and verdicts": INTERVALS,
            "Change since the baseline": UNROUNDED,
            "Trend of the latest five years": TREND,
            "The gap in people": GAP_IN_PEOPLE,
            "Footprints": FOOTPRINTS,
        },
        disclosure=_disclosure(sections),
        extracts=extracts_table(release),
        sources=sources_table(release),
        figure_list=figures_table(figures, release),
    )


def _section(edition: Edition, measure: Measure, area_code: str) -> Section:
    rows = edition.measured(measure)
    row = latest(rows, area_code)
    variants = variants_table(edition, measure, row)
    alternatives = (*averages(measure), *summaries(measure)) if variants else ()
    return Section(
        measure=measure,
        heading=measure.question_in(row.area_name),
        row=row,
        finding=narrative.finding(row),
        sentences=(*narrative.account(row, rows, measure), UNROUNDED),
        figures=figures_of(edition, measure.id, area_code),
        definition=definition_of(measure, lead_variant(measure), edition.release.origin(measure)),
        caveats=measure.caveats,
        synthetic=edition.release.synthetic(measure),
        variants=variants,
        variant_notes={each.name: each.explanation for each in alternatives},
    )


def _disclosure(sections: tuple[Section, ...]) -> tuple[str, ...]:
    """Why figures are hidden, wherever a measure rests on local records or a figure is suppressed; else nothing."""
    local = any(each.measure.regime is Regime.LOCAL for each in sections)
    hidden = any(row.hidden for each in sections for figure in each.figures for row in figure.rows)
    if local or hidden:
        return (SUPPRESSED, DISCLOSURE[Regime.LOCAL])
    return ()
