"""One area on every measure, as a figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.positions import MeasureLine
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.variants import lead_variant
from blmk_metrics.catalogue.verdict_parts import Verdict
from blmk_metrics.figures.figure import Figure, file_stem
from blmk_metrics.figures.measure_figure import MeasureFigure
from blmk_metrics.figures.of_areas import areas
from blmk_metrics.figures.placing import measure_lines
from blmk_metrics.figures.source_lines import basis_line, release_line
from blmk_metrics.figures.table import Table
from blmk_metrics.narrative import alt_text
from blmk_metrics.narrative.numbers import MISSING, with_unit
from blmk_metrics.narrative.verdict_words import marked, verdict_of
from blmk_metrics.releases import Release
from blmk_metrics.releases.edition import Edition

HOW_TO_READ = (
    "All measures are drawn on one scale: what each is compared with in the middle, its furthest figure or limit at "
    "the end. Large mark: the chosen area, its shape and colour the verdict, its bar the 95% interval. Grey dots: the "
    "other areas. Hollow and grey: unreliable, so without a verdict."
)
COLUMNS = (
    *("Measure", "Period", "Figure (95% interval)", "Compared with", "Verdict", "Trend of the latest five years"),
    "Since the baseline",
)
NOTES = ("Reliability", "Note")


@dataclass(frozen=True, kw_only=True)
class Profile(Figure):
    """One area's latest figure of every measure; `rows` are the area's own, one a measure."""

    measure_lines: tuple[MeasureLine, ...]
    of_measures: tuple[MeasureFigure, ...]

    @property
    def parts(self) -> tuple[MeasureFigure, ...]:
        """The figures of one measure each whose rows stand in it."""
        return self.of_measures

    @property
    def full_subtitle(self) -> str:
        """The subtitle, which names all there is to name."""
        return self.subtitle

    @property
    def table(self) -> Table:
        """The same figures as a table of ready-made text, one row a measure."""
        verdicts = narrative.further(each.measure for each in self.measure_lines)
        return Table(
            caption=f"{self.rows[0].area_name} on every measure",
            columns=(*COLUMNS, *(narrative.headed(each, self.rows) for each in verdicts), *NOTES),
            rows=tuple(_cells(each, verdicts) for each in self.measure_lines),
            numeric=(False,) * (len(COLUMNS) + len(verdicts) + len(NOTES)),
        )

    @property
    def text_alternative(self) -> str:
        """The text that stands for the chart, naming the measures of which data is synthetic."""
        text = self._text
        invented = [part.measure.short_name for part in self.parts if part.synthetic]
        if not invented:
            return text
        named = "" if len(invented) == len(self.parts) else f": {', '.join(invented)}"
        return f"{text} SYNTHETIC data, not real{named}."

    def text_alternative_of(self, one: MeasureLine) -> str:
        """The text that stands for the drawing of one measure alone."""
        (part,) = (part for part in self.parts if part.measure is one.measure)
        text = alt_text.profile_alt([(one.row, one.measure)])
        return f"{text} SYNTHETIC data, not real." if part.synthetic else text

    @property
    def stem(self) -> str:
        """A file's name without its ending: kind, area, release, and SYNTHETIC where any of it is."""
        parts = (self.kind, self.rows[0].area_name, self.release_id, *["SYNTHETIC"] * self.synthetic)
        return file_stem(parts)

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The rows as an export has them, each with its measure's own nature and source."""
        return [{**_provenance(part), **row.cells()} for part, row in zip(self.parts, self.rows, strict=True)]

    @property
    def record(self) -> Mapping[str, str]:
        """What each row of an export carries beside its figures; whether it is real, and its source, are its own."""
        return {"release": self.release_id, "figure": self.id}


def profile(edition: Edition, question: Question) -> Profile:
    """Where an area stands on every measure of an edition: its latest figures beside what each is compared with."""
    area_code = question.area
    measured = {measure: edition.measured(measure) for measure in edition.measures()}
    found = measure_lines(edition.answers, measured, area_code)
    parts = tuple(_beside(edition, each, area_code) for each in found)
    rows = [each.row for each in found]
    return Profile(
        question=question,
        release_id=edition.release.id,
        rows=tuple(rows),
        draw=lambda: charts.spine(found),
        title=narrative.profile_title(rows),
        subtitle=f"The latest figure of every measure, {narrative.with_intervals(rows)}",
        alt_text=alt_text.profile_alt([(each.row, each.measure) for each in found]),
        source=_sources(edition.release, found),
        note=HOW_TO_READ,
        synthetic=any(part.synthetic for part in parts),
        measure_lines=found,
        of_measures=parts,
    )


def _beside(edition: Edition, one: MeasureLine, area_code: str) -> MeasureFigure:
    """The figure of one measure that an area's line rests on: every area's in the line's period."""
    row = one.row
    question = Question(
        kind="areas",
        measure=row.indicator_id,
        area=area_code,
        basis=row.basis,
        period=row.period,
        variant=lead_variant(one.measure).id,
    )
    return areas(edition, question)


def _cells(one: MeasureLine, verdicts: Sequence[Verdict]) -> tuple[str, ...]:
    row, measure = one.row, one.measure
    return (
        measure.short_name,
        row.period,
        MISSING if row.value is None else narrative.value_with_interval(row, measure),
        "" if one.middle is one.row else _named(one.middle, measure),
        verdict_of(row),
        narrative.trend_marked(row),
        f"{marked(row.change_verdict)}{narrative.change_line(row, measure)}",
        *(narrative.verdict_cell(verdict, row, measure) for verdict in verdicts),
        row.reliability or "",
        row.reason or row.comparison_reason or "",
    )


def _named(row: Row, measure: Measure) -> str:
    return f"{row.area_name}: {with_unit(row.value, measure)}"


def _provenance(part: MeasureFigure) -> dict[str, str]:
    return {"nature": "SYNTHETIC" if part.synthetic else "real", "source": part.source}


def _sources(release: Release, lines: Sequence[MeasureLine]) -> str:
    """What each measure's figures rest on, and the release once."""
    bases = (f"{each.measure.short_name}: {basis_line(release, each.measure, each.row.basis)}" for each in lines)
    return " ".join((*bases, release_line(release)))
