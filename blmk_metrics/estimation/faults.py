"""What is wrong with an analyst's rows, in words that name every one of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa

from blmk_metrics.estimation.layouts import Layout

# Beyond this a message helps nobody; what is left out is counted.
MOST_NAMED = 2_000
REPEATED, MISSING, DIFFERING = "repeated", "missing_bands", "differing_populations"
TOLD = {
    REPEATED: "is repeated",
    MISSING: "is missing",
    DIFFERING: "has more than one denominator or standard_population",
}


def row_faults(found: pa.Table, layout: Layout) -> list[str]:
    """One line for each kind of fault: `deaths is below nought in rows 3, 7-9 (-2 in row 3)`.

    `found` has `fault, first, last, cell`: one row for each run of rows.
    """
    runs: dict[str, list[Mapping[str, Any]]] = {}
    for run in found.to_pylist():
        runs.setdefault(run["fault"], []).append(run)
    return [_line(fault, each, layout) for fault, each in runs.items()]


def group_faults(check: str, found: pa.Table, layout: Layout, by: Sequence[str]) -> list[str]:
    """One line for each key that a group repeats or lacks: `age_band 65-69 is repeated in rows 3, 40 (area A01)`.

    `found` has `stratum, key, rows`.
    """
    (kind,) = {"age_band", "period", "quantile"} & set(layout.columns)
    lines = []
    for fault in islice(found.to_pylist(), MOST_NAMED):
        group = group_name(fault["stratum"], by)
        where = "" if check == MISSING else f" in rows {', '.join(map(str, fault['rows']))}"
        lines.append(_ours(f"{kind} {fault['key']} {TOLD[check]}{where}", layout) + (f" ({group})" if group else ""))
    if len(found) > MOST_NAMED:
        lines.append(f"and {len(found) - MOST_NAMED:,} more")
    return lines


def group_name(stratum: Any, by: Sequence[str]) -> str:
    """A group as its columns and their values: `area A01, year 2018`; empty where there is but one group."""
    values = list(stratum.values()) if isinstance(stratum, dict) else [stratum]
    return ", ".join(f"{column} {value}" for column, value in zip(by, values, strict=False))


def message(name: str, lines: Iterable[str]) -> str:
    """Everything that is wrong with one input, as one message."""
    return f"{name} cannot be used, and nothing was written:" + "".join(f"\n  {line}" for line in lines)


def _line(fault: str, runs: Sequence[Mapping[str, Any]], layout: Layout) -> str:
    told = [str(run["first"]) if run["first"] == run["last"] else f"{run['first']}-{run['last']}" for run in runs]
    rows = ", ".join(told[:MOST_NAMED])
    more = sum(run["last"] - run["first"] + 1 for run in runs[MOST_NAMED:])
    rows += f" and {more:,} more" if more else ""
    first = runs[0]
    several = len(runs) > 1 or first["first"] < first["last"]
    cell = "" if first["cell"] is None else repr(first["cell"][:40]) + (f" in row {first['first']}" if several else "")
    return _ours(fault, layout) + f" in row{'s' if several else ''} {rows}" + (f" ({cell})" if cell else "")


def _ours(text: str, layout: Layout) -> str:
    """A text in which roles carry the names of the columns that play them."""
    return re.sub(r"\w+", lambda word: layout.column(word[0]), text)
