"""What is wrong with an analyst's rows, in words that name every one of them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from blmk_metrics.engines import Computation
from blmk_metrics.engines.statements import statement
from blmk_metrics.estimation.columns import Layout
from blmk_metrics.estimation.estimate_questions import Question

# Beyond this a message helps nobody; what is left out is counted.
MOST_NAMED = 100_000
# Methods whose numerator is a part of their denominator.
SHARES = ("proportion", "survey_proportion", "recent_trend")
BANDS_AMISS = {"an age band is repeated", "an age band is missing"}
REPEATED, MISSING, ABSENT, DIFFERING = "repeated", "missing_bands", "absent_groups", "differing_populations"
FAULT_WORDS = {
    REPEATED: "is repeated",
    MISSING: "is missing",
    ABSENT: "is missing",
    DIFFERING: "has more than one denominator or standard_population",
}


class Columns(NamedTuple):
    """What one look at whole columns shows: how many rows, and whether every count is plainly sound."""

    rows: int
    sound: bool


def look_at_columns(stage: Computation, question: Question) -> Columns:
    """Look where one look may settle it; elsewhere nothing is known, and every row must be asked."""
    if not question.notices_repeats:
        return Columns(0, False)
    (looked,) = stage.ask("soundness", statement("inputs", "soundness")).to_pylist()
    return Columns(looked["rows"], bool(looked["sound"]))


def row_faults(stage: Computation, question: Question) -> list[str]:
    """One line for each kind of fault: `deaths is below zero in rows 3, 7-9 ('-2' in row 3)`."""
    plain = question.layout.reads == "bands" and not question.weighted and not question.frequent
    stage.run("suspects", statement("inputs", "suspects"), plain=plain)
    if not stage.fetch("suspects").num_rows:
        return []
    stage.run(
        "faults",
        statement("inputs", "faults"),
        banded=question.roles["age_band"] is not None,
        aged=question.roles["age"] is not None,
        quantiled=question.roles["quantile"] is not None,
        dated=question.roles["period"] is not None,
        frequent=question.frequent,
        own_standard=question.weighted,
        standardised=question.standardised,
        share=question.method in SHARES,
        scale=question.settings["scale"],
        multiplier=question.settings["multiplier"],
    )
    runs: dict[str, list[Mapping[str, Any]]] = {}
    for run in stage.fetch("faults").to_pylist():
        run |= {end: question.source.spreadsheet_row(run[end]) for end in ("first", "last")}
        runs.setdefault(run["fault"], []).append(run)
    return [_line(fault, each, question.layout) for fault, each in runs.items()]


def group_faults(stage: Computation, question: Question, noticed: Iterable[str] | None = None) -> list[str]:
    """One line for each key that a group repeats or lacks: `age_band 65-69 is repeated in rows 3, 40 (area A01)`.

    `noticed` are the reasons of a result, which may show that there is nothing to look for; None when there is none.
    """
    unclear = not question.notices_repeats or noticed is None or not BANDS_AMISS.isdisjoint(noticed)
    checks = {
        REPEATED: question.layout.keyed and unclear,
        MISSING: question.standardised and not question.weighted and unclear,
        ABSENT: question.weighted,
        DIFFERING: question.frequent,
    }
    lines = []
    for check in (check for check, wanted in checks.items() if wanted):
        stage.run(check, statement("inputs", check))
        found = stage.fetch(check)
        lines += [_group_line(check, fault, question) for fault in found.slice(0, MOST_NAMED).to_pylist()]
        if len(found) > MOST_NAMED:
            lines.append(f"and {len(found) - MOST_NAMED:,} more")
    return lines


def group_name(stratum: Any, by: Sequence[str]) -> str:
    """A group as its columns and their values: `area A01, year 2018`; empty where there is but one group."""
    values = list(stratum.values()) if isinstance(stratum, dict) else [stratum]
    named = zip(by, ("blank" if value in (None, "") else value for value in values), strict=False)
    return ", ".join(f"{column} {value}" for column, value in named)


def message(name: str, lines: Iterable[str]) -> str:
    """Everything that is wrong with one input, as one message."""
    return f"{name} cannot be used, and nothing was written:" + "".join(f"\n  {line}" for line in lines)


def _group_line(check: str, fault: Mapping[str, Any], question: Question) -> str:
    (kind,) = {"age_band", "period", "quantile"} & set(question.layout.columns)
    rows = ", ".join(str(question.source.spreadsheet_row(row)) for row in fault["rows"])
    where = "" if check in (MISSING, ABSENT) else f" in rows {rows}"
    group = group_name(fault["stratum"], question.by)
    words = "are missing" if check == MISSING and ", " in fault["key"] else FAULT_WORDS[check]
    return _ours(f"{kind} {fault['key']} {words}{where}", question.layout) + (f" ({group})" if group else "")


def _line(fault: str, runs: Sequence[Mapping[str, Any]], layout: Layout) -> str:
    spans = [str(run["first"]) if run["first"] == run["last"] else f"{run['first']}-{run['last']}" for run in runs]
    rows = ", ".join(spans[:MOST_NAMED])
    more = sum(run["last"] - run["first"] + 1 for run in runs[MOST_NAMED:])
    rows += f" and {more:,} more" if more else ""
    first = runs[0]
    several = len(runs) > 1 or first["first"] < first["last"]
    cell = "" if first["cell"] is None else repr(first["cell"][:40]) + (f" in row {first['first']}" if several else "")
    return _ours(fault, layout) + f" in row{'s' if several else ''} {rows}" + (f" ({cell})" if cell else "")


def _ours(text: str, layout: Layout) -> str:
    """A text in which roles carry the names of the columns that play them."""
    return re.sub(r"\w+", lambda word: layout.column(word[0]), text)
