"""Which counts of local records are hidden: the small ones, and those that would give a small one away."""

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from blmk_metrics.catalogue.cuts import Cut
from blmk_metrics.engines import Computation
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.counting import cut_settings

SUPPRESSED = pa.schema(
    [(name, pa.string()) for name in ("indicator_id", "category_type", "area_code", "period", "category")]
    + [("under_index", pa.bool_())]
)


def suppressed(
    stage: Computation, indicator_id: str, across: str, cuts: Iterable[Cut], *, proportion: bool = False, **ages: int
) -> pa.Table:
    """The figures to hide of the measure that `counts` holds, however its `cuts` cut it, in the columns of SUPPRESSED.

    `across` is the cut on whose groups the measure is an index; empty where it is none. Of a `proportion` the rest of
    those that it is counted out of is guarded too. `first_age` and `last_age` bound what it counts. Each round of the
    rule may call for another, until one hides nothing more.
    """
    settings = {"indicator_id": indicator_id, "proportion": proportion, **cut_settings(cuts), **ages}
    stage.run("series", statement("series"), **settings)
    stage.run("cells", statement("disclosure", "cells"), **settings)
    stage.run("cells", statement("disclosure", "small"))
    before, hidden = 0, _hidden(stage)
    while hidden > before:
        stage.run("cells", statement("disclosure", "next"))
        before, hidden = hidden, _hidden(stage)
    if not hidden:
        return SUPPRESSED.empty_table()
    return stage.ask("suppressed", statement("disclosure", "suppressed"), indicator_id=indicator_id, across=across)


def _hidden(stage: Computation) -> int:
    return pc.sum(stage.fetch("cells")["hidden"]).as_py() or 0
