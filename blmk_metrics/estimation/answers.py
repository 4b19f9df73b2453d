"""A method's result as the table an analyst takes away."""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from blmk_metrics.estimation.estimate_questions import Question

ROW = "file_row_number"
LIMITS = ("lower_ci", "upper_ci")
# A method's answer, as its SQL file names it and as the analyst reads it. A name that ends in `_ci` stands for a limit
# at each level of confidence.
ESTIMATE = {each: each for each in ("numerator", "denominator", "value", *LIMITS, "method")}
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "slope_index": {
        **{"value": "sii", "lower_ci": "sii_lower_ci", "upper_ci": "sii_upper_ci"},
        **{each: each for each in ("rii", "rii_lower_ci", "rii_upper_ci", "intercept", "method")},
    },
    "recent_trend": {each: each for each in ("trend", "chi_squared", "slope")},
    "quantile": {"value": "quantile", "method": "method"},
}


def answer(question: Question, result: pa.Table, rows: pa.Table | None) -> pa.Table:
    """The columns of the group, then the answer's, then `note`; sorted by group.

    For a method that answers for every row, `rows` are the analyst's own: their columns stand first, in their order.
    """
    if rows is None:
        columns = _groups(result, question.by)
        order = (
            pc.sort_indices(pa.table(columns), [(column, "ascending") for column in question.by])
            if question.by
            else [0]
        )
    else:
        columns = _rows_with(rows)
        order = pc.sort_indices(result["row"])
    answers: dict[str, pa.ChunkedArray] = {}
    for theirs, ours in ANSWERS.get(question.method, ESTIMATE).items():
        if theirs.endswith(LIMITS[1]):
            continue
        if theirs.endswith(LIMITS[0]):
            answers |= _limits(result, theirs, ours, question.level_names)
        else:
            answers[ours] = result[theirs]
    answers, endless = _finite(answers)
    answers["note"] = pc.if_else(endless, "a number too large or too small to hold", result["reason"])
    if rows is None:
        return pa.table({**columns, **answers}).take(order)
    answered = pa.table(answers).take(order)
    return pa.table({**columns, **dict(zip(answered.column_names, answered.columns, strict=True))})


def _finite(answers: Mapping[str, pa.ChunkedArray]) -> tuple[dict[str, pa.ChunkedArray], pa.ChunkedArray]:
    """The answers without figures that overflowed, and in which rows there were any."""
    kept, endless = dict(answers), pa.scalar(False)
    for name, column in answers.items():
        if pa.types.is_floating(column.type):
            lost = pc.fill_null(pc.invert(pc.is_finite(column)), False)
            if pc.any(lost).as_py():
                kept[name] = pc.if_else(lost, pa.scalar(None, column.type), column)
                endless = pc.or_(endless, lost)
    return kept, endless


def answer_columns(question: Question) -> set[str]:
    """The names that an answer takes, which no column of the group may bear."""
    names = ANSWERS.get(question.method, ESTIMATE).values()
    limits = {f"{name}_{level}" for name in names if name.endswith(LIMITS) for level in question.level_names}
    return {name for name in names if not name.endswith(LIMITS)} | limits | {"note"}


def _groups(result: pa.Table, by: Sequence[str]) -> dict[str, pa.ChunkedArray | pa.Array]:
    if not by:
        return {}
    key = result["stratum"].combine_chunks()
    parts = key.flatten() if pa.types.is_struct(key.type) else [key]
    return dict(zip(by, parts, strict=True))


def _rows_with(rows: pa.Table) -> dict[str, pa.ChunkedArray]:
    """The analyst's own columns, without the one that the engine added."""
    return {name: rows[name] for name in rows.column_names if name != ROW}


def _limits(result: pa.Table, theirs: str, ours: str, levels: Sequence[str]) -> dict[str, pa.ChunkedArray]:
    """Lists of limits, one for each level, as columns: `lower_ci_95, upper_ci_95, lower_ci_998, …`."""
    limits = {}
    for place, level in enumerate(levels):
        for end in LIMITS:
            column = result[theirs.replace(LIMITS[0], end)]
            limits[f"{ours.replace(LIMITS[0], end)}_{level}"] = pc.list_element(column, place)
    return limits
