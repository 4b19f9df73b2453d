"""A row is typed as the SQL makes it: a field for each column, and no cell of another type."""

from pathlib import Path
from typing import get_args, get_type_hints

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.rows import FIELDS, Row, rows_of
from blmk_metrics.catalogue.verdicts import VERDICTS, shown_columns
from blmk_metrics.releases import Release, open_release
from tests.disclosure.releases import counts, published
from tests.test_measured_figures import measured_tables

TYPES = {name: frozenset(get_args(hint) or (hint,)) for name, hint in get_type_hints(Row).items() if name in FIELDS}


@pytest.fixture(scope="module")
def shipped(release: Release) -> list[pa.Table]:
    """Every measured table of the release that ships."""
    return [table for table, _ in measured_tables(release)]


@pytest.fixture(scope="module")
def suppressed(tmp_path_factory: pytest.TempPathFactory, release: Release) -> list[pa.Table]:
    """Every measured table of a release in which much is hidden."""
    folder: Path = published(tmp_path_factory.mktemp("suppressed"), release, counts())
    return [table for table, _ in measured_tables(open_release(folder))]


@pytest.mark.parametrize("tables", ["shipped", "suppressed"])
def test_the_fields_of_a_row_are_the_columns_that_the_sql_makes(request, tables):
    columns = frozenset(shown_columns(VERDICTS))
    assert {frozenset(table.column_names) for table in request.getfixturevalue(tables)} == {columns}
    assert columns >= {*FIELDS}


@pytest.mark.parametrize("tables", ["shipped", "suppressed"])
def test_every_cell_has_a_type_of_its_fields_annotation(request, tables):
    rows = [row for table in request.getfixturevalue(tables) for row in rows_of(table)]
    assert len(rows) > 500
    found = {name: {type(cell) for cell in cells} for name, cells in zip(FIELDS, zip(*rows, strict=True), strict=False)}
    assert {name: types - TYPES[name] for name, types in found.items() if not types <= TYPES[name]} == {}


def test_every_cell_of_a_table_is_found_again_in_its_row(suppressed):
    for table in suppressed:
        assert [row.cells() for row in rows_of(table)] == table.to_pylist()


def test_columns_beyond_the_fields_are_in_further_and_found_by_their_name(shipped):
    table = shipped[0].slice(0, 2).select(FIELDS)
    wider = table.append_column("target", pa.array([70.5, None])).append_column(
        "target_reason", pa.array([None, "no target"])
    )
    first, second = rows_of(wider)
    assert (first.further, second.further) == (
        {"target": 70.5, "target_reason": None},
        {"target": None, "target_reason": "no target"},
    )
    assert (first.cell("target"), second.cell("target_reason")) == (70.5, "no target")
    assert first.cells() == wider.to_pylist()[0]
    assert first._replace(further={}) == rows_of(table)[0]


def test_a_column_is_read_by_its_name_wherever_it_stands(shipped):
    turned = shipped[0].select(shipped[0].column_names[::-1])
    assert rows_of(turned) == rows_of(shipped[0])


@pytest.mark.parametrize("column", ["of_no_verdict", "further", "cells", "count"])
def test_a_cell_of_no_column_of_the_table_is_refused(shipped, column):
    with pytest.raises(KeyError, match=column):
        rows_of(shipped[0])[0].cell(column)
