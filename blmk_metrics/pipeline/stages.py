"""A measure, from counts to a judged and disclosure-safe table: the stages of `sql/`, one after another."""

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate
from typing import Any, NamedTuple

import pyarrow as pa

from blmk_metrics.catalogue import verdicts as declared
from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.terms import Method, Polarity, Regime
from blmk_metrics.catalogue.variants import Variant, lead_variant, methods_of
from blmk_metrics.catalogue.verdict_parts import Kind, Verdict
from blmk_metrics.catalogue.verdicts import shown_columns
from blmk_metrics.engines import Computation, Engine
from blmk_metrics.engines.statements import statement
from blmk_metrics.pipeline.counting import count, cuts_of, series
from blmk_metrics.pipeline.disclosure import SUPPRESSED, suppressed
from blmk_metrics.pipeline.judging import BESIDE, judge, numbered
from blmk_metrics.pipeline.methods import run_method

# What is printed of a measured table first, in this order: scripts read it by position.
COLUMNS = [
    *("indicator_id", "area_code", "area_name", "period", "category_type", "category", "basis"),
    *("numerator", "denominator", "value", "lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998"),
    *("comparison", "trend", "reliability", "reason"),
]
# The columns of a figure that disclosure control rounds as estimates, and as people.
ESTIMATES = ("value", "lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998")
PEOPLE = ("numerator",)
# The place of a row's series among those that are measured together.
POSITION = "series_position"


class Subject(NamedTuple):
    """One series to measure: a measure in one of its variants, cut one way, on one basis."""

    measure: Measure
    variant: Variant
    category_type: str = WHOLE
    basis: Basis = Basis.COMPUTED


def measured_table(
    measure: Measure,
    engine: Engine,
    category_type: str = WHOLE,
    basis: Basis | None = None,
    variant: Variant | None = None,
) -> pa.Table:
    """Estimates of one measure for every area, period and category, judged and disclosure-safe.

    One row for each; a row without a value keeps its place and says why in `reason`. Values and limits are in the
    measure's unit. `category_type` and `basis` are those of one of its `series`; without a basis, the first one's.
    Without a variant, the one that leads.
    """
    if basis is None:
        offered = [each.basis for each in series(measure, engine) if each.category_type == category_type]
        basis = offered[0] if offered else Basis.COMPUTED
    (table,) = measured_tables([Subject(measure, variant or lead_variant(measure), category_type, basis)], engine)
    return table


def measured_tables(
    subjects: Iterable[Subject], engine: Engine, verdicts: Sequence[Verdict] | None = None
) -> list[pa.Table]:
    """The measured table of each subject, in their order: estimated side by side, hidden and judged in one pass.

    Without `verdicts`, every one that is declared.
    """
    verdicts = declared.VERDICTS if verdicts is None else verdicts
    placed = list(enumerate(subjects))
    measures = dict.fromkeys(subject.measure for _, subject in placed)
    with ThreadPoolExecutor(max_workers=2) as pool:
        estimates = pool.map(lambda each: _estimates(each[1], engine, each[0]), placed)
        hidden = pool.map(lambda measure: _suppressed(measure, engine), measures)
    with engine.computation() as stage:
        stage.give("estimates", pa.concat_tables(estimates))
        stage.give("suppressed", pa.concat_tables(hidden))
        judged = numbered(stage.ask("judged", statement("disclosure", "hide")))
    # Nothing hidden is left in what goes on, and none of the tables that it was counted and hidden in can be reached.
    with engine.computation(over=BESIDE) as stage:
        for verdict in verdicts:
            judged = judge(stage, verdict, judged)
        stage.give("judged", judged)
        shown = _shown(stage, verdicts)
    lengths = Counter(shown[POSITION].to_pylist())
    starts = [0, *accumulate(lengths[place] for place, _ in placed)]
    rows = shown.select(shown_columns(verdicts))
    return [rows.slice(starts[place], lengths[place]) for place, _ in placed]


def _shown(stage: Computation, verdicts: Sequence[Verdict]) -> pa.Table:
    """What is shown of judged rows: rounded, in the order in which it is read, each with its series' place."""
    numbers = [name for each in verdicts for name in each.of_kind(Kind.VALUE, Kind.DIFFERENCE, Kind.PERCENT)]
    people = [name for each in verdicts for name in each.of_kind(Kind.PEOPLE)]
    rounded = stage.ask(
        "judged",
        statement("disclosure", "round"),
        estimates=[*ESTIMATES, *numbers],
        people=[*PEOPLE, *people],
        rounded=[*ESTIMATES, *numbers, *PEOPLE, *people, "denominator"],
    )
    stage.give("judged", rounded)
    return stage.ask("shown", statement("shown"), columns=[POSITION, *shown_columns(verdicts)])


