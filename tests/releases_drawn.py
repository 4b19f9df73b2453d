"""Small releases, published from tables that are drawn in the text of a test.

The country is Albion; its footprint, the Three Shires, adds up Northam, Southam and Westham.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from shapely.geometry import box

from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.measure_catalogue import catalogue_of
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.terms import PUBLISHED
from blmk_metrics.figures.identified import PRINTED
from blmk_metrics.publishing.answer_files import store_answers, store_list
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.publishing.printed_figures import printed_addresses
from blmk_metrics.publishing.storing import Signature, put_release, store, store_catalogue
from blmk_metrics.releases import Provenance, shipped_folder
from blmk_metrics.releases.manifest import written
from blmk_metrics.releases.reading import current_id
from tests.drawn import table

COUNTRY, FOOTPRINT, NORTHAM, SOUTHAM, WESTHAM = "ALB", "SHIRES", "NOR", "SOU", "WES"
PLACES = (NORTHAM, SOUTHAM, WESTHAM)
TODAY = date(2026, 11, 22)
REAL = Provenance(nature="real", source="A table", publisher="A publisher", licence="A licence", retrieved="2026-11-22")
AREAS = """
    area_code | area_name | full_name            | area_type | position
    SHIRES    | Shires    | The Three Shires     | footprint | 1
    NOR       | Northam   | Borough of Northam   | place     | 2
    SOU       | Southam   | Borough of Southam   | place     | 3
    WES       | Westham   | Borough of Westham   | place     | 4
    ALB       | Albion    | Kingdom of Albion    | country   | 5
"""
MEMBERS = """
    footprint_code | member_code
    SHIRES         | NOR
    SHIRES         | SOU
    SHIRES         | WES
"""
# A drawing, or rows already.
Rows = str | Sequence[Mapping[str, Any]]


def drawn_release(
    folder: Path, published: Mapping[str, Rows] | None = None, measures: Iterable[Measure] = (), **counted: Rows
) -> Path:
    """Publish a release in a folder and return the folder: estimates as `published` by the id of their measure, any
    table of the library by its name, in place of the areas above where it is of areas, and `measures` as the release's
    catalogue. A column that is not drawn is empty; an estimate without a category is of everybody."""
    extracts = [store(folder, name, each, REAL) for name, each in drawn_tables(**counted).items() if name != PUBLISHED]
    for measure, rows in (published or {}).items():
        extracts.append(store(folder, PUBLISHED, drawn_tables({measure: rows})[PUBLISHED], REAL, series=measure))
    catalogue = catalogue_of(measures)
    tables = drawn_tables(published, **counted)
    answers = store_answers(folder, catalogue, tables)
    printed = store_list(folder, PRINTED, printed_addresses(folder, catalogue, answers))
    answers = replace(answers, files=(*answers.files, printed))
    of_measures = store_catalogue(folder, catalogue)
    content = written("Drawn", TODAY, current_id(folder), extracts, of_measures, answers=answers)
    put_release(folder, content, Signature())
    return folder


def drawn_tables(published: Mapping[str, Rows] | None = None, **counted: Rows) -> dict[str, pa.Table]:
    """The tables of such a release, as they are opened."""
    estimates = [_estimate(measure, row) for measure, each in (published or {}).items() for row in _rows(each)]
    drawn = {"areas": AREAS, "area_members": MEMBERS, "published_figures": [], PUBLISHED: estimates, **counted}
    tables = {name: pa.Table.from_pylist(_rows(each), SCHEMAS[name]) for name, each in drawn.items()}
    return {**tables, "boundaries": _squares(), "european_standard_population": _standard()}


def _estimate(measure: str, row: Mapping[str, Any]) -> dict[str, Any]:
    whole = {"indicator_id": measure, "category_type": "all", "category": ""}
    return {**whole, **{name: cell for name, cell in row.items() if cell is not None}}


def _rows(drawn: Rows) -> list[dict[str, Any]]:
    return table(drawn) if isinstance(drawn, str) else [dict(row) for row in drawn]


def _squares() -> pa.Table:
    """A square for each Place, in a row, and a neighbour that is nobody's."""
    names = {NORTHAM: "Northam", SOUTHAM: "Southam", WESTHAM: "Westham", None: "Eastmoor"}
    squares = [box(at, 52, at + 1, 53).wkb for at in range(len(names))]
    return pa.table(
        {
            "area_code": pa.array(names.keys(), pa.string()),
            "name": pa.array(names.values(), pa.string()),
            "geometry": pa.array(squares, pa.binary()),
        }
    )


@cache
def _standard() -> pa.Table:
    return open_tables(shipped_folder()).tables["european_standard_population"]
