"""Every fault of a file is named: where it is, what is wrong, how to mend it, and never in the words of a library."""

from dataclasses import dataclass, field
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, ConfigDict, Field, with_config

from blmk_metrics.catalogue.faults import MOST, Fault, Faulty, Refused, listed
from blmk_metrics.catalogue.field_types import Day, Flag, Whole, line, matching
from blmk_metrics.catalogue.strict_json import read_json
from blmk_metrics.catalogue.validation import validated

# How pydantic would say it.
FOREIGN = ("Input should", "valid", "validation", "pydantic", "keyword argument", "Field required", "instance of")

KEYS = ("name", "period", "counted", "caveats", "bounds", "series", "labels", "kind", "length", "from", "key")


def _in_order(bounds: tuple[float, ...]) -> tuple[float, ...]:
    if list(bounds) != sorted(bounds):
        raise Faulty("are not in order", "write the lower one first")
    return bounds


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class Period:
    kind: Literal["year", "month"]
    length: Annotated[Whole, Field(ge=1, le=9)] = 1
    from_day: Annotated[Day | None, Field(validation_alias="from")] = None


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class Series:
    key: Annotated[str, matching("[a-z]+", "is not a key", "write small letters")]


@with_config(ConfigDict(extra="forbid"))
@dataclass(frozen=True, kw_only=True)
class Drawn:
    name: Annotated[str, line(20)]
    period: Period | None = None
    counted: Flag = False
    caveats: tuple[Annotated[str, line(20)], ...] = ()
    bounds: Annotated[tuple[float, ...], AfterValidator(_in_order)] = ()
    series: tuple[Series, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)


def _faults(raw: object, where: str = "") -> list[str]:
    with pytest.raises(Refused) as refused:
        validated(Drawn, raw, where)
    return [str(each) for each in refused.value.faults]


@pytest.mark.parametrize(
    ("raw", "fault"),
    [
        ({}, "name is missing; add it"),
        ({"name": 3}, 'name must be a text; write it in "quotes"'),
        ({"name": "  "}, "name is empty; fill it in"),
        ({"name": "a" * 21}, "name has 21 characters, and at most 20 are shown; shorten it"),
        ({"name": "a", "nane": "b"}, "'nane' is not one of its fields; write name"),
        ({"name": "a", "counted": "yes"}, "counted must be true or false; write it without quotes"),
        ({"name": "a", "caveats": "b"}, 'caveats must be a list; write it as ["one", "two"]'),
        ({"name": "a", "caveats": [1, 2]}, 'caveats must be a list of texts; write it as ["one", "two"]'),
        ({"name": "a", "caveats": ["b", " "]}, "caveat 2 is empty; fill it in"),
        ({"name": "a", "bounds": [2, 1]}, "bounds are not in order; write the lower one first"),
        ({"name": "a", "bounds": ["x"]}, "bound 1 must be a number, not 'x'; write it in figures, without quotes"),
        ({"name": "a", "period": 5}, "period must have fields of its own, not 5; write them under its name"),
        ({"name": "a", "period": {}}, "period: kind is missing; add it"),
        (
            {"name": "a", "period": {"kind": "year", "lenght": 1}},
            "period: 'lenght' is not one of its fields; write length",
        ),
        (
            {"name": "a", "period": {"kind": "year", "x": 1}},
            "period: 'x' is not one of its fields; choose from kind, length, from",
        ),
        (
            {"name": "a", "period": {"kind": "week"}},
            "period: kind must be one of 'year' or 'month', not 'week'; choose one of them",
        ),
        (
            {"name": "a", "period": {"kind": "year", "length": 10}},
            "period: length must be 9 or less, not 10; write another number",
        ),
        (
            {"name": "a", "period": {"kind": "year", "length": 1.5}},
            "period: length must be a whole number, not 1.5; write it in figures, without quotes",
        ),
        ({"name": "a", "series": [{"key": "a"}, {}]}, "series 2: key is missing; add it"),
        ({"name": "a", "series": [{"key": "A"}]}, "series 1: key 'A' is not a key; write small letters"),
        ({"name": "a", "series": ["a"]}, "series 1 must have fields of its own, not 'a'; write them under its name"),
        ({"name": "a", "series": [{"key": "a", "kee": "b"}]}, "series 1: 'kee' is not one of its fields; write key"),
        ({"name": "a", "labels": {"x\ny": 3}}, "labels: 'x\\ny' must be a text; write it in \"quotes\""),
        ([], "must have fields of its own, not a list; write them under its name"),
    ],
)
def test_a_fault_says_where_what_and_how_to_mend_it(raw, fault):
    assert _faults(raw) == [fault]


def test_a_day_is_written_as_iso_writes_it():
    assert _faults({"name": "a", "period": {"kind": "year", "from": "soon"}})[0].startswith(
        "period: from must be a day, not 'soon'; write it as 2026-11-21"
    )


def test_a_fault_of_an_entry_says_which_entry():
    assert _faults({"period": {}}, "report 2") == [
        "report 2: name is missing; add it",
        "report 2, period: kind is missing; add it",
    ]


def test_a_lone_fault_is_one_line_and_several_are_a_list():
    one, other = Fault("report 2", "date is missing", "add it"), Fault("", "title is missing", "add it")
    assert listed("a.toml", [one]) == "a.toml, report 2: date is missing; add it"
    assert listed("a.toml", [other]) == "a.toml: title is missing; add it"
    assert listed("a.toml", [one, other]).splitlines() == [
        "a.toml has 2 faults:",
        "- report 2: date is missing; add it",
        "- title is missing; add it",
    ]
    many = listed("a.toml", [Fault(f"report {each}", "is empty", "") for each in range(MOST + 5)]).splitlines()
    assert len(many) == MOST + 2
    assert many[-1] == "- and 5 more"


def test_a_summary_is_one_line_without_mends():
    with pytest.raises(Refused) as refused:
        validated(Drawn, {"period": {"kind": 1, "length": 0}, "counted": 3})
    assert len(refused.value.faults) == 4
    assert str(refused.value) == (
        "name is missing; period: kind must be one of 'year' or 'month', not 1; "
        "period: length must be 1 or more, not 0; and 1 more"
    )


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates(),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner, max_size=4)
        ),
    )
)
def test_whatever_a_file_has_is_refused_in_short_plain_words_that_no_terminal_obeys(raw):
    try:
        validated(Drawn, raw, "entry 1")
    except Refused as error:
        for fault in error.faults:
            assert fault.what
            assert fault.mend
            assert str(fault).isprintable()
            assert len(str(fault)) < 300
            assert not [word for word in FOREIGN if word in str(fault)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "is not JSON from line 1, column 2 on"),
        ("", "is not JSON from line 1, column 1 on"),
        (b"\xff\xfe\x00", "is not JSON that can be read"),
        ("9" * 5000, "is not JSON that can be read"),
        ('{"a": 1, "b": {"c": 1, "c": 2}}', "has 'c' twice in one place"),
        ('{"a": NaN}', "has NaN, which is not a number"),
        ('{"a": [-Infinity]}', "has -Infinity, which is not a number"),
        ('{"a": 1e999}', "has '1e999', which is too large a number"),
        ("[" * 100_000, "is nested too deeply"),
    ],
)
def test_json_that_cannot_be_taken_at_its_word_is_refused(text, reason):
    with pytest.raises(Refused) as refused:
        read_json(text)
    assert str(refused.value) == f"it {reason}"


def test_json_is_read_as_ever():
    assert read_json(b'{"a": [1, 2.5, "x", null, true]}') == {"a": [1, 2.5, "x", None, True]}
