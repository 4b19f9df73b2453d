"""A measure, from counts to a judged and disclosure-safe table: the stages of `sql/`, one after another."""

from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa

from blmk_metrics.engines import Engine
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.indicators import Indicator, Method, Polarity
from blmk_metrics.methods import Z_95, Z_998, run_method
from blmk_metrics.statements import statement

WHOLE = "all"
# Each reads the one before it and adds its columns.
VERDICTS = ("reliability", "comparison", "recent_trend", "change_from_baseline", "gap_in_people")
# What a reader may take away of a measured table, in this order.
COLUMNS = [
    *("indicator_id", "area_code", "area_name", "period", "category_type", "category", "basis"),
    *("numerator", "denominator", "value", "lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998"),
    *("comparison", "trend", "reliability", "reason"),
]
QUANTILES = {"z95": Z_95, "z998": Z_998}


def open_engine(tables: Mapping[str, pa.Table]) -> DuckDBEngine:
    """An engine over a release's tables, with the functions that the SQL files use."""
    return DuckDBEngine(tables, (statement("functions"), statement("counts_shape")))


def measure(indicator: Indicator, engine: Engine, category_type: str = WHOLE) -> pa.Table:
    """Estimates of one indicator for every area, period and category, judged and disclosure-safe.

    One row for each; a row without a value keeps its place and says why in `reason`. Values and limits are in the
    indicator's unit. `category_type` is `all` or one of `breakdowns(indicator, engine)`.
    """
    return measure_all((indicator,), engine, category_type)


def measure_all(indicators: Iterable[Indicator], engine: Engine, category_type: str = WHOLE) -> pa.Table:
    """The measured tables of several indicators as one, by indicator: estimated side by side, judged in one pass."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        estimates = pa.concat_tables(pool.map(lambda each: _estimates(each, engine, category_type), indicators))
    with engine.computation() as stage:
        stage.give("estimates", estimates)
        for verdict in VERDICTS:
            stage.run(verdict, statement("verdicts", verdict), **QUANTILES)
        stage.run("shown", statement("disclosure"))
        return stage.fetch("shown")


def breakdowns(indicator: Indicator, engine: Engine) -> tuple[str, ...]:
    """The category types by which this release can cut an indicator."""
    with engine.computation() as stage:
        stage.run("counts", statement("indicators", indicator.id))
        stage.run("breakdowns", statement("breakdowns"))
        return tuple(stage.fetch("breakdowns")["category_type"].to_pylist())


def polarity(indicator: Indicator, category_type: str = WHOLE) -> Polarity:
    """Which direction is good: of the measure itself, or of the groups' values that its inequality is made of."""
    if indicator.inequality is not None and indicator.inequality.across == category_type:
        return indicator.inequality.value_polarity
    return indicator.polarity


def _estimates(indicator: Indicator, engine: Engine, category_type: str) -> pa.Table:
    slope = indicator.inequality is not None and indicator.inequality.across != category_type
    settings = {
        "indicator_id": indicator.id,
        "category_type": category_type,
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
        "regime": indicator.regime,
        "adds_up": indicator.adds_up,
        "people": not slope and indicator.method.counts_people,
    }
    with engine.computation() as stage:
        stage.run("counts", statement("indicators", indicator.id))
        stage.run("strata", statement("strata"), **settings)
        run_method(stage, "quantile_estimates" if slope else "method_estimates", indicator.method, **settings)
        if slope:
            # The groups' values carry the multiplier already: the index is fitted to them as they stand.
            run_method(stage, "method_estimates", "slope_index", **{**settings, "multiplier": 1.0, "scale": "linear"})
        stage.run("estimates", statement("estimates"), **settings)
        return stage.fetch("estimates")
