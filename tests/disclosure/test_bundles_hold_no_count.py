"""No number that was counted, and no sum that a small count could be told from, is in a bundle or in what serves it."""

import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from blmk_metrics.publishing.bundles import publish_bundle
from blmk_metrics.publishing.storing import Signature
from blmk_metrics.releases.edition import open_edition
from tests.browser.server import app_server
from tests.disclosure.answering import process_with
from tests.disclosure.memory import forms, found_in_memory
from tests.disclosure.planted import ALIAS, Planted, planted
from tests.disclosure.releases import LUTON, YEARS
from tests.disclosure.visiting import visited
from tests.installed import needed
from tests.shipped import MEASURES

FALLS = MEASURES["falls_admissions"]
# Enough of them for a search of all of a process's memory.
FEW = 3


@pytest.fixture(scope="module")
def release_planted(tmp_path_factory, release) -> Planted:
    """The release that is searched for. Not to change."""
    return planted(tmp_path_factory.mktemp("planted") / "data", release)


@pytest.fixture(scope="module")
def bundle(release_planted, tmp_path_factory) -> Path:
    """A bundle of it. Not to change."""
    target = tmp_path_factory.mktemp("bundle") / "public"
    publish_bundle(release_planted.folder, target, Signature())
    return target


def _cells(folder: Path) -> Iterator[object]:
    """Every cell of every Parquet file in a folder, every value of every JSON file, and the content of any other."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes()
        if path.suffix == ".parquet":
            metadata = pq.read_metadata(io.BytesIO(content)).metadata or {}
            yield from (each.decode("latin-1") for pair in metadata.items() for each in pair)
            for column in pq.read_table(io.BytesIO(content)).columns:
                yield from column.to_pylist()
        elif path.suffix == ".json":
            yield from _values(json.loads(content))
        else:
            yield content.decode()


def _values(value: object) -> Iterator[object]:
    inner = (*value, *value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
    if inner is None:
        yield value
    else:
        for each in inner:
            yield from _values(each)


def _found(numbers: Iterable[int], cells: Iterable[object]) -> set[int]:
    """Those of some numbers that are cells, or written in one."""
    wanted, cells = set(numbers), list(cells)
    as_numbers = {each for each in cells if isinstance(each, int | float)}
    texts = "\n".join({str(each) for each in cells if not isinstance(each, int | float | bytes)})
    written = {number for number in wanted if f"{number}" in texts or f"{number:,}" in texts}
    return wanted & as_numbers | written


def test_what_is_planted_is_hidden_and_all_of_it_together_is_shown(bundle):
    edition = open_edition(bundle)
    whole, by_sex = (
        [
            row
            for row in edition.measured(FALLS, cut)
            if row.area_code == LUTON and row.period.startswith(str(YEARS[-1]))
        ]
        for cut in ("all", "sex")
    )
    edition.answers.close()
    assert {row.category: row.numerator for row in by_sex} == {"Female": None, "Male": None}
    assert [row.numerator > 10**7 for row in whole] == [True]


def test_no_number_that_was_counted_or_is_hidden_is_in_any_cell_of_a_bundle(release_planted, bundle):
    cells = list(_cells(bundle))
    assert len(cells) > 5_000
    assert _found(release_planted.secret, cells) == set()
    assert ALIAS not in "\n".join(map(str, cells))


def test_the_search_of_cells_finds_them_in_the_extracts(release_planted):
    cells = list(_cells(release_planted.folder / "extracts"))
    assert _found(release_planted.secret, cells) == {*release_planted.counted}
    assert ALIAS in cells


def test_no_file_of_a_bundle_has_their_bytes(release_planted, bundle):
    whole = b"\n".join(path.read_bytes() for path in bundle.rglob("*") if path.is_file())
    assert [number for number in release_planted.secret if any(form in whole for form in forms(number))] == []


def test_no_such_number_is_in_the_memory_of_a_process_that_has_every_figure_of_a_bundle(release_planted, bundle):
    with process_with("figures", bundle) as pid:
        assert found_in_memory(pid, _some(release_planted), [ALIAS]) == set()


@pytest.mark.slow
def test_nor_in_that_of_a_process_that_has_every_figure_of_the_whole_release(release_planted):
    with process_with("figures", release_planted.folder) as pid:
        assert found_in_memory(pid, _some(release_planted), [ALIAS]) == set()


def test_the_search_of_memory_finds_them_where_the_extracts_are_open(release_planted):
    counted = release_planted.counted[:FEW]
    with process_with("extracts", release_planted.folder) as pid:
        assert found_in_memory(pid, counted, [ALIAS]) == {*counted, ALIAS}


def test_the_search_of_memory_finds_what_is_shown(bundle):
    edition = open_edition(bundle)
    shown = {int(row.numerator) for row in edition.measured(FALLS) if row.numerator and row.area_code == LUTON}
    edition.answers.close()
    with process_with("figures", bundle) as pid:
        assert found_in_memory(pid, shown) == shown


@pytest.mark.slow
@pytest.mark.browser
def test_no_such_number_is_in_the_memory_of_a_server_of_a_bundle_whose_pages_were_read(
    release_planted, bundle, tmp_path
):
    needed("chromium")
    pages = [f"{page}?place={LUTON}" for page in ("", FALLS.id, "compare_areas", "data_and_provenance", "report_pack")]
    pages.append(f"inequalities?place={LUTON}&measure={FALLS.id}&by=sex")
    with app_server(bundle) as (address, pid):
        visited(address, tmp_path / "received.json", *pages)
        assert found_in_memory(pid, _some(release_planted), [ALIAS]) == set()


def _some(release: Planted) -> tuple[int, ...]:
    return (*release.hidden, *release.counted[:FEW], *release.summed[:FEW])
