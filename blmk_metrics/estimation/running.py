"""An estimate over an analyst's data: the same SQL files that a release is measured with, after a stricter look."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from blmk_metrics.engines import Computation, EngineError
from blmk_metrics.engines.over_file import file_computation
from blmk_metrics.estimation.answers import answer
from blmk_metrics.estimation.faults import DIFFERING, MISSING, REPEATED, group_faults, message, row_faults
from blmk_metrics.estimation.layouts import LAYOUTS, Layout, roles_played
from blmk_metrics.estimation.sources import InputError, Source, source
from blmk_metrics.methods import LEVELS, Z_95, Z_998, ask_method
from blmk_metrics.statements import statement

NO_BANDS = pa.table({"age_band": pa.array([], pa.string()), "in_use": pa.array([], pa.bool_())})
# What the strata are called by the file that reads them.
NAMES = {"quantiles": "quantile_estimates", "points": "comparison"}


def run(
    method: str,
    data: Any,
    by: Sequence[str],
    confidence: Sequence[float] = LEVELS,
    standard: pa.Table | None = None,
    **options: Any,
) -> pa.Table:
    """A method's estimates of every group of the data; see the function that bears the method's name.

    `standard` are the age bands and weights of a standard population. Raises InputError, which names every offending
    row, when the data cannot be used.
    """
    layout, given = LAYOUTS[method], source(data)
    by = (by,) if isinstance(by, str) else tuple(by)
    roles = roles_played(layout, given, by)
    names = level_names(confidence)
    settings = {"multiplier": 1.0, "scale": "linear", "first_age": 0, "last_age": 200, **options}
    header = given.columns if given.is_csv else ()
    try:
        with file_computation(given.given, roles, by, (statement("functions"),), header) as stage:
            _bands(stage, method, roles, standard, settings)
            _refuse_rows(stage, method, given, layout, roles, settings)
            result = _estimated(stage, method, layout, roles, confidence, settings)
            _refuse_groups(stage, method, given, layout, roles, by, result)
            return answer(method, result, by, names, stage.rows() if method == "quantile" else None)
    except EngineError as error:
        raise InputError(f"{given.name} cannot be read: {error}") from error


def level_names(confidence: Sequence[float]) -> list[str]:
    """What limits at these levels are called: `95` for 0.95, `998` for 0.998, `90` for 0.9.

    Raises InputError unless they are different levels from 0.9 to under 1.
    """
    if not confidence or not all(0.9 <= level < 1 for level in confidence):
        raise InputError("A confidence is a number from 0.9 to under 1, such as 0.95")
    names = [str(Decimal(repr(float(level)))).removeprefix("0.").ljust(2, "0") for level in confidence]
    if len(set(names)) < len(names):
        raise InputError("Each confidence may be asked for once")
    return names


def _bands(
    stage: Computation,
    method: str,
    roles: Mapping[str, str | None],
    standard: pa.Table | None,
    settings: Mapping[str, Any],
) -> None:
    """Name the age bands that the rows may have."""
    if method == "life_expectancy":
        stage.run("life_table_bands", statement("reference", "life_table_bands"))
        stage.run("age_bands", statement("inputs", "life_table_bands"))
    elif method == "directly_standardised_rate":
        if roles["standard_population"]:
            stage.run("european_standard_population", statement("inputs", "own_bands"))
        else:
            stage.give("european_standard_population", standard)
        stage.run("age_bands", statement("inputs", "standard_bands"), **settings)
    else:
        stage.give("age_bands", NO_BANDS)


def _refuse_rows(
    stage: Computation,
    method: str,
    given: Source,
    layout: Layout,
    roles: Mapping[str, str | None],
    settings: Mapping[str, Any],
) -> None:
    weighted = roles["standard_population"] is not None or roles["frequency"] is not None
    stage.run("suspects", statement("inputs", "suspects"), plain=layout.reads == "bands" and not weighted)
    if not stage.fetch("suspects").num_rows:
        return
    stage.run(
        "faults",
        statement("inputs", "faults"),
        banded=roles["age_band"] is not None,
        aged=roles["age"] is not None,
        quantiled=roles["quantile"] is not None,
        dated=roles["period"] is not None,
        frequent=roles["frequency"] is not None,
        own_standard=roles["standard_population"] is not None,
        standardised=method == "directly_standardised_rate",
        share=method in ("proportion", "survey_proportion", "recent_trend"),
        scale=settings["scale"],
    )
    if lines := row_faults(stage.fetch("faults"), layout):
        raise InputError(message(given.name, lines))


def _estimated(
    stage: Computation,
    method: str,
    layout: Layout,
    roles: Mapping[str, str | None],
    confidence: Sequence[float],
    settings: Mapping[str, Any],
) -> pa.Table:
    reads = "bands_of_people" if roles["frequency"] else layout.reads
    name = NAMES.get(reads, "strata")
    if reads in ("bands", "values"):
        stage.look(name, statement("inputs", reads))  # a row each: too many to keep
    else:
        stage.run(name, statement("inputs", reads), **settings, z95=Z_95)
    if method == "recent_trend":
        stage.run("recent_trend", statement("verdicts", "recent_trend"), z95=Z_95, z998=Z_998)
        return stage.ask("latest_trend", statement("inputs", "latest_trend"))
    return ask_method(stage, method, confidence, **settings)


def _refuse_groups(
    stage: Computation,
    method: str,
    given: Source,
    layout: Layout,
    roles: Mapping[str, str | None],
    by: Sequence[str],
    result: pa.Table,
) -> None:
    """Refuse what only a whole group shows. A standardised rate has noticed in passing what is asked of it."""
    standardised = method == "directly_standardised_rate"
    noticed = pc.unique(result["reason"]).to_pylist()
    checks = {
        REPEATED: layout.keyed and (not standardised or roles["frequency"] or "an age band is repeated" in noticed),
        MISSING: standardised and "an age band is missing" in noticed,
        DIFFERING: roles["frequency"] is not None,
    }
    lines = []
    for check in (check for check, wanted in checks.items() if wanted):
        stage.run(check, statement("inputs", check))
        lines += group_faults(check, stage.fetch(check), layout, by)
    if lines:
        raise InputError(message(given.name, lines))
