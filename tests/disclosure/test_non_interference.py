"""Nothing that leaves the library tells two releases apart that differ only in what is hidden."""

import csv
import itertools
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import streamlit as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.stages import measured_table
from blmk_metrics.publishing.bundles import publish_bundle
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.publishing.storing import Signature, roll_back
from blmk_metrics.releases import MANIFEST, manifest_id, read_manifest
from blmk_metrics.table_files import FORMATS
from tests.disclosure.artefacts import CUTS, LOCAL, State, differing, received, states
from tests.disclosure.releases import (
    counts,
    published,
    with_hidden_moved,
    with_one_more_shown,
    without_small_counts,
)

BLMK, BEDFORD, CENTRAL, LUTON, MILTON_KEYNES = "E54000024", "E06000055", "E06000056", "E06000032", "E06000042"
# A few pages on which hidden counts stand or of which one is the benchmark, the baseline, or a point of the trend.
SOME = (
    State("overview", BEDFORD),
    State("priority", LUTON, "first_condition_gap"),
    State("priority", MILTON_KEYNES, "falls_admissions"),
    State("inequalities", LUTON, parameters=(("measure", "falls_admissions"), ("by", "sex"))),
    State("inequalities", BEDFORD, parameters=(("measure", "first_condition_gap"), ("by", "deprivation_quintile"))),
    State("neighbourhoods", BEDFORD, parameters=(("level", "lsoa"), ("show", "falls_admissions"))),
    State("meeting_mode", BEDFORD),
    State("data_and_provenance", BLMK),
)

# Reports and meetings whole, and every page in every state, are received with the slow tests.
FEW = (("csv",), ())


@pytest.fixture(scope="module")
def folders(tmp_path_factory, release) -> dict[str, Path]:
    """Three releases after the same one before: one, one with other hidden counts, one with another count shown."""
    original, before = counts(), without_small_counts(counts())
    versions = {"one": original, "moved": with_hidden_moved(original), "shown": with_one_more_shown(original)}
    folder = tmp_path_factory.mktemp("disclosure")
    found = {name: published(folder / name, release, before, each) for name, each in versions.items()}
    return found | {f"{name}, bundled": _bundled(each) for name, each in found.items()}


def _bundled(folder: Path) -> Path:
    """A bundle of a folder's release, and before it of the release before."""
    whole = Path(shutil.copytree(folder, folder.with_name(f"{folder.name} copied")))
    target = folder.with_name(f"{folder.name} bundled")
    for each in (read_manifest(folder / MANIFEST).previous, manifest_id(folder)):
        roll_back(whole, each, Signature())
        publish_bundle(whole, target, Signature())
    return target


