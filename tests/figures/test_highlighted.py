"""Figures with areas highlighted: which ones is a part of the question, and so of the address and the id."""

import pytest

from blmk_metrics.figures import MOST_AREAS, answer, question_of, settle
from blmk_metrics.indicators import BY_ID
from blmk_metrics.releases.edition import Edition
from tests.questions import answered

LUTON, BEDFORD, CENTRAL, KEYNES, FOOTPRINT = "E06000032", "E06000055", "E06000056", "E06000042", "E54000024"
READINESS = BY_ID["school_readiness"]


@pytest.fixture(scope="module")
def edition(release, engine) -> Edition:
    return Edition(release, engine)


@pytest.mark.parametrize("kind", ["areas", "map", "areas_over_time"])
def test_highlighted_areas_are_in_the_address_and_come_back_from_it_in_their_order(edition, kind):
    figure = answered(edition, kind, READINESS, LUTON, areas=(KEYNES, LUTON))
    assert figure.address["areas"] == f"{KEYNES},{LUTON}"
    again = answer(edition, question_of(edition, figure.address))
    assert (again.id, again.specification) == (figure.id, figure.specification)
    others = [answered(edition, kind, READINESS, LUTON, areas=each) for each in ((), (LUTON, KEYNES), (KEYNES,))]
    assert len({figure.id, *(other.id for other in others)}) == 4
    assert "areas" not in others[0].address


def test_an_area_that_is_not_known_or_one_too_many_is_named_with_its_fault(edition):
    asked = {"figure": "areas", "measure": READINESS.id, "place": LUTON}
    every = (LUTON, BEDFORD, CENTRAL, KEYNES, FOOTPRINT)
    question, unanswered = settle(edition, {**asked, "areas": f"E99,{','.join(every)}"})
    assert question.areas == every[:MOST_AREAS]
    assert [(each.value, each.fault) for each in unanswered] == [
        ("E99", "is not one of those there are"),
        (FOOTPRINT, "is one too many: 4 may be highlighted"),
    ]


def test_several_areas_over_time_are_told_one_after_another(edition):
    figure = answered(edition, "areas_over_time", READINESS, LUTON, areas=(KEYNES, LUTON))
    assert figure.title == "Milton Keynes, Luton over time"
    assert [row.area_name for row in figure.rows if row.period == "2023/24"] == ["Milton Keynes", "Luton"]
    assert (
        "Luton: 62.0% in 2023/24: much worse than England (67.7%); improved since 2021/22 (56.6%)."
        in figure.text_alternative
    )
