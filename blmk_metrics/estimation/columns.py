"""What each method reads of an analyst's file: its columns, the parts they play, and the SQL that reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from blmk_metrics.errors import InputError
from blmk_metrics.estimation.analyst_tables import Source

TEXTS = ("age_band", "period")
NUMBERS = (
    *("numerator", "denominator", "half_width_95", "standard_population", "frequency", "age"),
    *("quantile", "value", "lower_ci", "upper_ci", "standard_error"),
)
ROLES = (*TEXTS, *NUMBERS)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One method's file: `columns` it must have, of `either` one set whole, and `optional` ones.

    `numerator` and `denominator` are the columns that play these roles of `sql/inputs`. `reads` names the SQL file
    that turns the rows into strata; `keyed` says that no two rows of a group may share an age band, period or quantile.
    """

    reads: str
    columns: tuple[str, ...]
    either: tuple[tuple[str, ...], ...] = ()
    optional: tuple[str, ...] = ()
    numerator: str = "numerator"
    denominator: str = "denominator"
    keyed: bool = False

    def column(self, role: str) -> str:
        """The column that plays a role."""
        return {"numerator": self.numerator, "denominator": self.denominator}.get(role, role)


LAYOUTS: Mapping[str, Layout] = {
    "proportion": Layout(reads="counts", columns=("numerator", "denominator")),
    "survey_proportion": Layout(reads="counts", columns=("numerator", "denominator", "half_width_95")),
    "crude_rate": Layout(reads="counts", columns=("numerator", "denominator")),
    "directly_standardised_rate": Layout(
        reads="bands",
        columns=("age_band", "numerator", "denominator"),
        optional=("standard_population", "frequency"),
        keyed=True,
    ),
    "mean": Layout(reads="values", columns=("value",)),
    "life_table_mean_age": Layout(
        reads="ages",
        columns=("age", "onsets", "person_years"),
        numerator="onsets",
        denominator="person_years",
    ),
    "slope_index": Layout(
        reads="quantiles",
        columns=("quantile", "population", "value"),
        either=(("standard_error",), ("lower_ci", "upper_ci")),
        denominator="population",
        keyed=True,
    ),
    "quantile": Layout(reads="values", columns=("value",)),
    "life_expectancy": Layout(
        reads="bands",
        columns=("age_band", "deaths", "population"),
        numerator="deaths",
        denominator="population",
        keyed=True,
    ),
    "recent_trend": Layout(
        reads="points",
        columns=("period",),
        either=(("value", "lower_ci", "upper_ci"), ("numerator", "denominator")),
        keyed=True,
    ),
}


def roles_played(layout: Layout, source: Source, by: Sequence[str]) -> dict[str, str | None]:
    """Which column plays each role; None for a role that nothing plays.

    Raises InputError when the columns do not make a method's file, or cannot be grouped by.
    """
    chosen = next((each for each in layout.either if set(each) <= set(source.columns)), ())
    missing = [column for column in layout.columns if column not in source.columns]
    if layout.either and not chosen:
        missing.append(" or ".join(", ".join(each) for each in layout.either))
    if missing:
        raise InputError(
            f"{source.name} lacks the column{'s' if len(missing) > 1 else ''} {'; '.join(missing)}. "
            f"It has: {', '.join(source.columns)}{_hint(source)}"
        )
    used = (*layout.columns, *chosen, *(column for column in layout.optional if column in source.columns))
    for column in by:
        if column not in source.columns:
            raise InputError(f"{source.name} has no column {column!r} to group by. It has: {', '.join(source.columns)}")
        if not _groupable(source.schema.field(column).type):
            raise InputError(f"{column!r} cannot be grouped by: it is {source.schema.field(column).type}")
        if column in used or by.count(column) > 1:
            raise InputError(f"{column!r} cannot be grouped by: it is " + ("counted" if column in used else "repeated"))
    roles = {role: layout.column(role) if layout.column(role) in used else None for role in ROLES}
    for role, player in roles.items():
        if player is not None and not _readable(source.schema.field(player).type, text=role in TEXTS):
            raise InputError(
                f"{source.name}: {player} must be {'text or a whole number' if role in TEXTS else 'a number'}, "
                f"and is {source.schema.field(player).type}"
            )
    return roles


def _groupable(kind: pa.DataType) -> bool:
    return not (pa.types.is_nested(kind) or pa.types.is_duration(kind) or pa.types.is_binary(kind))


def _hint(source: Source) -> str:
    parted = [name for name, mark in {"semicolons": ";", "tabs": "\t"}.items() if mark in source.columns[0]]
    return f". Its columns seem to be parted by {parted[0]}: save it with commas" if source.is_csv and parted else ""


def _readable(kind: pa.DataType, *, text: bool) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    words = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_null(kind)
    whole = pa.types.is_integer(kind)
    return words or whole or (not text and (pa.types.is_floating(kind) or pa.types.is_decimal(kind)))
