"""What each declaration means once it has gone through the stages: the right rules reach the right rows."""

from dataclasses import replace

import pytest

from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import Method, Polarity
from blmk_metrics.catalogue.variants import lead_variant
from blmk_metrics.demonstration.counts import standard_population
from blmk_metrics.pipeline.counting import series
from blmk_metrics.pipeline.methods import Z_95
from blmk_metrics.pipeline.stages import Subject, _estimates, measured_table
from tests.shipped import MEASURES

SERIES = [
    pytest.param(measure, cut, id=f"{measure.id}-{cut}")
    for measure in MEASURES.values()
    for cut in (WHOLE, *(measure.counts.cuts if measure.counts else ()))
]


def _lead_estimates(measure, engine, cut):
    basis = next(each.basis for each in series(measure, engine) if each.category_type == cut)
    return _estimates(Subject(measure, lead_variant(measure), cut, basis), engine, 0)


def _counted(**changes) -> Measure:
    """School readiness, counted in another way."""
    measure = MEASURES["school_readiness"]
    return replace(measure, counts=replace(measure.counts, **changes))


@pytest.mark.parametrize(("measure", "cut"), SERIES)
def test_every_row_is_judged_by_the_rules_its_declaration_asks_for(engine, measure, cut):
    of_gap = measure.inequality is not None and cut != measure.inequality.across
    # Of the groups that a gap is across, a later onset is the better one.
    of_groups = measure.inequality is not None and not of_gap
    rules = {
        "kind": "difference" if of_gap else "survey" if measure.method is Method.SURVEY_PROPORTION else "count",
        "proportion": measure.method is Method.PROPORTION,
        "polarity": Polarity.HIGH_IS_GOOD if of_groups else measure.polarity,
        "regime": measure.regime,
        "declared_baseline": measure.baseline,
    }
    rows = _lead_estimates(measure, engine, cut).to_pylist()
    assert [{name: row[name] for name in rules} for row in rows] == [rules] * len(rows)
    assert rows


def test_a_declared_break_divides_the_series_end_to_end(engine):
    rows = _lead_estimates(MEASURES["school_readiness"], engine, "all").to_pylist()
    assert {row["stretch"] for row in rows if row["period"] < "2021/22"} == {0}
    assert {row["stretch"] for row in rows if row["period"] >= "2021/22"} == {1}
    assert {row["period"] for row in rows if row["begins_stretch"]} == {"2021/22"}


def test_the_gap_by_sex_is_a_slope_and_by_quintile_a_mean_age(engine):
    by_sex = _lead_estimates(MEASURES["first_condition_gap"], engine, "sex").to_pylist()
    by_quintile = _lead_estimates(MEASURES["first_condition_gap"], engine, "deprivation_quintile").to_pylist()
    assert all(abs(row["value"]) < 30 for row in by_sex if row["value"] is not None)
    assert all(35 < row["value"] < 75 for row in by_quintile if row["value"] is not None)


@pytest.mark.parametrize(
    ("indicator_id", "extract", "year", "events", "bands"),
    [
        ("preventable_mortality", "preventable_deaths", "year", "deaths", slice(0, 15)),
        ("falls_admissions", "emergency_falls_admissions", "financial_year", "admissions", slice(13, 19)),
    ],
)
def test_a_standardised_rate_uses_every_band_of_its_declared_ages(
    engine, release, indicator_id, extract, year, events, bands
):
    """By hand, from the extract, for one country and its first period."""
    rows = [row for row in release.tables[extract].to_pylist() if row["area_code"] == "E92000001"]
    first = min(row[year] for row in rows)
    standard = standard_population()
    total = weights = 0.0
    for band in list(standard)[bands]:
        cells = [row for row in rows if row[year] == first and row["age_band"] == band]
        total += standard[band] * sum(row[events] for row in cells) / sum(row["population"] for row in cells)
        weights += standard[band]
    estimates = _lead_estimates(MEASURES[indicator_id], engine, "all").to_pylist()
    (ours,) = [row for row in estimates if row["area_code"] == "E92000001" and row["period"] == str(first)]
    assert ours["value"] == pytest.approx(100_000 * total / weights, rel=1e-12)


def test_a_measure_that_does_not_add_up_has_no_figure_for_a_footprint(engine):
    rows = measured_table(_counted(adds_up=False), engine).to_pylist()
    footprints = [row for row in rows if row["area_type"] == "footprint"]
    assert {row["value"] for row in footprints} == {None}
    assert "not additive" in {row["reason"] for row in footprints}
    assert any(row["value"] is not None for row in rows if row["area_type"] == "place")


def test_an_indicator_may_be_a_crude_rate(engine):
    rows = measured_table(replace(MEASURES["school_readiness"], method=Method.CRUDE_RATE), engine).to_pylist()
    (luton,) = [row for row in rows if row["area_name"] == "Luton" and row["period"] == "2023/24"]
    count, people = luton["numerator"], luton["denominator"]
    byar = count * (1 - 1 / (9 * count) - Z_95 / (3 * count**0.5)) ** 3
    assert luton["value"] == pytest.approx(100 * count / people)
    assert luton["lower_ci_95"] == pytest.approx(100 * byar / people)


def test_a_sources_flag_stays_with_its_own_area_and_only_a_provisional_one_passes_to_the_footprint(run_stage):
    counts = """
        period | area_code | numerator | denominator | flag
        2023   | E06000032 | 10        | 100         | unreliable
        2023   | E06000042 | 10        | 100         | provisional
        2023   | E06000055 | 10        | 100         |
        2023   | E06000056 | 10        | 100         |
    """
    rows = run_stage(("strata",), {"counts": counts}, category_type="all", slope_across="")
    flags = {row["area_code"]: row["flag"] for row in rows}
    assert (flags["E06000032"], flags["E06000042"], flags["E06000055"]) == ("unreliable", "provisional", None)
    assert flags["E54000024"] == "provisional"


def test_the_limits_of_a_measure_are_at_the_levels_they_are_named_for(measured):
    """Wilson's limits by hand, for one figure of the release."""
    (row,) = [r for r in measured["school_readiness"] if (r.area_name, r.period) == ("Luton", "2023/24")]
    x, n = row.numerator, row.denominator
    for name, z in {"95": 1.959963984540054, "998": 3.090232306167813}.items():
        root = z * (z * z + 4 * x * (1 - x / n)) ** 0.5
        assert row.cell(f"lower_ci_{name}") == pytest.approx(
            100 * (2 * x + z * z - root) / (2 * (n + z * z)), rel=1e-12
        )
        assert row.cell(f"upper_ci_{name}") == pytest.approx(
            100 * (2 * x + z * z + root) / (2 * (n + z * z)), rel=1e-12
        )
