"""What the native chart of a figure draws: its categories, its series, and which of them stands out."""

from collections.abc import Sequence

from blmk_metrics.catalogue.lines import periods_with
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Reliability
from blmk_metrics.charts.theme import BENCHMARK, BESIDE, CHOSEN, CONTEXT, SECOND
from blmk_metrics.figures import MeasureFigure
from blmk_metrics.narrative.verdict_words import verdict_of
from blmk_metrics.releases.edition import Edition
from blmk_metrics.reports.chart_parts import NativeChart, Series, Values


def native_chart(figure: MeasureFigure, edition: Edition) -> NativeChart | None:
    """The chart of a figure; None of a map, which cannot be native."""
    if figure.kind == "trend":
        return _trend(figure, edition)
    if figure.kind == "areas":
        return _areas(figure)
    if figure.kind == "groups":
        return _groups(figure)
    return _groups_over_time(figure) if figure.kind == "groups_over_time" else None


def _trend(figure: MeasureFigure, edition: Edition) -> NativeChart:
    periods = periods_with([row.period for row in figure.rows], figure.lines)
    every = edition.rows(figure.question)
    benchmark_code = figure.rows[0].benchmark_code
    areas = dict.fromkeys((row.area_code, row.area_name) for row in every)
    others = [each for each in areas if each[0] not in (figure.question.area, benchmark_code)]
    compared = [each for each in areas if each[0] == benchmark_code != figure.question.area]
    by_place = {(row.area_code, row.period): row.value for row in every}
    cuts = _cuts(figure, periods)

    def values(code: str) -> Values:
        return tuple(by_place.get((code, period)) for period in periods)

    grey = [Series(name=name, values=values(code), colour=CONTEXT, width=1, cuts=cuts) for code, name in others]
    by_period = {row.period: row for row in figure.rows}
    mine = [by_period.get(period) for period in periods]
    chosen = _column(mine, "value")
    beside = [values(code) for code, _ in compared]
    above = not beside or (_last(chosen) or 0) >= (_last(beside[0]) or 0)
    black = [
        Series(
            name=name, values=points, colour=BENCHMARK, width=2, dash="dashed", cuts=cuts, label="b" if above else "t"
        )
        for (_, name), points in zip(compared, beside, strict=True)
    ]
    thick = Series(
        name=figure.rows[0].area_name,
        values=chosen,
        colour=CHOSEN,
        width=3,
        marker="circle",
        label="t" if above else "b",
        lower=_column(mine, "lower_ci_95"),
        upper=_column(mine, "upper_ci_95"),
        cuts=cuts,
    )
    return NativeChart(categories=tuple(periods), series=(*grey, *black, thick, *_lines(figure, periods)))


def _areas(figure: MeasureFigure) -> NativeChart:
    place = figure.question.area
    benchmark_code = next(row.benchmark_code for row in figure.rows if row.area_code == place) or place
    shown = [row for row in figure.rows if row.area_code != benchmark_code] or list(figure.rows)
    shown.sort(key=lambda row: (row.value is None, -(row.value or 0)))
    compared = [row for row in figure.rows if row.area_code == benchmark_code and row.value is not None]
    line = [
        Series(
            name=row.area_name,
            values=(row.value,) * len(shown),
            colour=BENCHMARK,
            width=2,
            dash="dashed",
            label="r",
        )
        for row in compared
    ]
    others = [at for at, row in enumerate(shown) if row.area_code != place]
    return _dots(shown, "area_name", line, others, "Other areas")


def _groups(figure: MeasureFigure) -> NativeChart:
    compared = [row for row in figure.rows if row.benchmark_code != row.area_code]
    ticks = []
    if any(row.benchmark_value is not None for row in compared):
        values = tuple(row.benchmark_value if row in compared else None for row in figure.rows)
        name = compared[0].benchmark_name or ""
        ticks = [Series(name=name, values=values, colour=BENCHMARK, marker="dash", label="r")]
    return _dots(figure.rows, "category", ticks, [], "Unreliable")


def _dots(
    rows: Sequence[Row], label_column: str, behind: Sequence[Series], others: Sequence[int], others_name: str
) -> NativeChart:
    """Rows from left to right, each a point with its interval; the others and whatever is unreliable are grey."""
    hollow = tuple(at for at, row in enumerate(rows) if row.reliability is Reliability.UNRELIABLE)
    quiet = {*others, *hollow}
    chosen = [at for at in range(len(rows)) if at not in quiet]
    parts = []
    for name, places, colour in ((others_name, quiet, CONTEXT), (_chosen_name(rows, chosen), chosen, CHOSEN)):
        placed = [row if at in places else None for at, row in enumerate(rows)]
        values, lower, upper = (_column(placed, column) for column in ("value", "lower_ci_95", "upper_ci_95"))
        if any(value is not None for value in values):
            parts.append(
                Series(
                    name=name,
                    values=values,
                    colour=colour,
                    marker="circle",
                    lower=lower,
                    upper=upper,
                    hollow=tuple(at for at in hollow if at in places),
                )
            )
    names = tuple(f"{row.cell(label_column)}\n{verdict_of(row)}" for row in rows)
    return NativeChart(categories=names, series=(*behind, *parts))


def _chosen_name(rows: Sequence[Row], chosen: Sequence[int]) -> str:
    return rows[chosen[0]].area_name if chosen else ""


def _groups_over_time(figure: MeasureFigure) -> NativeChart:
    periods = periods_with([row.period for row in figure.rows], figure.lines)
    order = list(dict.fromkeys(row.category for row in figure.rows))
    colours = {order[0]: SECOND, order[-1]: CHOSEN}
    by_group = {(row.category, row.period): row.value for row in figure.rows}
    values = {group: tuple(by_group.get((group, period)) for period in periods) for group in order}
    highest = max(colours, key=lambda group: _last(values[group]) or 0)
    series = [
        Series(
            name=group,
            values=values[group],
            colour=colours.get(group, CONTEXT),
            width=2.5,
            marker="circle",
            label="" if group not in colours else "t" if group == highest else "b",
            cuts=_cuts(figure, periods),
        )
        for group in sorted(order, key=colours.__contains__)
    ]
    return NativeChart(categories=tuple(periods), series=(*series, *_lines(figure, periods)))


def _lines(figure: MeasureFigure, periods: Sequence[str]) -> list[Series]:
    """The lines beside the rows, dotted and without marks, each named at its end."""
    points = [(line.name, dict(line.points)) for line in figure.lines]
    return [
        Series(
            name=name,
            values=tuple(map(values.get, periods)),
            colour=BESIDE,
            width=2,
            dash="dotted",
            label="t",
        )
        for name, values in points
    ]


def _column(rows: Sequence[Row | None], column: str) -> Values:
    return tuple(row and row.cell(column) for row in rows)


def _cuts(figure: MeasureFigure, periods: Sequence[str]) -> tuple[int, ...]:
    """Where a new series begins: what is not comparable is not joined."""
    starts = [start for start in figure.measure.series_breaks if periods[0] < start <= periods[-1]]
    return tuple(next(at for at, period in enumerate(periods) if period >= start) for start in starts)


def _last(values: Values) -> float | None:
    return next((value for value in reversed(values) if value is not None), None)
