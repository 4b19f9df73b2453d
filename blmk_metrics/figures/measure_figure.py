"""A figure of one measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blmk_metrics import narrative
from blmk_metrics.catalogue.lines import Line
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.variants import Variant
from blmk_metrics.figures.figure import Figure, file_stem
from blmk_metrics.figures.table import Table, lines_table, table_of


@dataclass(frozen=True, kw_only=True)
class MeasureFigure(Figure):
    """A figure of one measure. `unit` is that of the values: an inequality's groups have their own. `label_column` is
    the column that distinguishes the rows of one period. `lines` are drawn beside the rows, in the same unit."""

    measure: Measure
    variant: Variant
    unit: str
    label_column: str = "area_name"
    lines: tuple[Line, ...] = ()

    @property
    def parts(self) -> tuple["MeasureFigure", ...]:
        """The figure itself."""
        return (self,)

    @property
    def name(self) -> str:
        """The measure's name in its variant."""
        return self.variant.named(self.measure.name)

    @property
    def short_name(self) -> str:
        """The measure's short name in its variant."""
        return self.variant.named(self.measure.short_name)

    @property
    def full_subtitle(self) -> str:
        """The subtitle with the measure's whole name, for a figure that stands alone."""
        return self.subtitle if self.name in self.subtitle else f"{self.name}. {self.subtitle}"

    @property
    def table(self) -> Table:
        """The same figures as a table of ready-made text."""
        return table_of(self.rows, self.measure, f"{self.short_name}: {self.subtitle}", self.unit, self.label_column)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its table, and one of the lines beside its rows where there are any."""
        table = self.table
        if not self.lines:
            return (table,)
        caption = f"{table.caption}: lines beside the figures"
        return table, lines_table(self.lines, caption, self.unit, self.measure.decimals)

    @property
    def cells(self) -> list[dict[str, Any]]:
        """The rows as an export has them; then, where lines are beside them, each point of these, named in a column of
        its own that is empty for measured rows."""
        rows = super().cells
        if not self.lines:
            return rows
        points = [
            {**dict.fromkeys(rows[0]), "period": point.period, "value": point.value, "line": line.name}
            for line in self.lines
            for point in line.points
        ]
        return [{**row, "line": None} for row in rows] + points

    @property
    def _text(self) -> str:
        if self.empty:
            return super()._text
        lines = (narrative.line_sentence(line, self.measure.decimals) for line in self.lines)
        return " ".join((self.alt_text, *lines))

    @property
    def stem(self) -> str:
        """A file's name without its ending: measure, kind, area, periods, variant, release, SYNTHETIC."""
        areas = {row.area_name for row in self.rows}
        others = self.variant.not_lead
        variant = (*(each.method for each in others), "NOT LEAD") if others else ()
        parts = (
            *(self.measure.id, self.kind, *filter(None, (self.question.cut, self.question.level))),
            areas.pop() if len(areas) == 1 else "areas",
            *(self.rows[0].period, self.rows[-1].period, *variant, self.release_id, *["SYNTHETIC"] * self.synthetic),
        )
        return file_stem(dict.fromkeys(parts))

    @property
    def record(self) -> Mapping[str, str]:
        """What each row of an export carries beside its figures."""
        columns = {
            "release": self.release_id,
            "figure": self.id,
            "nature": "SYNTHETIC" if self.synthetic else "real",
            "source": self.footer,
        }
        return columns | ({"way": self.variant.caution} if self.variant.caution else {})
