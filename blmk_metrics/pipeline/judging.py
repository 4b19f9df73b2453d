"""Verdicts over figures of which what is hidden is gone: each adds the columns it declares, and reads no count."""

from collections import Counter

import pyarrow as pa

from blmk_metrics.catalogue.verdict_parts import Verdict
from blmk_metrics.engines import Computation, EngineError, UnknownName
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.methods import Z_95, Z_998

# What a verdict may read beside `judged`. There is a count in none of them.
BESIDE = ("areas", "area_members")
QUANTILES = {"z95": Z_95, "z998": Z_998}


def judge(stage: Computation, verdict: Verdict, judged: pa.Table) -> pa.Table:
    """Rows with a verdict's columns beside their own, which its file reads as `judged`.

    Raises EngineError where its file reads another table than those of BESIDE, adds a column that is not declared, or
    loses any.
    """
    stage.give("judged", judged)
    try:
        result = stage.ask("judged", statement("verdicts", verdict.id), **QUANTILES)
    except EngineError as error:
        what = str(error).removeprefix("judged: ")
        if isinstance(error, UnknownName):
            what += f" A verdict can read judged, {' and '.join(BESIDE)}, and no table of what was counted or hidden"
        raise EngineError(f"{verdict.id}: {what}") from error
    must = f"{verdict.id}: its file must add {', '.join(verdict.columns)} and keep every other column"
    found, expected = Counter(result.column_names), Counter([*judged.column_names, *verdict.columns])
    if wrong := sorted((expected - found) | (found - expected)):
        raise EngineError(f"{must}, but {_are(wrong)} missing, doubled or not declared")
    return result


def _are(names: list[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"
