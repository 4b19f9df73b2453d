"""A figure of one measure."""

from collections.abc import Mapping
from dataclasses import dataclass

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.variants import Variant
from blmk_metrics.figures.figure import Figure, file_stem
from blmk_metrics.figures.table import Table, table_of


@dataclass(frozen=True, kw_only=True)
class MeasureFigure(Figure):
    """A figure of one measure. `unit` is that of the values: an inequality's groups have their own. `label_column` is
    the column that distinguishes the rows of one period."""

    measure: Measure
    variant: Variant
    unit: str
    label_column: str = "area_name"

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
