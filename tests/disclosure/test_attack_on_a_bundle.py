"""What a bundle shows of a population is what the attack is made on, to the last cell, and withstands it."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pytest
from shapely.geometry import box

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.measure_catalogue import catalogue_of
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.publishing.answer_files import store_answers
from blmk_metrics.publishing.bundles import publish_bundle
from blmk_metrics.publishing.storing import Signature, put_release, store, store_catalogue
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.releases.manifest import written
from tests.disclosure.attack import successes
from tests.disclosure.cells import published
from tests.disclosure.populations import Population, population
from tests.disclosure.releases import LOCAL, TODAY
from tests.disclosure.test_attack import FEW


def _with_the_rest(people: Population) -> Mapping[str, pa.Table]:
    """The tables of a population, and what every release has beside them: outlines, and nothing printed elsewhere."""
    tables = people.tables()
    areas, parts = (tables[name].to_pylist() for name in ("areas", "small_areas"))
    outlines = [
        {"area_code": each["area_code"], "name": each["area_code"], **_square(at)} for at, each in enumerate(areas)
    ]
    small = [{**each, **_square(at)} for at, each in enumerate(parts)]
    return {
        **tables,
        "boundaries": pa.Table.from_pylist(outlines),
        "published_figures": SCHEMAS["published_figures"].empty_table(),
        "small_areas": pa.Table.from_pylist(small, schema=SCHEMAS["small_areas"]),
    }


def _square(at: int) -> dict[str, bytes]:
    return {"geometry": box(at, 52, at + 1, 53).wkb}


def _shown_in_a_bundle(people: Population, folder: Path) -> dict[str, tuple[Row, ...]]:
    """All that a bundle of a population shows, by cut."""
    tables, catalogue = _with_the_rest(people), catalogue_of([people.measure])
    answers = store_answers(folder / "data", catalogue, tables)
    extracts = [store(folder / "data", name, table, LOCAL) for name, table in tables.items()]
    file = store_catalogue(folder / "data", catalogue)
    put_release(folder / "data", written("People", TODAY, "", extracts, file, (), answers), Signature())
    publish_bundle(folder / "data", folder / "public", Signature())
    edition = open_edition(folder / "public")
    assert edition.measures() == (people.measure,)
    rows = {cut: edition.measured(people.measure, cut) for cut, _ in edition.series(people.measure)}
    edition.answers.close()
    return rows


@pytest.mark.parametrize("seed", FEW)
def test_a_bundle_shows_what_is_attacked_and_nothing_else(tmp_path, seed):
    people = population(seed)
    engine = open_engine(people.tables())
    assert _shown_in_a_bundle(people, tmp_path) == {
        cut: rows for cut, rows in published(people, engine).items() if rows
    }
    engine.close()


def test_no_small_count_can_be_narrowed_down_from_a_bundle(tmp_path):
    people = population(FEW[0])
    assert successes(people, _shown_in_a_bundle(people, tmp_path)) == []
