"""Kinds of figure about areas: each says what it shows of an edition; nothing is drawn before it is asked for."""

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import latest, of_area
from blmk_metrics.catalogue.verdict_parts import Reliability
from blmk_metrics.figures.line_makers import lines_beside
from blmk_metrics.figures.making import figure, name_of, of_period
from blmk_metrics.figures.measure_figure import MeasureFigure
from blmk_metrics.figures.source_lines import map_note
from blmk_metrics.narrative import alt_text
from blmk_metrics.releases.edition import Edition


def trend(edition: Edition, question: Question) -> MeasureFigure:
    """One area's series with its interval, its benchmark's beside it, the other areas' behind."""
    subject, rows = edition.measure_of(question), edition.rows(question)
    measure, name = subject[0], name_of(*subject)
    series = of_area(rows, question.area)
    first, last = series[0].period, series[-1].period
    lines = lines_beside(edition, question, series)
    return figure(
        edition,
        question,
        subject,
        series,
        draw=lambda: charts.trend(rows, measure, question.area, lines),
        title=narrative.finding(latest(rows, question.area)),
        subtitle=f"{name}, {series[0].area_name}, {first} to {last}, {narrative.with_intervals(series)}",
        alt_text=alt_text.trend_alt(series, latest(rows, question.area), measure, name),
        note="Grey lines are the other areas.",
        lines=lines,
    )


def areas(edition: Edition, question: Question) -> MeasureFigure:
    """Every area's figure in one period, with intervals, beside the benchmark's.

    The area stands out, or those highlighted in its stead (at most four).
    """
    subject = edition.measure_of(question)
    measure, name = subject[0], name_of(*subject)
    now, question = of_period(edition.rows(question), question)
    return figure(
        edition,
        question,
        subject,
        now,
        draw=lambda: charts.area_intervals(now, measure, question.area, question.areas),
        title=narrative.where_title(now),
        subtitle=f"{name}, {question.period}, {narrative.with_intervals(now)}",
        alt_text=alt_text.areas_alt(now, measure, name),
    )


def area_map(edition: Edition, question: Question) -> MeasureFigure:
    """Where the areas are, filled and labelled by verdict, in one period.

    The area is outlined, or those highlighted in its stead (at most four).
    """
    subject = edition.measure_of(question)
    measure, name = subject[0], name_of(*subject)
    now, question = of_period(edition.rows(question), question)
    return figure(
        edition,
        question,
        subject,
        now,
        draw=lambda: charts.area_map(now, edition.outlines(), question.area, question.areas),
        title=narrative.map_title(now),
        subtitle=f"{subject[1].named(measure.short_name)}, {question.period}",
        alt_text=alt_text.areas_alt(now, measure, name),
        note=map_note(edition.release),
    )


def areas_over_time(edition: Edition, question: Question) -> MeasureFigure:
    """The series of the highlighted areas (at most four; the chosen one without any), beside the chosen one's
    benchmark."""
    subject, every = edition.measure_of(question), edition.rows(question)
    measure, name = subject[0], name_of(*subject)
    shown = question.areas or (question.area,)
    rows = [row for code in shown for row in of_area(every, code)]
    ends = [latest(every, code) for code in shown]
    names = [row.area_name for row in ends]
    lines = lines_beside(edition, question, rows)
    return figure(
        edition,
        question,
        subject,
        rows,
        draw=lambda: charts.area_trends(every, measure, shown, latest(every, question.area).benchmark_code, lines),
        title=f"{', '.join(names)} over time",
        subtitle=f"{name}, {rows[0].period} to {rows[-1].period}, {narrative.with_intervals(rows)}",
        note="Hollow marks are unreliable." if any(row.reliability is Reliability.UNRELIABLE for row in rows) else "",
        alt_text=alt_text.areas_over_time_alt(rows, ends, measure, name),
        lines=lines,
    )