def printed_columns() -> list[str]:
    """The columns that a reader takes away: COLUMNS, then whatever else a declared verdict shows."""
    return [*COLUMNS, *(name for each in declared.VERDICTS for name in each.shown if name not in COLUMNS)]


def polarity(measure: Measure, category_type: str = WHOLE) -> Polarity:
    """Which direction is good: of the measure itself, or of the groups' values that its inequality is made of."""
    if measure.inequality is not None and measure.inequality.across == category_type:
        return measure.inequality.value_polarity
    return measure.polarity


def counted_cells(measure: Measure, engine: Engine) -> pa.Table:
    """Every count of a measure of local records that may be shown, as it was counted, and whether it is hidden: a row
    for each period, area_code, category_type and category. They are for comparing releases, never for showing."""
    with engine.computation() as stage:
        _hide(stage, measure, engine)
        return stage.fetch("cells")


def _suppressed(measure: Measure, engine: Engine) -> pa.Table:
    """What is to be hidden of a measure, whichever way it is cut: nothing unless it rests on local records."""
    if measure.regime is Regime.OFFICIAL:
        return SUPPRESSED.empty_table()
    with engine.computation() as stage:
        return _hide(stage, measure, engine)


def _hide(stage: Computation, measure: Measure, engine: Engine) -> pa.Table:
    first, last = measure.ages
    across = measure.inequality.across if measure.inequality else ""
    count(stage, measure, engine)
    proportion = measure.method is Method.PROPORTION
    ages = {"first_age": first, "last_age": last}
    return suppressed(stage, measure.id, across, cuts_of(measure, engine), proportion=proportion, **ages)


def _estimates(subject: Subject, engine: Engine, position: int) -> pa.Table:
    measure, variant, category_type, basis = subject
    official = basis is Basis.OFFICIAL
    across = measure.inequality.across if measure.inequality else ""
    slope = across not in ("", category_type) and not official
    column = {cut.id: cut.column for cut in cuts_of(measure, engine)}
    settings = {
        "indicator_id": measure.id,
        "category_type": category_type,
        "basis": basis,
        "series": "/".join((measure.id, *methods_of(measure, variant), category_type, basis)),
        POSITION: position,
        "slope_across": across if slope else "",
        # A cut's own column; where nothing is cut, one that every count has.
        "cut_columns": [column.get(category_type, "period")],
        "slope_columns": [engine.cuts[across].column if slope else "period"],
        "multiplier": float(measure.multiplier),
        "first_age": measure.ages[0],
        "last_age": measure.ages[1],
        "uncollected": list(measure.uncollected),
        "kind": "difference" if slope else "survey" if measure.method is Method.SURVEY_PROPORTION else "count",
        "proportion": measure.method is Method.PROPORTION,
        "polarity": polarity(measure, category_type),
        "baseline": measure.baseline,
        "benchmark": measure.benchmark,
        "series_breaks": list(measure.series_breaks),
        # What a publisher gives has been through its own disclosure control.
        "regime": Regime.OFFICIAL if official else measure.regime,
        "adds_up": measure.adds_up or official,
        "people": not slope and measure.counts_people,
    }
    with engine.computation() as stage:
        if official:
            stage.run("strata", statement("official", "strata"), **settings)
            stage.run("method_estimates", statement("official", "estimates"))
        else:
            _computed(stage, subject, engine, slope, settings)
        stage.run("estimates", statement("estimates"), **settings)
        return stage.fetch("estimates")


def _computed(stage: Computation, subject: Subject, engine: Engine, slope: bool, settings: dict[str, Any]) -> None:
    """Strata of counts, and the estimates that the variant's methods make of them."""
    measure, variant, *_ = subject
    method, *summary = methods_of(measure, variant)
    count(stage, measure, engine, settings["category_type"])
    stage.run("strata", statement("strata"), **settings)
    run_method(stage, "quantile_estimates" if slope else "method_estimates", method, **settings)
    if slope:
        # The groups' values carry the multiplier already: they are summed up as they stand.
        run_method(stage, "method_estimates", *summary, **{**settings, "multiplier": 1.0, "scale": "linear"})
