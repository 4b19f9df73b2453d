"""The rows a chart draws, handed through Altair as they are."""

from typing import Any

import altair as alt

# One row of a chart's own data: text and numbers by name, as JSON has them.
Datum = dict[str, Any]


class Given(alt.Data):
    """Inline data that Altair neither copies with each layer nor walks through cell by cell.

    Rows are plain dictionaries of text and numbers, as JSON has them. A chart's specification holds these very rows and
    outlines: neither a chart nor whoever is given its specification changes them.
    """

    def __deepcopy__(self, memo: object) -> "Given":
        return self

    def to_dict(self, *_: Any, **__: Any) -> dict[str, Any]:
        """As Vega-Lite has it: the values, and their format where they are no plain rows."""
        return {name: each for name, each in self._kwds.items() if each is not alt.Undefined}
