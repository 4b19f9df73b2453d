"""Kinds of figure about areas: each says what it shows of an edition; nothing is drawn before it is asked for."""

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import latest, of_area
from blmk_metrics.figures.making import figure, of_period
from blmk_metrics.figures.measure_figure import MeasureFigure
from blmk_metrics.figures.source_lines import map_note
from blmk_metrics.narrative import alt_text
from blmk_metrics.releases.edition import Edition


def trend(edition: Edition, question: Question) -> MeasureFigure:
    """One area's series with its interval, its benchmark's beside it, the other areas' behind."""
    indicator, rows = edition.subject(question), edition.rows(question)
    series = of_area(rows, question.area)
    first, last = series[0].period, series[-1].period
    return figure(
        edition,
        question,
        indicator,
        series,
        draw=lambda: charts.trend(rows, indicator, question.area),
        title=narrative.finding(latest(rows, question.area)),
        subtitle=f"{indicator.name}, {series[0].area_name}, {first} to {last}, {narrative.with_intervals(series)}",
        alt_text=alt_text.trend_alt(series, latest(rows, question.area), indicator),
        note="Grey lines are the other areas.",
    )


def areas(edition: Edition, question: Question) -> MeasureFigure:
    """Every area's figure in one period, with intervals, beside the benchmark's.

    The area stands out, or those highlighted in its stead (at most four).
    """
    indicator = edition.subject(question)
    now, question = of_period(edition.rows(question), question)
    return figure(
        edition,
        question,
        indicator,
        now,
        draw=lambda: charts.area_intervals(now, indicator, question.area, question.areas),
        title=narrative.where_title(now),
        subtitle=f"{indicator.name}, {question.period}, {narrative.with_intervals(now)}",
        alt_text=alt_text.areas_alt(now, indicator),
    )


def area_map(edition: Edition, question: Question) -> MeasureFigure:
    """Where the areas are, filled and labelled by verdict, in one period.

    The area is outlined, or those highlighted in its stead (at most four).
    """
    indicator = edition.subject(question)
    now, question = of_period(edition.rows(question), question)
    return figure(
        edition,
        question,
        indicator,
        now,
        draw=lambda: charts.area_map(now, edition.outlines(), question.area, question.areas),
        title=narrative.map_title(now),
        subtitle=f"{indicator.short_name}, {question.period}",
        alt_text=alt_text.areas_alt(now, indicator),
        note=map_note(edition.release),
    )


def areas_over_time(edition: Edition, question: Question) -> MeasureFigure:
    """The series of the highlighted areas (at most four; the chosen one without any), beside the chosen one's
    benchmark."""
    indicator, every = edition.subject(question), edition.rows(question)
    shown = question.areas or (question.area,)
    rows = [row for code in shown for row in of_area(every, code)]
    ends = [latest(every, code) for code in shown]
    names = [row.area_name for row in ends]
    return figure(
        edition,
        question,
        indicator,
        rows,
        draw=lambda: charts.area_trends(every, indicator, shown, latest(every, question.area).comparator_code),
        title=f"{', '.join(names)} over time",
        subtitle=f"{indicator.name}, {rows[0].period} to {rows[-1].period}, {narrative.with_intervals(rows)}",
        note="Hollow marks are unreliable." if any(row.reliability == "unreliable" for row in rows) else "",
        alt_text=alt_text.areas_over_time_alt(rows, ends, indicator),
    )
