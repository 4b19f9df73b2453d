"""A measure, from counts to a judged and disclosure-safe table: the stages of `sql/`, one after another."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa

from blmk_metrics.catalogue.extracts import OPTIONAL
from blmk_metrics.engines import Computation, Engine
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.engines.statements import statement
from blmk_metrics.indicators import INDICATORS, Indicator, Method, Polarity, Regime
from blmk_metrics.pipeline.disclosure import SUPPRESSED, suppressed
from blmk_metrics.pipeline.methods import Z_95, Z_998, run_method
from blmk_metrics.ways import said_by

WHOLE = "all"
SMALL_AREA = "small_area"
# Each reads the one before it and adds its columns.
VERDICTS = ("reliability", "comparison", "recent_trend", "change_from_baseline", "gap_in_people")
# What a reader may take away of a measured table, in this order.
COLUMNS = [
    *("indicator_id", "area_code", "area_name", "period", "category_type", "category", "basis"),
    *("numerator", "denominator", "value", "lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998"),
    *("comparison", "trend", "reliability", "reason"),
]
QUANTILES = {"z95": Z_95, "z998": Z_998}


class Basis(StrEnum):
    """What a series rests on: figures computed from counts, or figures as their publisher gives them."""

    COMPUTED = "computed"
    OFFICIAL = "official"


@dataclass(frozen=True)
class Series:
    """One series of a measure that a release holds: how it is cut, what it rests on, how far it reaches."""

    category_type: str
    basis: Basis
    latest_period: str


def open_engine(tables: Mapping[str, pa.Table]) -> DuckDBEngine:
    """An engine over a release's tables, with the functions that the SQL files use; a table it lacks is empty."""
    empty = {name: schema.empty_table() for name, schema in OPTIONAL.items()}
    return DuckDBEngine({**empty, **tables}, (statement("functions"), statement("counts_shape")))


def series(indicator: Indicator, engine: Engine) -> tuple[Series, ...]:
    """The series that a release holds of a measure. Of each cut the first is the one to show: it reaches the latest
    period, and is the computed one on a tie."""
    with engine.computation() as stage:
        _count(stage, indicator, engine)
        stage.run("series", statement("series"), indicator_id=indicator.id)
        return tuple(Series(**{**row, "basis": Basis(row["basis"])}) for row in stage.fetch("series").to_pylist())


def measured_here(engine: Engine) -> tuple[Indicator, ...]:
    """The measures of which a release holds any figure."""
    return tuple(each for each in INDICATORS if any(one.category_type == WHOLE for one in series(each, engine)))


def measure(
    indicator: Indicator,
    engine: Engine,
    category_type: str = WHOLE,
    basis: Basis | None = None,
    average: str | None = None,
    summary: str | None = None,
) -> pa.Table:
    """Estimates of one indicator for every area, period and category, judged and disclosure-safe.

    One row for each; a row without a value keeps its place and says why in `reason`. Values and limits are in the
    indicator's unit. `category_type` and `basis` are those of one of its `series`; without a basis, the first one's.
    An inequality may be said by another of its averages and summaries than those that lead: see `ways.said_by`.
    """
    return measure_all((said_by(indicator, average, summary),), engine, category_type, basis)


def measure_all(
    indicators: Iterable[Indicator], engine: Engine, category_type: str = WHOLE, basis: Basis | None = None
) -> pa.Table:
    """The measured tables of several indicators as one, by indicator: estimated side by side, judged in one pass."""
    indicators = tuple(indicators)
    with ThreadPoolExecutor(max_workers=2) as pool:
        estimates = pool.map(lambda each: _estimates(each, engine, category_type, basis), indicators)
        hidden = pool.map(lambda each: _suppressed(each, engine), indicators)
    with engine.computation() as stage:
        stage.give("estimates", pa.concat_tables(estimates))
        stage.give("suppressed", pa.concat_tables(hidden))
        for verdict in VERDICTS:
            stage.run(verdict, statement("verdicts", verdict), **QUANTILES)
        stage.run("shown", statement("disclosure", "shown"))
        return stage.fetch("shown")


def polarity(indicator: Indicator, category_type: str = WHOLE) -> Polarity:
    """Which direction is good: of the measure itself, or of the groups' values that its inequality is made of."""
    if indicator.inequality is not None and indicator.inequality.across == category_type:
        return indicator.inequality.value_polarity
    return indicator.polarity


def _count(stage: Computation, indicator: Indicator, engine: Engine) -> None:
    """Count what an indicator counts, or nothing where the release lacks what it counts from."""
    counted = set(indicator.extracts) <= engine.tables
    stage.run("counts", statement("indicators", indicator.id) if counted else statement("uncounted"))


def _suppressed(indicator: Indicator, engine: Engine) -> pa.Table:
    """What is to be hidden of a measure, whichever way it is cut: nothing unless it rests on local records."""
    if indicator.regime is Regime.OFFICIAL:
        return SUPPRESSED.empty_table()
    first, last = indicator.ages
    across = indicator.inequality.across if indicator.inequality else ""
    with engine.computation() as stage:
        _count(stage, indicator, engine)
        return suppressed(stage, indicator.id, across, first_age=first, last_age=last)


def _estimates(indicator: Indicator, engine: Engine, category_type: str, basis: Basis | None = None) -> pa.Table:
    if basis is None:
        basis = next((each.basis for each in series(indicator, engine) if each.category_type == category_type), None)
    official = basis is Basis.OFFICIAL
    slope = indicator.inequality is not None and indicator.inequality.across != category_type and not official
    settings = {
        "indicator_id": indicator.id,
        "category_type": category_type,
        "basis": basis or Basis.COMPUTED,
        "slope_across": indicator.inequality.across if slope else "",
        "multiplier": float(indicator.multiplier),
        "first_age": indicator.ages[0],
        "last_age": indicator.ages[1],
        "uncollected": list(indicator.uncollected),
        "kind": "difference" if slope else "survey" if indicator.method is Method.SURVEY_PROPORTION else "count",
        "proportion": indicator.method is Method.PROPORTION,
        "polarity": polarity(indicator, category_type),
        "baseline": indicator.baseline,
        "series_breaks": list(indicator.series_breaks),
        # What a publisher gives has been through its own disclosure control.
        "regime": Regime.OFFICIAL if official else indicator.regime,
        "adds_up": indicator.adds_up or official,
        "people": not slope and indicator.method.counts_people,
    }
    with engine.computation() as stage:
        if official:
            stage.run("strata", statement("official", "strata"), **settings)
            stage.run("method_estimates", statement("official", "estimates"))
        else:
            _computed(stage, indicator, engine, slope, settings)
        stage.run("estimates", statement("estimates"), **settings)
        return stage.fetch("estimates")


def _computed(stage: Computation, indicator: Indicator, engine: Engine, slope: bool, settings: dict) -> None:
    """Strata of counts, and the estimates that the indicator's method makes of them."""
    _count(stage, indicator, engine)
    stage.run("strata", statement("strata"), **settings)
    if indicator.regime is Regime.LOCAL and indicator.method is Method.PROPORTION:
        stage.run("strata", statement("disclosure", "rounded"))
    run_method(stage, "quantile_estimates" if slope else "method_estimates", indicator.method, **settings)
    if slope:
        # The groups' values carry the multiplier already: they are summed up as they stand.
        summary = indicator.inequality.summary
        run_method(stage, "method_estimates", summary, **{**settings, "multiplier": 1.0, "scale": "linear"})