@pytest.fixture(scope="module")
def receive(folders) -> Callable[..., dict[str, str]]:
    """Gather what can be received of one of the releases; what was gathered once is given again."""

    @cache
    def gather(
        name: str, views: tuple[State, ...], formats: tuple[str, ...], exports: tuple[tuple[str, str], ...]
    ) -> dict[str, str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("BLMK_DATA", str(folders[name]))
            st.cache_resource.clear()
            return received(folders[name], views, formats, exports)

    return gather


def test_the_two_releases_do_differ_and_much_of_them_is_hidden(folders):
    tables = [open_tables(folders[name]).tables for name in ("one", "moved")]
    for measure in LOCAL.values():
        assert any(tables[0][name] != tables[1][name] for name in measure.extracts), measure.id
    rows = [row for row in _measured(folders["one"]) if row["numerator"] is None]
    assert {row["area_code"] for row in rows} == {BLMK, BEDFORD, CENTRAL, LUTON, MILTON_KEYNES}
    assert {row["category_type"] for row in rows} == {"all", *itertools.chain(*CUTS.values())}
    assert {row["indicator_id"] for row in rows} == LOCAL.keys()


def test_pages_downloads_and_commands_do_not_depend_on_hidden_counts(receive):
    one, moved = (receive(name, SOME, *FEW) for name in ("one", "moved"))
    assert len(one) > 40
    assert differing(one, moved) == {}


def test_a_count_that_is_shown_is_seen_to_differ(receive):
    # Where a fall of Luton stands, and where releases are laid side by side.
    one, shown = receive("one", SOME, *FEW), receive("shown", (SOME[3], SOME[-1]), (), ())
    differ = differing({name: one[name] for name in shown}, shown)
    assert any(name.startswith("page ") for name in differ)
    assert "command diff" in differ
    # Side by side in public, the two releases could be subtracted.
    assert not any(name.startswith("page data_and_provenance") for name in differ)


def test_the_answers_of_two_releases_that_differ_in_hidden_counts_only_are_the_same_files(folders):
    one, moved, shown = (
        {path.name: path.read_bytes() for path in (folders[f"{name}, bundled"] / "answers").iterdir()}
        for name in ("one", "moved", "shown")
    )
    assert one == moved
    assert one != shown


def test_what_is_received_of_a_bundle_does_not_depend_on_hidden_counts_either(receive):
    views = (SOME[0], SOME[5], SOME[-1])
    one, moved = (receive(f"{name}, bundled", views, (), ()) for name in ("one", "moved"))
    assert {"command diff", "command status"} < one.keys()
    assert differing(one, moved) == {}


@pytest.mark.slow
def test_nothing_at_all_depends_on_hidden_counts(receive):
    places = (BLMK, BEDFORD, CENTRAL, LUTON, MILTON_KEYNES)
    views = states(places, 6)
    exports = (("meeting", BEDFORD), *(("report", place) for place in places))
    one, moved = (receive(name, views, FORMATS, exports) for name in ("one", "moved"))
    assert len(one) > 500
    assert differing(one, moved) == {}


def test_no_field_of_a_hidden_row_holds_its_true_count(folders, receive):
    hidden = {_key(row) for row in _measured(folders["one"]) if row["numerator"] is None}
    uncontrolled = {_key(row): row for row in _measured(folders["one"], disclosure=Regime.OFFICIAL)}
    found = 0
    for name, text in receive("one", SOME, *FEW).items():
        for row in _rows_in(text):
            if _key(row) in hidden:
                found += 1
                numbers = {round(number, 1) for cell in row.values() if (number := _number(cell)) is not None}
                true = (uncontrolled[_key(row)][field] for field in ("numerator", "value"))
                assert not numbers & {round(number, 1) for number in true if number is not None}, (name, row)
    assert found > 50


def _measured(folder: Path, **changed: Regime) -> list[dict]:
    """Every measured row of a release below country level; perhaps under other disclosure rules than its own."""

    def under(measure: Measure) -> Measure:
        return replace(measure, counts=replace(measure.counts, **changed))

    engine = open_engine(open_tables(folder).tables)
    rows = [
        row
        for name, cuts in CUTS.items()
        for cut in ("all", *cuts)
        for row in measured_table(under(LOCAL[name]), engine, cut).to_pylist()
        if row["area_type"] != "country"
    ]
    engine.close()
    return rows


def _key(row: dict) -> tuple[str, str, str]:
    """What tells a row from all others: no category is of two cuts, and no period of two measures."""
    return row["area_code"], row["category"], row["period"]


def _rows_in(text: str) -> Iterator[dict]:
    """The measured rows in a CSV or JSON text, or in a chart's specification, below the file's name if there is one."""
    for body in (text, text.partition("\n")[2]):
        if body.startswith("indicator_id,"):
            yield from csv.DictReader(body.splitlines())
        elif body.startswith(("[", "{")):
            yield from _rows_below(json.loads(body))


def _rows_below(value: object) -> Iterator[dict]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and value.keys() >= {"area_code", "category", "period"}:
        yield value
    for each in inner:
        yield from _rows_below(each)


def _number(cell: object) -> float | None:
    try:
        return float(cell)
    except (TypeError, ValueError):
        return None
