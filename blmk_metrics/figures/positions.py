"""Where one area stands on every measure, beside the other areas, on one scale."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from blmk_metrics.catalogue.positions import Mark, Standing
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.engines import Engine
from blmk_metrics.engines.statements import statement
from blmk_metrics.indicators import Indicator

Measured = Mapping[Indicator, Sequence[Row]]
COLUMNS = pa.schema(
    [
        ("indicator_id", pa.string()),
        ("area_code", pa.string()),
        ("period", pa.string()),
        ("value", pa.float64()),
        ("lower_ci_95", pa.float64()),
        ("upper_ci_95", pa.float64()),
        ("comparator_code", pa.string()),
        ("polarity", pa.string()),
        ("is_gap", pa.bool_()),
    ]
)


def standings(engine: Engine, measured: Measured, area_code: str) -> tuple[Standing, ...]:
    """Where an area stands on every measure, in the measures' own order."""
    placed = positions(engine, measured, area_code)
    rows = {(row["indicator_id"], row["area_code"], row["period"]): row for each in measured.values() for row in each}
    found = []
    for indicator in measured:
        here = [each for each in placed if each["indicator_id"] == indicator.id]
        period, middle_code = here[0]["period"], here[0]["middle_code"]
        marks = tuple(
            Mark(
                row=rows[indicator.id, each["area_code"], period],
                **{name: each[name] for name in ("position", "left_end", "right_end")},
            )
            for each in here
            if each["position"] is not None
        )
        found.append(
            Standing(
                indicator=indicator,
                row=rows[indicator.id, area_code, period],
                middle=rows[indicator.id, middle_code, period],
                rightwards=here[0]["rightwards"],
                marks=marks,
            )
        )
    return tuple(found)


def positions(engine: Engine, measured: Measured, area_code: str) -> list[Row]:
    """The scale of `sql/profile.sql` over measured rows: one row for each measure and area, by measure and area.

    `position`, `left_end` and `right_end` run from -1 to 1, and are None where there is no figure, limit or scale.
    """
    rows = [
        {**{name: row[name] for name in COLUMNS.names if name != "is_gap"}, "is_gap": indicator.inequality is not None}
        for indicator, each in measured.items()
        for row in each
    ]
    with engine.computation() as stage:
        stage.give("measured", pa.Table.from_pylist(rows, COLUMNS))
        stage.run("profile", statement("profile"), area_code=area_code)
        return stage.fetch("profile").to_pylist()
