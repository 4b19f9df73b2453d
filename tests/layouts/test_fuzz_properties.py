"""What holds of any bytes, any cell and any text: properties, drawn by Hypothesis."""

import csv
import io
import json
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blmk_metrics import layouts
from blmk_metrics.table_files import encode, rows_as_csv
from tests.layouts.layouts import BY_NAME, LAYOUTS
from tests.layouts.oracle import no_more_than, outcome

SETTINGS = settings(
    deadline=None, max_examples=40, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SMALL = BY_NAME["annual_population_survey"]


@SETTINGS
@given(st.binary(max_size=300))
def test_bytes_of_no_kind_are_refused(tmp_path, content):
    assert isinstance(outcome(tmp_path / "download", content, SMALL.reference), str)


@SETTINGS
# Python's writer leaves a lone carriage return bare, which begins a row: that file is no longer one of such a cell.
@given(st.text(st.characters(exclude_characters="\r"), max_size=30))
def test_a_cell_is_the_number_it_says_or_is_refused(tmp_path, cell):
    found = outcome(tmp_path / "download", SMALL.having(0, "half_width_95", cell).text(), SMALL.reference)
    _check_cell(found, cell)


@SETTINGS
@given(st.from_regex(r"[ ]?[+-]?[0-9]{0,4}(,[0-9]{2,4})?(\.[0-9]{0,3})?([eE]-?[0-9]{1,2})?", fullmatch=True))
def test_what_looks_like_a_number_is_that_number_or_is_refused(tmp_path, cell):
    _check_cell(outcome(tmp_path / "download", SMALL.having(0, "half_width_95", cell).text(), SMALL.reference), cell)


def _check_cell(found: layouts.Reading | str, cell: str) -> None:
    if isinstance(found, layouts.Reading):
        value = found.parts[0].table["half_width_95"].to_pylist()[0]
        assert value == (float(Decimal(cell.strip().replace(",", ""))) if cell.strip() else None)
    else:
        assert "line 2: half_width_95" in found


@SETTINGS
@given(st.sampled_from([each for each in LAYOUTS if len(each.rows) < 20]), st.randoms(use_true_random=False), st.data())
def test_two_faults_at_once_say_no_more_than_the_whole_file(tmp_path, layout, rng, data):
    original = outcome(tmp_path / "clean", layout.text(), layout.reference)
    one, other = (data.draw(st.sampled_from([*BYTEWISE])) for _ in "12")
    content = BYTEWISE[other](BYTEWISE[one](layout.text(), rng), rng)
    found = outcome(tmp_path / "download", content, layout.reference)
    assert isinstance(found, str) or no_more_than(found, original)


def _at(text: str, place: int, what: str) -> str:
    return text[:place] + what + text[place:]


# Faults that can follow one another. Two commas or line ends could mend each other's count of cells.
BYTEWISE = {
    "cut": lambda text, rng: text[: rng.randrange(1, len(text)) if len(text) > 1 else 1],
    "a quote": lambda text, rng: _at(text, rng.randrange(len(text)), '"'),
    "a control character": lambda text, rng: _at(text, rng.randrange(len(text)), "\x07"),
    "a letter that is none": lambda text, rng: _at(text, rng.randrange(len(text)), "\ufffd"),
    "a line again": lambda text, rng: _again(text, rng),
}


def _again(text: str, rng) -> str:
    lines = text.splitlines(keepends=True)
    place = rng.randrange(len(lines))
    # A line that has no end would join the next.
    return "".join([*lines[:place], lines[place], *lines[place:]]) if lines[place].endswith("\n") else text


@pytest.mark.parametrize(
    "word", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+A1", "-A1", " =1", "\t=1", "\r=1", "＝1", "=1\r=1"]
)
def test_words_that_a_publisher_wrote_are_no_formula_in_a_download(tmp_path, word):
    layout = BY_NAME["fingertips 27"].having(0, "Value note", word).having(0, "Value", "")
    (part,) = layouts.read(_written(tmp_path, layout.text(quoting=csv.QUOTE_ALL)), layout.reference).parts
    assert part.table["note"].to_pylist()[0] == word.strip()
    for content in (encode(part.table, "csv"), rows_as_csv(part.table.to_pylist(), {"source": word})):
        cells = [cell for row in csv.reader(io.StringIO(content.decode(), newline="")) for cell in row]
        assert "'" + word.strip().replace("\r", "\n") in cells
        assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝")]
    assert json.loads(encode(part.table, "json"))[0]["note"] == word.strip()


def test_numbers_signs_and_plain_words_stay_as_they_are_in_a_download():
    cells = ["-34.1", "+2", "-1,234.5", "-5%", "-", "2022/23", "Luton", "", "a=b", "E06000032", "−2.4"]
    written = encode(pa.table({"said": cells, "value": [-1.5] * len(cells)}), "csv").decode()
    assert [row["said"] for row in csv.DictReader(io.StringIO(written))] == cells
    assert "'" not in written


def _written(folder, text: str):
    path = folder / "download.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path
