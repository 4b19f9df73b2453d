"""A report as a PowerPoint file: one finding a slide, its chart native, its method and table in the notes."""

from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any

from blmk_metrics import narrative
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Comparison, Reliability
from blmk_metrics.figures import MeasureFigure, Table
from blmk_metrics.narrative.verdict_words import marked, verdict_of
from blmk_metrics.releases.edition import Edition
from blmk_metrics.reports.archives import dateless
from blmk_metrics.reports.contents import Contents, Section
from blmk_metrics.reports.figure_pictures import Pictures
from blmk_metrics.reports.native_charts import add_chart
from blmk_metrics.reports.powerpoint_charts import native_chart
from blmk_metrics.reports.slides import Deck

NO_BREAK = "\N{NO-BREAK SPACE}"


def powerpoint(
    contents: Contents, edition: Edition, pictures: Pictures, note: Callable[[str], None] = lambda _: None
) -> bytes:
    """A report as a .pptx; the same bytes for the same release. `note` is told of each figure as it is put in.

    A map is a picture, since a map cannot be native; a figure of which nothing can be drawn is told in words.
    """
    published = datetime.combine(contents.release.published, time())
    deck = Deck(contents.title, contents.subtitle, contents.warning, published)
    slide = deck.add(contents.summary.caption, "", contents.subtitle, contents.warning)
    deck.add_table(slide, contents.summary)
    deck.annotate(slide, [*contents.methods.values(), *contents.disclosure, *_lines(contents.summary)])
    for section in contents.sections:
        for figure in section.figures:
            note(f"figure {contents.numbers[figure.id]} in PowerPoint")
            _add(deck, contents, section, figure, edition, pictures)
    return dateless(deck.content())


def _add(
    deck: Deck, contents: Contents, section: Section, figure: MeasureFigure, edition: Edition, pictures: Pictures
) -> None:
    where = " on the map" if figure.kind == "map" else ""
    slide = deck.add(
        figure.title,
        f"{figure.short_name}{where}",
        figure.full_subtitle,
        contents.warning if figure.synthetic else "",
    )
    if figure.empty:
        deck.say_beside(slide, [figure.text_alternative], taken=0)
    elif (chart := native_chart(figure, edition)) is not None:
        frame = add_chart(slide.shapes, chart, deck.chart_box, figure.unit, figure.measure.decimals)
        deck.describe(frame, f"Chart {figure.id}", figure.text_alternative)
        deck.say_beside(slide, _beside(section, figure))
    else:
        width = deck.add_picture(slide, pictures.bare(figure), f"Picture {figure.id}", figure.text_alternative)
        deck.say_beside(slide, _beside(section, figure), taken=width)
    deck.sign(slide, figure.stamp)
    deck.annotate(slide, _notes(contents, section, figure))


def _beside(section: Section, figure: MeasureFigure) -> list[str]:
    """What is said beside a chart: a trend's verdicts; else each area's or group's figure with its verdict."""
    if figure.kind == "trend":
        row, measure = section.row, section.measure
        lines = [
            marked(row.change_verdict) + narrative.change_line(row, measure),
            verdict_of(row) + (narrative.against(row, measure) if row.value is not None else ""),
            narrative.gap_in_people(row, measure),
            *(narrative.verdict_line(each, row, measure).sentence for each in narrative.further([measure])),
        ]
        return [each for each in lines if each]
    last = figure.rows[-1].period
    lines = [_line(row, figure) for row in figure.rows if row.period == last]
    return [f"In {last}:", *lines] if figure.kind == "groups_over_time" else lines


def _line(row: Row, figure: MeasureFigure) -> str:
    value = narrative.value_with_interval(row, figure.measure)
    silent = row.value is None or (
        row.comparison is Comparison.NOT_COMPARED and row.reliability is not Reliability.UNRELIABLE
    )
    # A line may not end between a verdict's mark and its word.
    verdict = "" if silent else f", {verdict_of(row).replace(' ', NO_BREAK)}"
    return f"{row.cell(figure.label_column)}: {value}{verdict}"


def _notes(contents: Contents, section: Section, figure: MeasureFigure) -> list[str]:
    """What whoever speaks to a slide must be able to answer: sentences, the chart in words, method, source, table."""
    address = " ".join(f"{name}={text}" for name, text in figure.address.items())
    return [
        *(section.sentences if figure.kind == "trend" else ()),
        f"The chart in words: {figure.text_alternative}",
        *(f"{term}: {text}" for term, text in section.definition.items()),
        *(f"Caveat: {caveat}" for caveat in section.caveats),
        *(contents.disclosure if any(row.hidden for row in figure.rows) else ()),
        figure.stamp,
        f"Its link: {address}",
        *(line for table in figure.tables for line in _lines(table)),
    ]


def _lines(table: Table) -> Sequence[Any]:
    return [table.caption, *(" | ".join(cells) for cells in (table.columns, *table.rows))]
