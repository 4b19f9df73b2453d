"""An agenda survives an address and a file, and whatever else an address or a file may say."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blmk_metrics.errors import InputError
from blmk_metrics.meeting import (
    LONGEST,
    Agenda,
    agenda_of,
    agenda_of_file,
    as_address,
    as_file,
    default_agenda,
    offered,
)

QUICK = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(data=st.data())
def test_an_agenda_in_any_order_comes_back_from_its_address_and_from_its_file(edition, data):
    items = tuple(data.draw(st.lists(st.sampled_from(offered(edition)), min_size=1, unique=True)))
    agenda = Agenda(items=items[:LONGEST])
    assert agenda_of(edition, as_address(agenda.items)) == agenda
    assert agenda_of_file(edition, as_file(agenda.items), "agenda.json") == agenda


@QUICK
@given(st.text(max_size=300))
def test_whatever_an_address_says_is_an_agenda_of_known_items(edition, codes):
    agenda = agenda_of(edition, codes)
    assert agenda.items
    assert set(agenda.items) <= set(offered(edition))


@QUICK
@given(
    st.binary(max_size=200) | st.text().map(str.encode) | st.builds(json.dumps, st.dictionaries(st.text(), st.text()))
)
def test_whatever_a_file_holds_is_an_agenda_or_one_clear_message(edition, content):
    content = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(InputError, match=r"^agenda\.json is not an agenda"):
        agenda_of_file(edition, content, "agenda.json")


@pytest.mark.parametrize("items", ["x", [1], [{}], [{"measure": 1, "figure": "trend"}], {"a": 1}, None])
def test_a_file_whose_items_are_no_items_is_refused(edition, items):
    with pytest.raises(InputError, match=r"^agenda\.json is not an agenda"):
        agenda_of_file(edition, json.dumps({"agenda_format": 1, "items": items}).encode(), "agenda.json")


def test_every_fault_of_a_file_is_named_in_one_line(edition):
    content = b'{"agenda_format": 1, "items": [{"measure": 1, "figure": "trend"}, {"measure": "falls_admissions"}]}'
    with pytest.raises(InputError) as refused:
        agenda_of_file(edition, content, "agenda.json")
    assert str(refused.value) == (
        "agenda.json is not an agenda of a meeting: item 1: measure must be a text; item 2: figure is missing; "
        "give a file that the Meeting page saved"
    )
    with pytest.raises(InputError, match="it has 'items' twice in one place"):
        agenda_of_file(edition, b'{"agenda_format": 1, "items": [], "items": []}', "agenda.json")


def test_a_file_of_another_format_or_without_items_says_so(edition):
    with pytest.raises(InputError, match="agenda format 2; this software reads 1"):
        agenda_of_file(edition, b'{"agenda_format": 2, "items": []}', "agenda.json")
    with pytest.raises(InputError, match="without items"):
        agenda_of_file(edition, b'{"agenda_format": 1, "items": []}', "agenda.json")


def test_unknown_items_are_named_and_left_out(edition):
    item = offered(edition)[0]
    agenda = agenda_of(edition, f"{item.code},nonsense.trend,<script>")
    assert agenda.items == (item,)
    assert agenda.notices == ("Left out, since this release has no answer to them: “nonsense.trend”, “?script?”.",)


def test_an_agenda_of_nothing_known_is_the_usual_one_and_says_so(edition):
    agenda = agenda_of(edition, "nonsense")
    assert agenda.items == default_agenda(edition).items
    assert "this is the usual one" in agenda.notices[-1]


def test_ten_thousand_items_are_told_in_one_short_notice(edition):
    item = offered(edition)[0]
    agenda = agenda_of(edition, ",".join([item.code, *(f"x{each}" for each in range(10_000))]))
    assert agenda.items == (item,)
    assert len(" ".join(agenda.notices)) < 200


def test_what_is_asked_twice_is_asked_once(edition):
    item = offered(edition)[0]
    agenda = agenda_of(edition, f"{item.code},{item.code}")
    assert agenda.items == (item,)
    assert agenda.notices == ("What was asked twice is asked once.",)


def test_the_usual_agenda_has_each_measure_over_time_then_its_first_breakdown(edition):
    items = default_agenda(edition).items
    assert [item.measure for item in items if item.figure == "trend"] == [each.id for each in edition.measures()]
    for measure in edition.measures():
        cuts = edition.breakdowns(measure)
        assert [item.by for item in items if (item.measure, item.figure) == (measure.id, "groups")] == list(cuts[:1])
