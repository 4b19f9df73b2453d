"""Each kind of figure has the fields that are its own, and none that says nothing."""

from dataclasses import fields

from blmk_metrics.figures import MeasureFigure
from blmk_metrics.figures.figure import Figure
from blmk_metrics.figures.profile import Profile


def test_a_profile_is_a_figure_of_no_one_measure_and_contradicts_nothing_that_a_figure_says_of_itself():
    shared = {each.name: each for each in fields(Figure)}
    own = {each.name for each in fields(Profile)} - shared.keys()
    assert own == {"measure_lines", "of_measures"}
    assert not own & {each.name for each in fields(MeasureFigure)}
    for each in fields(Profile):
        assert each.init
        if each.name in shared:
            assert each.type == shared[each.name].type
