"""What every kind of figure has in common: its question in full, its source, whether it is invented, its period."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from blmk_metrics.catalogue.lines import Line
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Row, in_period, periods
from blmk_metrics.catalogue.variants import Variant
from blmk_metrics.figures.measure_figure import MeasureFigure
from blmk_metrics.figures.source_lines import source_line
from blmk_metrics.releases.edition import Edition


def figure(
    edition: Edition,
    question: Question,
    subject: tuple[Measure, Variant],
    rows: Sequence[Row],
    *,
    draw: Callable[[], Any],
    title: str,
    subtitle: str,
    alt_text: str,
    note: str = "",
    unit: str = "",
    label_column: str = "area_name",
    lines: Sequence[Line] = (),
) -> MeasureFigure:
    """A figure of an edition: with its question, its source, and whether it is invented."""
    measure, variant = subject
    return MeasureFigure(
        question=question,
        release_id=edition.release.id,
        measure=measure,
        variant=variant,
        rows=tuple(rows),
        draw=draw,
        title=title,
        subtitle=subtitle,
        alt_text=alt_text,
        source=source_line(edition.release, measure, question.basis),
        unit=unit or measure.unit,
        note=note,
        synthetic=edition.release.synthetic(measure),
        label_column=label_column,
        lines=tuple(lines),
    )


def name_of(measure: Measure, variant: Variant) -> str:
    """A measure's name in a variant."""
    return variant.named(measure.name)


def of_period(rows: Sequence[Row], question: Question) -> tuple[list[Row], Question]:
    """Rows of the question's period (the latest that has a figure, where it names none), and the question with it."""
    period = question.period or latest_period(rows)
    return in_period(rows, period), replace(question, period=period)


def latest_period(rows: Sequence[Row]) -> str:
    """The latest period in which anything has a figure, or the latest there is."""
    return (periods(rows) or [row.period for row in rows])[-1]
