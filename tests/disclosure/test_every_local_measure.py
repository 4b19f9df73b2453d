"""Every local measure that ships, in every cut of it, is among those that are attacked and laid side by side."""

from collections.abc import Iterable
from dataclasses import replace

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import Regime
from tests.disclosure.artefacts import AVERAGES, BREAKDOWNS, INEQUALITY, LOCAL, SUMMARY, states
from tests.disclosure.populations import population
from tests.disclosure.releases import LUTON
from tests.disclosure.test_attack import FEW
from tests.disclosure.test_non_interference import SOME
from tests.disclosure.test_over_the_wire import PATHS
from tests.shipped import DECLARED

WALKED = {(people.measure.id, cut) for people in map(population, FEW) for cut, *_ in people.annual()}


def unattacked(measures: Iterable[Measure]) -> set[tuple[str, str]]:
    """The local measures, each whole and in its cuts, that no population of the attack has counts of."""
    local = [each for each in measures if each.regime is Regime.LOCAL]
    return {(each.id, cut) for each in local for cut in ("all", *each.cuts)} - WALKED


def test_every_local_measure_that_ships_is_attacked_in_each_of_its_cuts():
    assert unattacked(DECLARED.values()) == set()


def test_a_local_measure_or_a_cut_of_one_that_is_not_attacked_is_found():
    falls = DECLARED["falls_admissions"]
    cut_anew = replace(falls, counts=replace(falls.counts, cuts=("sex", "ethnicity")))
    assert unattacked([cut_anew]) == {("falls_admissions", "ethnicity")}
    assert unattacked([replace(falls, id="a_third")]) == {("a_third", "all"), ("a_third", "sex")}
    official = replace(falls, id="a_third", counts=replace(falls.counts, disclosure=Regime.OFFICIAL))
    assert unattacked([official]) == set()


def test_every_local_measure_has_a_page_among_those_that_are_laid_side_by_side():
    assert LOCAL.keys() <= {state.route for state in SOME}
    assert LOCAL.keys() <= {path.partition("?")[0] for path in PATHS}
    by = {(parameters.get("measure"), parameters.get("by")) for parameters in _parameters()}
    assert {(name, cut) for name, cuts in BREAKDOWNS.items() for cut in cuts} <= by


def test_every_way_of_saying_a_local_measure_is_laid_side_by_side():
    unequal = {name: measure.inequality for name, measure in LOCAL.items() if measure.inequality}
    assert unequal.keys() == {INEQUALITY}
    (inequality,) = unequal.values()
    assert tuple(each.method for each in inequality.averages[1:]) == AVERAGES
    assert [each.method for each in inequality.summaries[1:]] == [SUMMARY]


def _parameters() -> list[dict[str, str]]:
    """The parameters of every page in every state, of one area and period."""
    return [dict(state.parameters) for state in states((LUTON,), 1)]
