"""The rows a chart draws, handed through Altair as they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

# One row of a chart's own data: text and numbers by name, as JSON has them.
Datum = dict[str, Any]


class InlineData(alt.Data):
    """Inline data that Altair neither copies with each layer nor walks through cell by cell.

    Rows are plain dictionaries of text and numbers, as JSON has them. A chart's specification holds these very rows and
    outlines: neither a chart nor whoever reads its specification changes them.
    """

    def __init__(
        self,
        values: Sequence[Datum] | Mapping[str, Any],
        format: Mapping[str, str] | None = None,
    ) -> None:
        more = {"format": format} if format else {}
        super().__init__(values=values, **more)  # type: ignore[no-untyped-call]  # Altair's own has no types

    def __deepcopy__(self, memo: object) -> "InlineData":
        return self

    def to_dict(self, *_: Any, **__: Any) -> dict[str, Any]:
        """As Vega-Lite has it: the values, and their format where they are no plain rows."""
        return {name: each for name, each in self._kwds.items() if each is not alt.Undefined}


def over(chart: alt.Chart, points: Sequence[Datum]) -> alt.Chart:
    """A chart with these points as its data."""
    return chart.properties(data=InlineData(values=points))
