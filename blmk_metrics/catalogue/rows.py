"""One row of a measured table, typed, and ways to choose rows. Rows keep the table's order."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from blmk_metrics.catalogue.verdict_parts import Change, Comparison, Reliability, Trend

if TYPE_CHECKING:
    import pyarrow as pa

Cell = str | float | int | None


class Basis(StrEnum):
    """What a series rests on: figures computed from counts, or figures as their publisher gives them."""

    COMPUTED = "computed"
    OFFICIAL = "official"


class Row(NamedTuple):
    """One area's figure of one measure, period and group, judged and safe to show: the columns of a measured table.

    Values and limits are in the measure's unit, numerators in people or events, percentages as such. A figure that is
    missing is None, and `reason` says why; `hidden` is that disclosure control hides it, `comparison_hidden` that it
    hides it or the benchmark's. `further` has the columns of verdicts that have no field of their own.
    """

    indicator_id: str
    area_code: str
    area_name: str
    area_type: str
    position: int
    period: str
    category_type: str
    category: str
    basis: str
    polarity: str
    numerator: float | None
    denominator: float | None
    value: float | None
    lower_ci_95: float | None
    upper_ci_95: float | None
    lower_ci_998: float | None
    upper_ci_998: float | None
    benchmark_code: str | None
    benchmark_name: str | None
    benchmark_value: float | None
    comparison: Comparison
    comparison_reason: str | None
    comparison_note: str | None
    gap: float | None
    gap_lower_ci_95: float | None
    gap_upper_ci_95: float | None
    gap_reason: str | None
    trend: Trend
    trend_reason: str | None
    trend_note: str | None
    baseline_period: str | None
    baseline_value: float | None
    change: float | None
    change_lower_ci_95: float | None
    change_upper_ci_95: float | None
    change_percent: float | None
    change_percent_lower_ci_95: float | None
    change_percent_upper_ci_95: float | None
    change_verdict: Change
    change_reason: str | None
    reliability: Reliability | None
    reason: str | None
    hidden: bool
    comparison_hidden: bool
    further: Mapping[str, Cell] = {}

    def cell(self, column: str) -> Any:
        """The cell of a column that is chosen by its name; KeyError where the table has none of it."""
        return self.further[column] if column not in FIELDS else getattr(self, column)

    def cells(self) -> dict[str, Any]:
        """Every column of the table by its name."""
        return dict(zip(FIELDS, self[:-1], strict=True)) | dict(self.further)


FIELDS = Row._fields[:-1]
# Words that code decides by, as what they are.
ENUMS: Mapping[str, type[StrEnum]] = {
    "comparison": Comparison,
    "trend": Trend,
    "change_verdict": Change,
    "reliability": Reliability,
}


class Neighbourhood(NamedTuple):
    """One neighbourhood and its deprivation: how many LSOAs it holds, how many of them are in the most deprived fifth
    of the country, and the mean of their national tenths, None where none is published."""

    small_area_code: str
    small_area_name: str
    area_code: str
    lsoas: int
    in_most_deprived_fifth: int
    decile: float | None


def rows_of(table: "pa.Table") -> tuple[Row, ...]:
    """A measured table as rows, in its order."""
    return rows_from(table.column_names, zip(*(column.to_pylist() for column in table.columns), strict=True))


def rows_from(columns: Sequence[str], cells: Iterable[Sequence[Any]]) -> tuple[Row, ...]:
    """Rows from the cells of a measured table, in their order. Its columns are FIELDS, in any order, and others."""
    places = [columns.index(name) for name in FIELDS]
    beyond = [(name, place) for place, name in enumerate(columns) if name not in FIELDS]
    words = {FIELDS.index(name): {None: None, **{each: enum(each) for each in enum}} for name, enum in ENUMS.items()}
    rows = []
    for row in cells:
        fields = [row[place] for place in places]
        for place, word in words.items():
            fields[place] = word[fields[place]]
        rows.append(Row._make([*fields, {name: row[place] for name, place in beyond}]))
    return tuple(rows)


def of_area(rows: Iterable[Row], code: str) -> list[Row]:
    """One area's rows."""
    return [row for row in rows if row.area_code == code]


def in_period(rows: Iterable[Row], period: str) -> list[Row]:
    """One period's rows."""
    return [row for row in rows if row.period == period]


def periods(rows: Iterable[Row]) -> list[str]:
    """The periods in which any area has a figure, earliest first."""
    return sorted({row.period for row in rows if row.value is not None})


def latest(rows: Sequence[Row], code: str) -> Row:
    """An area's row for the latest period in which any area has a figure: it may itself be without one."""
    drawn = periods(rows) or [row.period for row in rows]
    (row,) = in_period(of_area(rows, code), drawn[-1])
    return row
