"""What a release computes, beside what was published."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.narrative.numbers import number, signed

FIGURES = {"value": "value", "change": "change since baseline", "change_percent": "% change since baseline"}


class PublishedFigure(NamedTuple):
    """A figure printed elsewhere: `figure` is the column of the measured table that it is, `decimals` as printed."""

    indicator_id: str
    area_code: str
    period: str
    figure: str
    value: float
    decimals: int


@dataclass(frozen=True)
class Point:
    """One published figure and the release's own, both as printed."""

    area_name: str
    figure: str
    published: str
    own: str

    @property
    def agrees(self) -> bool:
        """Whether the two read the same."""
        return self.published == self.own


def reconciliation(measure: Measure, rows: Sequence[Row], published: Sequence[PublishedFigure]) -> list[Point]:
    """Every published figure of one measure against its measured rows."""
    measured = {(row.area_code, row.period): row for row in rows}
    points = []
    for figure in published:
        row = measured.get((figure.area_code, figure.period))
        if figure.indicator_id != measure.id or row is None:
            continue
        printed = number if figure.figure == "value" else signed
        points.append(
            Point(
                area_name=row.area_name,
                figure=f"{figure.period}, {FIGURES[figure.figure]}",
                published=printed(figure.value, figure.decimals),
                own=printed(row.cell(figure.figure), figure.decimals),
            )
        )
    return points


def between_bases(measure: Measure, computed: Sequence[Row], official: Sequence[Row]) -> list[Point]:
    """Every figure that a release both computes from counts and holds as published, point by point."""
    published = {(row.area_code, row.period): row.value for row in official}
    return [
        Point(
            area_name=row.area_name,
            figure=row.period,
            published=number(published[row.area_code, row.period], measure.decimals),
            own=number(row.value, measure.decimals),
        )
        for row in computed
        if row.value is not None and published.get((row.area_code, row.period)) is not None
    ]
