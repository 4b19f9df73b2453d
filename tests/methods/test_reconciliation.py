"""The measure whole, from an extract simulated at known rates to the disclosed table: every figure about the truth."""

from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pytest

from blmk_metrics.catalogue.variants import variant_of
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.stages import measured_table
from tests.methods.populations import AGES, QUINTILES, SEED, TRUE_AGES, Scenario, true_gap
from tests.shipped import MEASURES

(INDICATOR,) = [measure for measure in MEASURES.values() if measure.inequality is not None]
YEARS = (2021, 2022, 2023)
SUMMARIES = ("slope_index", "quantile_gap")


@pytest.fixture(scope="module")
def truths(release):
    """Each Place's scenario and, as the measure should find it, the footprint's: rates of summed onsets and people."""
    places = sorted(set(release.tables["area_members"]["member_code"].to_pylist()))
    ratios = [(1.3, 1.15, 1.0, 0.9, 0.8), (1.1, 1.05, 1.0, 0.95, 0.9), (1.0,) * 5, (0.9, 0.95, 1.0, 1.05, 1.1)]
    older = (0.06, 0.03, 0.0, -0.03, -0.06)
    of_places = {
        place: Scenario(ratios=ratio, older=older, shares=(0.8, 0.9, 1.0, 1.1, 1.2), people=1000.0 + 300 * number)
        for number, (place, ratio) in enumerate(zip(places, ratios, strict=True))
    }
    (footprint,) = set(release.tables["area_members"]["footprint_code"].to_pylist())
    return {**of_places, footprint: _together(list(of_places.values()))}


def _together(scenarios):
    def person_years(quintile):
        return [sum(each) for each in zip(*(one.person_years(quintile) for one in scenarios), strict=True)]

    def rates(quintile):
        onsets = [
            [rate * years for rate, years in zip(one.rates(quintile), one.person_years(quintile), strict=True)]
            for one in scenarios
        ]
        summed = [sum(each) for each in zip(*onsets, strict=True)]
        return [count / years for count, years in zip(summed, person_years(quintile), strict=True)]

    return SimpleNamespace(rates=rates, person_years=person_years)


@pytest.fixture(scope="module")
def simulated_engine(release, truths):
    """An engine over an extract of single years of age: a fifth of its band's person-years, half of either sex."""
    chance = np.random.default_rng(SEED)
    rows = [
        {
            "year": year,
            "area_code": place,
            "deprivation_quintile": quintile + 1,
            "deprivation_decile": 2 * quintile + 1,
            "sex": sex,
            "age": age + single,
            "person_years": years / 10,
            "onsets": int(chance.poisson(rate * years / 10)),
        }
        for place, scenario in truths.items()
        if isinstance(scenario, Scenario)
        for year in YEARS
        for quintile in QUINTILES
        for age, rate, years in zip(AGES, scenario.rates(quintile), scenario.person_years(quintile), strict=True)
        for single in range(5)
        for sex in "FM"
    ]
    engine = open_engine({**release.tables, "first_condition_onsets": pa.Table.from_pylist(rows)})
    yield engine
    engine.close()


@pytest.mark.parametrize("summary", SUMMARIES)
@pytest.mark.parametrize("average", TRUE_AGES)
def test_every_gap_of_every_place_and_of_the_footprint_is_about_the_true_one(
    simulated_engine, truths, average, summary
):
    rows = measured_table(INDICATOR, simulated_engine, variant=variant_of(INDICATOR, average, summary)).to_pylist()
    rows = [row for row in rows if row["area_code"] in truths]
    assert len(rows) == len(truths) * len(YEARS)
    hits = 0
    for row in rows:
        truth = true_gap(truths[row["area_code"]], average, summary)
        # A disclosed figure carries one decimal.
        assert row["lower_ci_998"] - 0.05 <= truth <= row["upper_ci_998"] + 0.05, row["area_name"]
        hits += row["lower_ci_95"] - 0.05 <= truth <= row["upper_ci_95"] + 0.05
    assert hits >= 0.8 * len(rows)


@pytest.mark.parametrize("average", TRUE_AGES)
def test_every_quintiles_age_is_about_the_true_one(simulated_engine, truths, average):
    rows = measured_table(
        INDICATOR, simulated_engine, INDICATOR.inequality.across, variant=variant_of(INDICATOR, average)
    ).to_pylist()
    hits = [
        row["lower_ci_95"] - 0.05
        <= TRUE_AGES[average](scenario.rates(q), scenario.person_years(q))
        <= row["upper_ci_95"] + 0.05
        for row in rows
        if (scenario := truths.get(row["area_code"])) and (q := int(row["category"][0]) - 1) >= 0
    ]
    assert len(hits) == len(truths) * len(YEARS) * 5
    assert np.mean(hits) >= 0.88


def test_without_a_choice_the_measure_is_the_slope_index_of_the_life_table_mean(simulated_engine):
    lead = measured_table(INDICATOR, simulated_engine)
    chosen = measured_table(
        INDICATOR, simulated_engine, variant=variant_of(INDICATOR, "life_table_mean_age", "slope_index")
    )
    assert lead.equals(chosen)
    assert not lead.equals(
        measured_table(INDICATOR, simulated_engine, variant=variant_of(INDICATOR, summary="quantile_gap"))
    )


def test_by_sex_the_gap_follows_the_choice_too(simulated_engine, truths):
    rows = measured_table(
        INDICATOR, simulated_engine, "sex", variant=variant_of(INDICATOR, "crude_mean_age")
    ).to_pylist()
    for row in rows:
        if (scenario := truths.get(row["area_code"])) is not None:
            truth = true_gap(scenario, "crude_mean_age", "slope_index")
            assert row["lower_ci_998"] - 0.05 <= truth <= row["upper_ci_998"] + 0.05
