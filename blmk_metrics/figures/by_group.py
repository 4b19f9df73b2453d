"""Kinds of figure about the groups of one area. None says how far groups lie apart: no method here licenses that."""

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.cuts import CUTS
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import of_area
from blmk_metrics.catalogue.variants import Variant
from blmk_metrics.figures.line_makers import lines_beside
from blmk_metrics.figures.making import figure, of_period
from blmk_metrics.figures.measure_figure import MeasureFigure
from blmk_metrics.narrative import alt_text
from blmk_metrics.releases.edition import Edition


def groups(edition: Edition, question: Question) -> MeasureFigure:
    """One area's groups in one period, each beside the benchmark's same group."""
    subject = edition.measure_of(question)
    measure = subject[0]
    now, question = of_period(of_area(edition.rows(question), question.area), question)
    what, unit = group_measure(*subject, question.cut)
    cut = CUTS[question.cut].words
    return figure(
        edition,
        question,
        subject,
        now,
        draw=lambda: charts.category_intervals(now, measure, unit),
        title=narrative.groups_finding(now) or f"{now[0].area_name}: {narrative.groups_title(now, measure)}",
        subtitle=f"{what} by {cut}, {now[0].area_name}, {question.period}, {narrative.with_intervals(now)}",
        alt_text=alt_text.categories_alt(now, measure, f"{what} by {cut}"),
        note=narrative.groups_verdicts(now),
        unit=unit,
        label_column="category",
    )


def groups_over_time(edition: Edition, question: Question) -> MeasureFigure:
    """One area's groups over time, the first and the last of them named."""
    subject = edition.measure_of(question)
    measure = subject[0]
    rows = of_area(edition.rows(question), question.area)
    lines = lines_beside(edition, question, rows)
    what, unit = group_measure(*subject, question.cut)
    return figure(
        edition,
        question,
        subject,
        rows,
        draw=lambda: charts.category_trend(rows, measure, unit, lines),
        title=f"{rows[0].area_name} by {CUTS[question.cut].words}, over time",
        subtitle=f"{what}, {rows[0].area_name}, {rows[0].period} to {rows[-1].period}",
        alt_text=alt_text.category_trend_alt(rows, measure, what),
        note="Coloured lines are the first and the last group; grey lines are those between.",
        unit=unit,
        label_column="category",
        lines=lines,
    )


def group_measure(measure: Measure, variant: Variant, cut: str) -> tuple[str, str]:
    """What a group's figure is and its unit: the measure's own, or that of which the measure is the inequality."""
    inequality = measure.inequality
    if inequality is not None and inequality.across == cut:
        return narrative.sentence_case(variant.of_groups.named(inequality.value_name)), inequality.value_unit
    return variant.named(measure.short_name), measure.unit
