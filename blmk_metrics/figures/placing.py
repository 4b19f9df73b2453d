"""Where one area stands on every measure, beside the other areas, on one scale."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.positions import Mark, MeasureLine
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.releases.finished_answers import Answers

Measured = Mapping[Measure, Sequence[Row]]
COLUMNS = ("indicator_id", "area_code", "period", "value", "lower_ci_95", "upper_ci_95", "benchmark_code", "polarity")


class Position(NamedTuple):
    """One area on one measure's scale, from -1 to 1: None where there is no figure, limit or scale."""

    indicator_id: str
    area_code: str
    period: str
    middle_code: str
    rightwards: str
    position: float | None
    left_end: float | None
    right_end: float | None


def measure_lines(answers: Answers, measured: Measured, area_code: str) -> tuple[MeasureLine, ...]:
    """Where an area stands on every measure, in the measures' own order."""
    placed = positions(answers, measured, area_code)
    rows = {(row.indicator_id, row.area_code, row.period): row for each in measured.values() for row in each}
    found = []
    for measure in measured:
        on_scale = [each for each in placed if each.indicator_id == measure.id]
        first = on_scale[0]
        found.append(
            MeasureLine(
                measure=measure,
                row=rows[measure.id, area_code, first.period],
                middle=rows[measure.id, first.middle_code, first.period],
                rightwards=first.rightwards,
                marks=tuple(
                    Mark(
                        row=rows[measure.id, each.area_code, first.period],
                        position=each.position,
                        left_end=each.left_end,
                        right_end=each.right_end,
                    )
                    for each in on_scale
                    if each.position is not None
                ),
            )
        )
    return tuple(found)


def positions(answers: Answers, measured: Measured, area_code: str) -> list[Position]:
    """The scale of `sql/answers/profile.sql` over measured rows: one row for each measure and area, in that order."""
    rows = [
        {**{name: row.cell(name) for name in COLUMNS}, "is_gap": measure.inequality is not None}
        for measure, each in measured.items()
        for row in each
    ]
    return [Position(**each) for each in answers.over_rows("profile", rows, area_code=area_code)]
