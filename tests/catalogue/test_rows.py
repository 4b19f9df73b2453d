"""A row is read from a measured table by the names of its columns, whichever these are and wherever they stand."""

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.rows import FIELDS, rows_of
from blmk_metrics.pipeline.stages import measured_table
from tests.shipped import MEASURES


@pytest.fixture(scope="module")
def table(engine) -> pa.Table:
    """One measured table. That those of every measure have the fields of a row is in tests/test_measured_figures.py."""
    return measured_table(next(iter(MEASURES.values())), engine)


def test_columns_beyond_the_fields_are_in_further_and_found_by_their_name(table):
    table = table.slice(0, 2).select(FIELDS)
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


def test_a_column_is_read_by_its_name_wherever_it_stands(table):
    turned = table.select(table.column_names[::-1])
    assert rows_of(turned) == rows_of(table)


@pytest.mark.parametrize("column", ["of_no_verdict", "further", "cells", "count"])
def test_a_cell_of_no_column_of_the_table_is_refused(table, column):
    with pytest.raises(KeyError, match=column):
        rows_of(table)[0].cell(column)
