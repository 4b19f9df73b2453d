"""The files that ship describe each measure as its declaration in Python does."""

from pathlib import Path

import pytest

from blmk_metrics.catalogue.reading import read_catalogue
from blmk_metrics.extracts import COLUMNS
from blmk_metrics.indicators import INDICATORS
from blmk_metrics.statements import statements_in

CUTS = {
    "sex": ("Female", "Male"),
    "free_school_meals": ("Eligible", "Not eligible"),
    "deprivation_quintile": (),
}
ALIKE = (
    *("id", "name", "short_name", "question", "priority", "method", "multiplier", "unit", "short_unit", "change_unit"),
    *("decimals", "polarity", "regime", "extracts", "counted", "counted_noun", "population", "official_source"),
    *("rationale", "caveats", "baseline", "relative_change", "series_breaks", "uncollected", "ages", "adds_up"),
)
OF_VALUES = ("across", "value_name", "value_unit", "value_polarity")


@pytest.fixture(scope="module")
def catalogue():
    folder = Path(__file__).parents[2] / "data" / "catalogue"
    layouts = {"fingertips", "early_years", "lait", "nomis"}
    return read_catalogue(
        [folder], cuts=CUTS, extracts=COLUMNS, layouts=layouts, counted=set(statements_in("indicators"))
    )


def test_the_measures_and_their_order_are_the_same(catalogue):
    assert catalogue.ids == tuple(each.id for each in INDICATORS)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)
def test_every_attribute_is_the_same(catalogue, indicator):
    measure = catalogue.measure(indicator.id)
    for name in ALIKE:
        assert getattr(measure, name) == getattr(indicator, name), name
    assert measure.period.words == indicator.period_type
    assert measure.period_type.spans_two_years == indicator.period_type.spans_two_years
    assert measure.method.counts_people == measure.counts_people == indicator.method.counts_people
    assert [(each.layout, each.key, each.cut_id, each.group) for each in measure.published_as] == [
        (each.layout, each.key, each.category_type, each.category) for each in indicator.published_as
    ]
    assert (measure.inequality is None) == (indicator.inequality is None)


def test_every_inequality_is_the_same(catalogue):
    unequal = [each for each in INDICATORS if each.inequality]
    assert unequal
    for indicator in unequal:
        before, now = indicator.inequality, catalogue.measure(indicator.id).inequality
        assert [getattr(now, name) for name in OF_VALUES] == [getattr(before, name) for name in OF_VALUES]
        for choices in ("averages", "summaries"):
            assert [(each.method, each.name, each.explanation) for each in getattr(now, choices)] == [
                (each.method, each.name, each.told) for each in getattr(before, choices)
            ]
        assert now.summaries[0].method == before.summary
