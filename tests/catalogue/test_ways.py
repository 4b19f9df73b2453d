"""Ways of saying an inequality: declared once, one of them leads, and whatever is not the lead says so."""

from itertools import product

import pytest

from blmk_metrics.engines.statements import statement
from blmk_metrics.errors import InputError
from blmk_metrics.indicators import INDICATORS
from blmk_metrics.pipeline.stages import measure
from blmk_metrics.ways import averages, mark, not_lead, said_by, summaries, way

UNEQUAL = [indicator for indicator in INDICATORS if indicator.inequality is not None]
(INDICATOR,) = UNEQUAL
EVERY_WAY = list(product(averages(INDICATOR), summaries(INDICATOR)))


@pytest.mark.parametrize("indicator", UNEQUAL, ids=lambda each: each.id)
def test_the_way_that_an_indicator_is_declared_by_leads_and_every_way_has_its_method_and_one_short_paragraph(indicator):
    assert way(indicator) == (averages(indicator)[0], summaries(indicator)[0])
    for each in (*averages(indicator), *summaries(indicator)):
        assert statement("methods", each.method).startswith("-- ")
        assert 20 <= len(each.told.split()) <= 60
        assert "hides" in each.told
    names = [each.name for each in (*averages(indicator), *summaries(indicator))]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("average", "summary"), EVERY_WAY, ids=lambda each: each.method)
def test_a_measure_said_another_way_is_the_same_indicator_under_a_name_that_says_so(average, summary):
    said = said_by(INDICATOR, average.method, summary.method)
    assert (said.id, said.method, said.inequality.summary) == (INDICATOR.id, average.method, summary.method)
    assert way(said) == (average, summary)
    lead = not not_lead(said)
    assert lead == (said is INDICATOR)
    for name, declared in ((said.name, INDICATOR.name), (said.short_name, INDICATOR.short_name)):
        assert name == (declared if lead else f"{declared} ({mark(said)})")
    groups_are_lead = average is averages(INDICATOR)[0]
    assert (said.inequality.value_name == INDICATOR.inequality.value_name) == groups_are_lead


def test_without_a_choice_a_measure_stays_as_it_is():
    for indicator in INDICATORS:
        assert said_by(indicator) is indicator
        assert mark(indicator) == ""


@pytest.mark.parametrize("asked", [{"average": "crude_mean_age"}, {"summary": "slope_index"}])
def test_a_choice_that_a_measure_has_not_is_one_clear_message(asked):
    (kind,) = asked
    for indicator in INDICATORS:
        if indicator.inequality is None:
            with pytest.raises(InputError, match=f"{indicator.id} has no choice of {kind}.*leave it out"):
                said_by(indicator, **asked)
    with pytest.raises(InputError, match=f"has no {kind} 'mode'; choose one of "):
        said_by(INDICATOR, **{kind: "mode"})


@pytest.mark.parametrize(("average", "summary"), EVERY_WAY, ids=lambda each: each.method)
def test_every_way_is_judged_and_disclosed_by_the_rules_of_the_lead_one(engine, average, summary):
    lead = measure(INDICATOR, engine).to_pylist()
    rows = measure(INDICATOR, engine, average=average.method, summary=summary.method).to_pylist()
    assert [row["numerator"] for row in rows] == [row["numerator"] for row in lead]
    for row, declared in zip(rows, lead, strict=True):
        assert row["comparator_code"] == declared["comparator_code"]
        assert row["baseline_period"] == declared["baseline_period"]
        assert row["polarity"] == declared["polarity"]
        assert row["gap"] is None
        if row["value"] is not None:
            # One decimal is disclosed, whatever is made of the counts.
            assert row["value"] == round(row["value"], 1)
            assert row["lower_ci_998"] <= row["lower_ci_95"] <= row["value"] <= row["upper_ci_95"]
