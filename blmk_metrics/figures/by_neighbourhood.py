"""A measure by neighbourhood of an area, as a figure."""

from dataclasses import replace

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import Row, of_area
from blmk_metrics.figures.making import figure, of_period
from blmk_metrics.figures.measure_figure import MeasureFigure
from blmk_metrics.narrative import alt_text
from blmk_metrics.releases import Release
from blmk_metrics.releases.edition import Edition


def by_neighbourhood(edition: Edition, question: Question) -> MeasureFigure:
    """A map of an area's neighbourhoods at a level by a measure that was counted there, in one period."""
    subject = edition.measure_of(question)
    measure = subject[0]
    names = _names(edition, question)
    now, question = of_period(counted(edition, question), question)
    return figure(
        edition,
        question,
        subject,
        [row._replace(category=names[row.category]) for row in now],
        draw=lambda: charts.neighbourhood_map(
            now, edition.neighbourhood_outlines(question.level, question.area), measure.unit, measure.decimals
        ),
        title=f"{measure.short_name} by neighbourhood in {question.period}",
        subtitle=f"{measure.unit}. {narrative.how_firm(now)} Those left white have none; the table says why",
        alt_text=alt_text.neighbourhoods_alt(now, measure),
        note=outlines_note(edition.release),
        label_column="category",
    )


def counted(edition: Edition, question: Question) -> list[Row]:
    """A measure's rows of an area's neighbourhoods at a level; `category` is the neighbourhood's code."""
    names = _names(edition, question)
    rows = edition.rows(replace(question, basis=""))
    return [row for row in of_area(rows, question.area) if row.category in names]


def _names(edition: Edition, question: Question) -> dict[str, str]:
    """The names of the neighbourhoods that a question is about, by code."""
    found = edition.neighbourhoods(question.level, question.area)
    return {each.small_area_code: each.small_area_name for each in found}


def outlines_note(release: Release) -> str:
    """Whose the outlines of neighbourhoods are."""
    kept = [each.provenance for each in release.extracts if each.name == "small_areas"]
    return " ".join(f"{text}." for text in dict.fromkeys(f"{each.source}. {each.licence}" for each in kept))
