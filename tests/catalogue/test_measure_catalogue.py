"""The measures in force: in order, found by id, and the same bytes wherever they are written."""

import json

import pytest

from blmk_metrics.catalogue.measure_catalogue import as_bytes, catalogue_of, catalogue_of_bytes
from blmk_metrics.errors import InputError
from tests.catalogue.drawn_catalogues import COUNTED, SHORT, UNEQUAL, read, written


def short(number: int, **fields: object) -> str:
    """A short file with a key of its own, and fields before its sections."""
    before = "".join(f"{name} = {json.dumps(value)}\n" for name, value in fields.items())
    text = SHORT if "tier" not in fields else SHORT.replace('tier = "mission"\n', "")
    return before + text.replace('key = "', f'key = "{number} ')


@pytest.fixture
def catalogue(tmp_path):
    return read(
        written(
            tmp_path,
            ready=COUNTED,
            gap=UNEQUAL,
            zest=short(1, position=1),
            early=short(2),
            late=short(3, position=2),
            words=short(4, tier="supporting", priority="Start Well", parent="ready"),
            work=short(5, tier="supporting", priority="Growth", parent="ready"),
            homes=short(6, tier="context"),
        )
    )


def test_measures_come_by_tier_priority_position_and_id(catalogue):
    assert catalogue.ids == ("zest", "late", "early", "ready", "gap", "words", "work", "homes")


def test_a_measure_is_found_by_its_id_and_an_unknown_one_names_those_there_are(catalogue):
    assert catalogue.measure("gap").name == "Gap in age"
    with pytest.raises(InputError, match="unknown measure 'gaps'; choose one of zest, late, early, ready, gap, words"):
        catalogue.measure("gaps")


def test_the_measures_that_support_one_are_its_children(catalogue):
    assert [each.id for each in catalogue.children("ready")] == ["words", "work"]
    assert catalogue.children("words") == ()


def test_the_series_of_a_layout_come_with_their_measures(catalogue):
    found = [(measure.id, series.key) for measure, series in catalogue.series("ons_els")]
    assert found[:2] == [("zest", "1 Healthy life expectancy"), ("late", "3 Healthy life expectancy")]
    assert len(found) == 6
    assert list(catalogue.series("fingertips")) == []


def test_a_catalogue_is_the_same_after_its_bytes(catalogue):
    content = as_bytes(catalogue)
    assert catalogue_of_bytes(content) == catalogue
    assert as_bytes(catalogue_of_bytes(content)) == content


def test_the_bytes_do_not_depend_on_the_order_of_files_or_fields(tmp_path, catalogue):
    assert as_bytes(catalogue_of(reversed(catalogue.measures))) == as_bytes(catalogue)
    name, rest = SHORT.strip().split("\n", 1)
    one = read(written(tmp_path / "one", drawn=f"{name}\n{rest}"))
    other = read(written(tmp_path / "other", drawn=rest.replace("unit =", f"# note\n{name}\nunit =", 1)))
    assert as_bytes(one) == as_bytes(other)


def test_the_bytes_say_what_followed_from_the_file_and_leave_out_what_is_not_there(catalogue):
    by_id = {each["id"]: each for each in json.loads(as_bytes(catalogue))["measures"]}
    assert by_id["ready"]["change_unit"] == "percentage points"
    assert "parent" not in by_id["ready"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"{", "it is not JSON from line 1, column 2 on"),
        (b"[]", "it has no list of measures and nothing else"),
        (b'{"measures": [{"id": "x"}]}', "measure 1: name is missing"),
        (b'{"measures": NaN}', "it has NaN, which is not a number"),
    ],
)
def test_damaged_bytes_are_one_message(content, expected):
    with pytest.raises(InputError) as refused:
        catalogue_of_bytes(content)
    assert str(refused.value).startswith(f"The release's catalogue cannot be read: {expected}")
    assert str(refused.value).endswith("Restore its file, or publish again")


def test_bytes_with_an_id_twice_are_refused(catalogue):
    fields = json.loads(as_bytes(catalogue))
    content = json.dumps({"measures": [*fields["measures"], fields["measures"][0]]}).encode()
    with pytest.raises(InputError, match="it has an id twice"):
        catalogue_of_bytes(content)
