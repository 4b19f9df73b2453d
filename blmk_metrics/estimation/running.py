"""An estimate over an analyst's data: the same SQL files that a release is measured with, after a stricter look."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from blmk_metrics.engines import Computation, EngineError
from blmk_metrics.engines.over_file import file_computation
from blmk_metrics.engines.statements import statement
from blmk_metrics.errors import InputError
from blmk_metrics.estimation.analyst_tables import open_source
from blmk_metrics.estimation.answers import answer, answer_columns
from blmk_metrics.estimation.estimate_questions import Question, question_of
from blmk_metrics.estimation.row_faults import group_faults, look_at_columns, message, row_faults
from blmk_metrics.pipeline.methods import LEVELS, Z_95, Z_998, ask_method

NO_BANDS = pa.table({"age_band": pa.array([], pa.string()), "in_use": pa.array([], pa.bool_())})
# What the strata are called by the file that reads them.
NAMES = {"quantiles": "quantile_estimates", "points": "judged"}


def run(
    method: str,
    data: Any,
    by: str | Sequence[str],
    confidence: Sequence[float] = LEVELS,
    standard: pa.Table | None = None,
    **settings: Any,
) -> pa.Table:
    """A method's estimates of every group of the data; see the function that bears the method's name.

    `standard` are the age bands and weights of a standard population. Raises InputError, which names every offending
    row, when the data cannot be used.
    """
    question = question_of(method, open_source(data), by, confidence, standard, settings)
    source = question.source
    kept = source.columns if method == "quantile" else question.by
    if taken := sorted(answer_columns(question) & set(kept)):
        raise InputError(f"{source.name} has a column {taken[0]!r}, which is a name that the answer brings; rename it")
    header = source.columns if source.is_csv else ()
    try:
        with file_computation(source.data, question.roles, question.by, (statement("functions"),), header) as stage:
            _name_bands(stage, question)
            lines: list[str] = []
            whole = look_at_columns(stage, question)
            if not whole.sound and (lines := row_faults(stage, question)):
                raise InputError(message(source.name, lines + group_faults(stage, question)))
            result = _estimated(stage, question)
            noticed: set[Any] | None = set(pc.unique(result["reason"]).to_pylist())
            if question.notices_repeats and whole.rows != pc.sum(result["bands"]).as_py():
                # The rate rests on fewer rows than there are: some are of a band that is unknown, or not asked for.
                lines, noticed = row_faults(stage, question), None
            if lines := lines + group_faults(stage, question, noticed):
                raise InputError(message(source.name, lines))
            return answer(question, result, stage.rows() if method == "quantile" else None)
    except EngineError as error:
        raise InputError(f"{source.name} cannot be read: {error}") from error


def _name_bands(stage: Computation, question: Question) -> None:
    """Name the age bands that the rows may have, and the weights that they carry."""
    if question.method == "life_expectancy":
        stage.run("life_table_bands", statement("reference", "life_table_bands"))
        stage.run("age_bands", statement("inputs", "life_table_bands"))
    elif question.standardised:
        if question.weighted:
            stage.run("european_standard_population", statement("inputs", "own_bands"))
        else:
            stage.give("european_standard_population", question.standard)
        stage.run("age_bands", statement("inputs", "standard_bands"), **question.settings)
        bands = stage.fetch("age_bands").to_pylist()
        if cut := [band["age_band"] for band in bands if band["cut"]]:
            raise InputError(f"The ages asked for cut the age band {' and '.join(cut)}; ask for whole bands")
        if not any(band["in_use"] for band in bands):
            raise InputError("No age band is within the ages asked for")
    else:
        stage.give("age_bands", NO_BANDS)


def _estimated(stage: Computation, question: Question) -> pa.Table:
    reads = "bands_of_people" if question.frequent else question.layout.reads
    name = NAMES.get(reads, "strata")
    if reads in ("bands", "values"):
        stage.look(name, statement("inputs", reads))  # a row each: too many to keep
    else:
        stage.run(name, statement("inputs", reads), **question.settings, z95=Z_95)
    if question.method == "recent_trend":
        stage.run("recent_trend", statement("verdicts", "recent_trend"), z95=Z_95, z998=Z_998)
        return stage.ask("latest_trend", statement("inputs", "latest_trend"))
    return ask_method(stage, question.method, question.levels, **question.settings)
