"""Variants of an inequality: one leads, whatever is not the lead says so, and the measure itself never changes."""

from dataclasses import replace

import pytest

from blmk_metrics.catalogue.variants import (
    Variant,
    averages,
    lead_variant,
    method_words,
    methods_of,
    other_choices,
    summaries,
    variant_of,
    variants,
)
from blmk_metrics.errors import InputError
from tests.catalogue.drawn_catalogues import SHORT, UNEQUAL, read_one


@pytest.fixture
def gap(tmp_path):
    return read_one(tmp_path, UNEQUAL)


@pytest.fixture
def whole(tmp_path):
    return read_one(tmp_path / "whole", SHORT)


def test_every_pair_of_an_average_and_a_summary_is_a_variant_and_the_first_of_each_leads(gap):
    assert [
        (each.average.method, each.summary.method, each.is_lead, each.caution, each.of_groups.caution)
        for each in variants(gap)
    ] == [
        ("life_table_mean_age", "slope_index", True, "", ""),
        ("life_table_mean_age", "quantile_gap", False, "Plain gap: not the lead measure", ""),
        ("crude_mean_age", "slope_index", False, *["Crude mean: not the lead measure"] * 2),
        (
            *("crude_mean_age", "quantile_gap", False),
            *("Crude mean, Plain gap: not the lead measure", "Crude mean: not the lead measure"),
        ),
    ]
    assert len(set(variants(gap))) == 4


def test_a_measure_that_is_no_inequality_has_one_empty_variant(whole):
    assert variants(whole) == (Variant(),)
    assert variant_of(whole) == lead_variant(whole) == Variant()
    assert Variant().is_lead
    assert Variant().named("Life expectancy") == "Life expectancy"
    assert (averages(whole), summaries(whole), other_choices(whole, Variant())) == ((), (), ())
    assert (methods_of(whole, Variant()), method_words(whole, Variant())) == ((), "as published")


def test_a_variant_is_found_by_its_methods_and_is_the_lead_one_where_they_are_left_out(gap):
    assert variant_of(gap) == lead_variant(gap) == variants(gap)[0]
    assert variant_of(gap, "life_table_mean_age", "slope_index") == lead_variant(gap)
    assert variant_of(gap, summary="quantile_gap") == variants(gap)[1]
    assert variant_of(gap, average="crude_mean_age") == variants(gap)[2]


@pytest.mark.parametrize("kind", ["average", "summary"])
def test_a_choice_that_a_measure_does_not_have_is_one_clear_message(gap, whole, kind):
    with pytest.raises(InputError, match=f"drawn has no choice of {kind}: .* so leave it out"):
        variant_of(whole, **{kind: "crude_mean_age"})
    with pytest.raises(InputError, match=f"drawn has no {kind} 'mode'; choose one of .*, "):
        variant_of(gap, **{kind: "mode"})


def test_what_a_variant_is_called_says_that_it_is_not_the_lead(gap):
    plain = variant_of(gap, summary="quantile_gap")
    assert plain.named(gap.short_name) == "Gap (Plain gap: not the lead measure)"
    # The groups' own values are the same, however they are summed up.
    assert plain.of_groups.named(gap.inequality.value_name) == "age at onset"


def test_a_variant_knows_its_methods_and_what_it_might_have_been(gap):
    plain = variant_of(gap, summary="quantile_gap")
    assert methods_of(gap, plain) == ("life_table_mean_age", "quantile_gap")
    assert method_words(gap, plain) == "life table mean age, then quantile gap"
    assert [each.name for each in other_choices(gap, plain)] == ["Crude mean", "Slope index"]


def test_a_name_that_is_a_proper_noun_keeps_its_capitals_in_a_caution(gap):
    average, summary = replace(averages(gap)[1], name="NHS mean"), replace(summaries(gap)[1], name="Gini index")
    assert Variant(not_lead=(average, summary)).caution == "NHS mean, Gini index: not the lead measure"
