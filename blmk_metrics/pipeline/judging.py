"""Verdicts over figures of which what is hidden is gone: each adds the columns it declares, and changes no other."""

from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc

from blmk_metrics.catalogue.verdict_parts import Verdict
from blmk_metrics.engines import Computation, EngineError, UnknownName
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.methods import Z_95, Z_998

# What a verdict may read beside `judged`. There is a count in none of them.
BESIDE = ("areas", "area_members")
QUANTILES = {"z95": Z_95, "z998": Z_998}
# The number of a row, by which what a verdict says of it finds its place again.
ROW = "row"


def numbered(figures: pa.Table) -> pa.Table:
    """Figures with the number of each row, from zero."""
    return figures.append_column(ROW, pa.array(range(figures.num_rows), pa.int64()))


def judge(stage: Computation, verdict: Verdict, judged: pa.Table) -> pa.Table:
    """Numbered rows with a verdict's columns beside their own, which its file reads as `judged`.

    Raises EngineError where its file reads another table than those of BESIDE, adds a column that is not declared, or
    loses or changes any column or row.
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
    if result[ROW].type == judged[ROW].type and not result[ROW].equals(judged[ROW]):
        result = result.take(pc.sort_indices(result[ROW]))
    if not result[ROW].equals(judged[ROW]):
        raise EngineError(f"{must} and row, but of {len(judged)} rows some are missing, doubled or numbered anew")
    if changed := [name for name in judged.column_names if not _same(result[name], judged[name])]:
        raise EngineError(f"{must} as it is, but {_are(changed)} changed")
    words = set(pc.unique(result[verdict.word]).to_pylist()) if verdict.words else set()
    if strange := sorted(map(str, words - {None, *verdict.words})):
        named = ", ".join(map(repr, strange))
        raise EngineError(f"{verdict.id}: its file says {named}, which its declaration does not have among its words")
    for name in verdict.columns:
        judged = judged.append_column(name, result[name])
    return judged


def _same(one: pa.ChunkedArray, other: pa.ChunkedArray) -> bool:
    """Whether two columns have the same cells, also where one is not a number."""
    if one.equals(other):
        return True
    if one.type != other.type or not pa.types.is_float64(one.type):
        return False
    bits, other_bits = (each.combine_chunks().view(pa.int64()) for each in (one, other))
    return bool(bits.equals(other_bits))


def _are(names: list[str]) -> str:
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'}"
