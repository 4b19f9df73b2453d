"""A figure is the answer to a question, and the question is its address."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import of_area, periods
from blmk_metrics.catalogue.variants import averages
from blmk_metrics.errors import InputError
from blmk_metrics.figures import KINDS, PARAMETERS, Figure, answer, figures_of, question_of, settle

LUTON = "E06000032"


@pytest.fixture(scope="module")
def cut_measure(edition) -> Measure:
    """The first measure that has groups."""
    return next(each for each in edition.measures() if edition.breakdowns(each))


@pytest.fixture(scope="module")
def every_figure(edition) -> list[Figure]:
    return [
        figure
        for code in edition.choosable()
        for measure in edition.measures()
        for average in averages(measure) or [None]
        for figure in figures_of(edition, measure.id, code, average.method if average else "")
    ]


def test_a_figures_address_asks_for_that_figure_again(edition, every_figure):
    for figure in every_figure:
        again = answer(edition, question_of(edition, figure.address))
        assert again.id == figure.id
        assert again.address == figure.address
        assert (again.rows, again.title, again.text_alternative) == (figure.rows, figure.title, figure.text_alternative)


def test_no_two_figures_have_one_id(every_figure):
    assert len({figure.id for figure in every_figure}) == len(every_figure)


def test_an_id_is_short_enough_to_read_out_and_has_no_letter_that_looks_like_a_digit(every_figure):
    assert all(re.fullmatch(r"[0-9B-DF-HJKMNP-TV-Z]{4}-[0-9B-DF-HJKMNP-TV-Z]{4}", each.id) for each in every_figure)


def test_another_release_gives_the_same_question_another_id(every_figure):
    figure = every_figure[0]
    assert replace(figure, release_id="0123456789ab").id != figure.id


def test_what_stands_beneath_an_export_names_source_release_and_id(every_figure):
    for figure in every_figure:
        assert figure.source in figure.stamp
        assert f"Release {figure.release_id}. Figure {figure.id}." in figure.stamp
        assert "SYNTHETIC" in figure.stamp
        assert "SYNTHETIC" in figure.text_alternative
        assert figure.stem.endswith(f"{figure.release_id}-SYNTHETIC")


def test_file_names_tell_figures_of_one_area_apart(edition):
    stems = [each.stem for one in edition.measures() for each in figures_of(edition, one.id, LUTON)]
    assert len(set(stems)) == len(stems)


def test_a_table_has_a_row_for_each_row_and_no_empty_figure(every_figure):
    for figure in every_figure:
        table = figure.table
        assert len(table.rows) == len(figure.rows)
        for cells, row in zip(table.rows, figure.rows, strict=True):
            cell = cells[table.columns.index(figure.unit)]
            assert (cell == "no figure") == (row.value is None)
            assert row.value is not None or cells[-1]


@pytest.mark.parametrize(
    ("parameter", "value"), [("figure", "pie"), ("measure", "happiness"), ("place", "Atlantis"), ("basis", "guessed")]
)
def test_a_parameter_without_an_answer_is_named_and_replaced(edition, parameter, value):
    first = edition.measures()[0]
    offered = {
        "figure": "trend",
        "measure": first.id,
        "place": next(iter(edition.choosable())),
        "basis": str(edition.bases(first)[0]),
    }
    trend = {"figure": "trend", "measure": first.id, "place": LUTON, parameter: value}
    question, (unanswered,) = settle(edition, trend)
    assert question.parameters[parameter] == offered[parameter] == unanswered.instead
    assert (unanswered.parameter, unanswered.value) == (parameter, value)
    message = f"{parameter} '{value}' is not one of those there are; choose one of .*{offered[parameter]}"
    with pytest.raises(InputError, match=message):
        question_of(edition, trend)


def test_a_cut_or_a_period_that_a_measure_does_not_have_is_replaced_by_one_that_it_has(edition, cut_measure):
    parameters = {"figure": "groups", "measure": cut_measure.id, "place": LUTON, "by": "shoe_size", "period": "1066"}
    question, unanswered = settle(edition, parameters)
    assert [each.parameter for each in unanswered] == ["by", "period"]
    assert question.cut == edition.breakdowns(cut_measure)[0]
    assert question.period == periods(of_area(edition.measured(cut_measure, question.cut), LUTON))[-1]


def test_a_measure_without_groups_answers_with_its_trend(edition):
    whole = next(each for each in edition.measures() if not edition.breakdowns(each))
    question, (unanswered,) = settle(edition, {"figure": "groups", "measure": whole.id, "place": LUTON})
    assert question.kind == "trend"
    assert "groups" not in unanswered.offered


def test_nothing_asked_is_answered_too_and_said_to_be_missing(edition):
    question, unanswered = settle(edition, {})
    assert question.kind == "trend"
    assert [str(each).split(";")[0] for each in unanswered] == [
        f"{name} is missing" for name in ("measure", "place", "figure")
    ]


WORDS = (*KINDS, LUTON, "sex", "2022", "2023/24", "official")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_is_asked_there_is_a_figure_and_its_own_address_is_whole(edition, data):
    there = st.sampled_from([*WORDS, *(each.id for each in edition.measures())])
    parameters = data.draw(st.dictionaries(st.sampled_from(PARAMETERS), st.one_of(st.text(max_size=30), there)))
    question, _ = settle(edition, parameters)
    again, unanswered = settle(edition, question.parameters)
    assert unanswered == ()
    assert again == question
