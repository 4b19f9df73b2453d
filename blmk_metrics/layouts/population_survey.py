"""The Annual Population Survey's figures as parts of a release, in whichever form Nomis gave them."""

import re
from collections.abc import Mapping

import pandas as pd

from blmk_metrics.catalogue.measure_parts import PublishedSeries
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import Layout
from blmk_metrics.layouts.cells import folded, spanning
from blmk_metrics.layouts.parts import Part, Reference, typed

LAYOUT = Layout.NOMIS
PUBLISHER = "Office for National Statistics, through Nomis"
# The table that the survey's counts of the long-term sick make.
COUNTS = "annual_population_survey"
# How the variable is named, for people of either sex or of one.
LONG_TERM_SICK = re.compile(
    r"% of economically inactive(?: -)?( (?:fe)?males?)?(?: -)? long-term sick(?: -)?( (?:fe)?males?)?"
)

Declared = Mapping[str, tuple[Measure, PublishedSeries]]


def declared_by(reference: Reference) -> Declared:
    """The declared variables of the survey, each with its measure."""
    return {series.key: (measure, series) for measure, series in reference.series(LAYOUT)}


def variable_named(name: str, declared: Declared) -> str | None:
    """The key of the declared variable that a name is of, if there is one."""
    if not (match := LONG_TERM_SICK.fullmatch(folded(name))):
        return None
    counted = {key: series for key, (measure, series) in declared.items() if COUNTS in measure.extracts}
    sex = (match[1] or match[2] or "").strip().removesuffix("s").capitalize()
    return next((key for key, series in counted.items() if series.group == sex), None)


def twelve_months(dates: pd.Series) -> pd.Series:
    """`2019/20` for `Apr 2019-Mar 2020`; missing for any other months."""
    ends = dates.str.strip().str.extract(r"^Apr (\d{4})-Mar (\d{4})$").dropna().astype("int64")
    return spanning(ends.loc[ends[1] == ends[0] + 1, 0]).reindex(dates.index)


def survey_parts(strata: pd.DataFrame, declared: Declared) -> list[Part]:
    """The survey's counts and published estimates, from one row for each area, period and variable.

    The rows have area_code, period, key, value, numerator, denominator, half_width (of the 95% interval,
    in percentage points), flag and note.
    """
    source = f"Annual Population Survey, Nomis NM_17_5, variables {', '.join(dict.fromkeys(strata['key']))}"
    series = strata["key"].map({key: series for key, (_, series) in declared.items()})
    owner = strata["key"].map({key: measure.id for key, (measure, _) in declared.items()})
    kind = series.map(lambda each: each.cut_id)
    # Of another measure's variable there is no table of counts.
    has_table = strata["key"].map({key: COUNTS in measure.extracts for key, (measure, _) in declared.items()})
    # Counts without their precision are left to the estimates: precision is what adds up beside them.
    counted = strata[
        has_table & (kind == "all") & strata[["numerator", "denominator", "half_width"]].notna().all(axis=1)
    ]
    tables = {}
    if not counted.empty:
        columns = {
            "period": counted["period"],
            "area_code": counted["area_code"],
            "long_term_sick": counted["numerator"],
            "economically_inactive": counted["denominator"],
            "half_width_95": counted["half_width"],
        }
        tables[COUNTS, ""] = typed(COUNTS, columns)
    columns = {
        "indicator_id": owner,
        "category_type": kind,
        "category": series.map(lambda each: each.group),
        "lower_ci_95": (strata["value"] - strata["half_width"]).clip(lower=0),
        "upper_ci_95": (strata["value"] + strata["half_width"]).clip(upper=100),
        **strata[["area_code", "period", "value", "numerator", "denominator", "flag", "note"]],
    }
    for each in dict.fromkeys(owner):
        mine = {name: column[owner == each] for name, column in columns.items()}
        tables["published_estimates", each] = typed("published_estimates", mine)
    return [
        Part(name=name, series=measure, table=table, source=source, publisher=PUBLISHER)
        for (name, measure), table in tables.items()
    ]
