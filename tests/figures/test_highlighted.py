"""Figures with areas highlighted: which ones is a part of the question, and so of the address and the id."""

import pytest

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import latest
from blmk_metrics.figures import MOST_AREAS, answer, question_of, settle
from blmk_metrics.narrative import sentence
from tests.questions import answered

LUTON, BEDFORD, CENTRAL, KEYNES, FOOTPRINT = "E06000032", "E06000055", "E06000056", "E06000042", "E54000024"


@pytest.fixture(scope="module")
def measure(edition) -> Measure:
    return edition.measures()[0]


@pytest.mark.parametrize("kind", ["areas", "map", "areas_over_time"])
def test_highlighted_areas_are_in_the_address_and_come_back_from_it_in_their_order(edition, measure, kind):
    figure = answered(edition, kind, measure, LUTON, areas=(KEYNES, LUTON))
    assert figure.address["areas"] == f"{KEYNES},{LUTON}"
    again = answer(edition, question_of(edition, figure.address))
    assert (again.id, again.specification) == (figure.id, figure.specification)
    others = [answered(edition, kind, measure, LUTON, areas=each) for each in ((), (LUTON, KEYNES), (KEYNES,))]
    assert len({figure.id, *(other.id for other in others)}) == 4
    assert "areas" not in others[0].address


def test_an_area_that_is_not_known_or_one_too_many_is_named_with_its_fault(edition, measure):
    parameters = {"figure": "areas", "measure": measure.id, "place": LUTON}
    every = (LUTON, BEDFORD, CENTRAL, KEYNES, FOOTPRINT)
    question, unanswered = settle(edition, {**parameters, "areas": f"E99,{','.join(every)}"})
    assert question.areas == every[:MOST_AREAS]
    assert [(each.value, each.fault) for each in unanswered] == [
        ("E99", "is not one of those there are"),
        (FOOTPRINT, "is one too many: 4 may be highlighted"),
    ]


def test_several_areas_over_time_are_told_one_after_another(edition, measure):
    figure = answered(edition, "areas_over_time", measure, LUTON, areas=(KEYNES, LUTON))
    assert figure.title == "Milton Keynes, Luton over time"
    assert list(dict.fromkeys(row.area_name for row in figure.rows)) == ["Milton Keynes", "Luton"]
    first, second = (sentence(latest(figure.rows, code), measure) for code in (KEYNES, LUTON))
    assert figure.text_alternative.index(first) < figure.text_alternative.index(second)
