"""A few areas over time, as a figure."""

from collections.abc import Sequence

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.rows import latest, of_area
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.kinds import among
from blmk_metrics.figures.making import figure
from blmk_metrics.indicators import Indicator
from blmk_metrics.narrative import alt_text
from blmk_metrics.pipeline.stages import Basis
from blmk_metrics.releases.edition import Edition


def areas_over_time(
    edition: Edition,
    indicator: Indicator,
    area_code: str,
    highlighted: Sequence[str] = (),
    basis: Basis | None = None,
) -> Figure:
    """The series of the highlighted areas (at most four; the chosen one without any), beside the chosen one's
    comparator."""
    every = edition.measured(indicator, basis=basis)
    shown = tuple(highlighted) or (area_code,)
    rows = [row for code in shown for row in of_area(every, code)]
    ends = [latest(every, code) for code in shown]
    names = [row.area_name for row in ends]
    return figure(
        edition,
        "areas_over_time",
        indicator,
        rows,
        {"place": area_code, **among(highlighted)},
        draw=lambda: charts.area_trends(every, indicator, shown, latest(every, area_code).comparator_code),
        title=f"{', '.join(names)} over time",
        subtitle=f"{indicator.name}, {rows[0].period} to {rows[-1].period}, {narrative.with_intervals(rows)}",
        note="Hollow marks are unreliable." if any(row.reliability == "unreliable" for row in rows) else "",
        alt_text=alt_text.areas_over_time_alt(rows, ends, indicator),
    )
