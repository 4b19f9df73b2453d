"""Every cell of every measured table stays what it was, whatever becomes of the code that makes it; and is typed in its
row as the SQL makes it: a field for each column, and no cell of another type.

`tests/golden/measured_shipped.parquet` is the release that ships, `measured_suppressed.parquet` that of
`tests/disclosure`, in which much is hidden: every measure in every cut, basis, average and summary, all columns.
"""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blmk_metrics.catalogue.rows import FIELDS, Row, rows_of
from blmk_metrics.catalogue.variants import variants
from blmk_metrics.catalogue.verdicts import VERDICTS, shown_columns
from blmk_metrics.pipeline.counting import open_engine, series
from blmk_metrics.pipeline.stages import measured_table
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases import Release
from tests.disclosure.releases import counts, published
from tests.shipped import MEASURES

GOLDEN = Path(__file__).parent / "golden"
KEYS = ("indicator_id", "average", "summary", "category_type", "basis", "area_code", "category", "period")
# The files were written when a benchmark was still called a comparator.
OLD_WORD, WORD = "comparator", "benchmark"
# Versions of the libraries may differ in the last digits of floating point.
RELATIVE = 1e-12
TYPES = {name: frozenset(get_args(hint) or (hint,)) for name, hint in get_type_hints(Row).items() if name in FIELDS}
# A measured table, and the average and summary that it is of.
Measured = tuple[pa.Table, dict[str, str]]


@pytest.fixture(scope="module")
def shipped(release: Release) -> list[Measured]:
    """Every measured table of the release that ships."""
    return list(measured_tables(release))


@pytest.fixture(scope="module")
def suppressed(release: Release, tmp_path_factory: pytest.TempPathFactory) -> list[Measured]:
    """Every measured table of a release in which much is hidden."""
    folder = published(tmp_path_factory.mktemp("suppressed"), release, counts())
    return list(measured_tables(open_tables(folder)))


def measured_tables(release: Release) -> Iterator[Measured]:
    """Every measured table that a release can give, and the average and summary that it is of."""
    engine = open_engine(release.tables)
    for measure in MEASURES.values():
        for one in series(measure, engine):
            for variant in variants(measure):
                table = measured_table(measure, engine, one.category_type, one.basis, variant)
                average, summary = variant.average, variant.summary
                yield (
                    table,
                    {"average": average.method if average else "", "summary": summary.method if summary else ""},
                )
    engine.close()


def measured_rows(tables: Iterable[Measured]) -> Iterator[dict[str, Any]]:
    """Every row of every measured table, with its average and summary."""
    return ({**row, **variant} for table, variant in tables for row in table.to_pylist())


def differing(expected: Path, rows: Iterator[dict[str, Any]]) -> list[str]:
    """Every cell that is not what the golden file has, and every row that either side lacks."""
    before = {_key(row): row for row in map(_renamed, pq.read_table(expected).to_pylist())}
    after = {_key(row): row for row in rows}
    lacking = [f"{key}: only on one side" for key in sorted(before.keys() ^ after.keys(), key=str)]
    return lacking + [
        f"{key} {column}: {before[key][column]!r}, now {row.get(column)!r}"
        for key, row in after.items()
        for column in before.get(key, ())
        if not _same(before[key][column], row.get(column))
    ]


def test_no_cell_of_the_release_that_ships_differs_from_the_golden_file(shipped):
    assert differing(GOLDEN / "measured_shipped.parquet", measured_rows(shipped)) == []


def test_no_cell_of_a_release_with_hidden_counts_differs_from_the_golden_file(suppressed):
    assert differing(GOLDEN / "measured_suppressed.parquet", measured_rows(suppressed)) == []


@pytest.mark.parametrize("tables", ["shipped", "suppressed"])
def test_the_fields_of_a_row_are_the_columns_that_the_sql_makes(request, tables):
    columns = frozenset(shown_columns(VERDICTS))
    assert {frozenset(table.column_names) for table, _ in request.getfixturevalue(tables)} == {columns}
    assert columns >= {*FIELDS}


@pytest.mark.parametrize("tables", ["shipped", "suppressed"])
def test_every_cell_has_a_type_of_its_fields_annotation(request, tables):
    rows = [row for table, _ in request.getfixturevalue(tables) for row in rows_of(table)]
    assert len(rows) > 500
    found = {name: {type(cell) for cell in cells} for name, cells in zip(FIELDS, zip(*rows, strict=True), strict=False)}
    assert {name: types - TYPES[name] for name, types in found.items() if not types <= TYPES[name]} == {}


def test_every_cell_of_a_table_is_found_again_in_its_row(suppressed):
    for table, _ in suppressed:
        assert [row.cells() for row in rows_of(table)] == table.to_pylist()


@pytest.mark.parametrize("column", ["value", "comparison", "change_percent", "gap", "reason"])
def test_a_changed_cell_is_found(column):
    golden = map(_renamed, pq.read_table(GOLDEN / "measured_shipped.parquet").to_pylist())
    row = next(row for row in golden if row["gap"])
    assert differing(GOLDEN / "measured_shipped.parquet", iter([{**row, column: "other"}]))[-1].startswith(
        f"{_key(row)} {column}: "
    )


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    """A golden row with its columns, and the reasons in them, in the words of now."""
    return {
        column.replace(OLD_WORD, WORD): cell.replace(OLD_WORD, WORD) if isinstance(cell, str) else cell
        for column, cell in row.items()
    }


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name] for name in KEYS)


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, float) and isinstance(after, float):
        return math.isclose(before, after, rel_tol=RELATIVE, abs_tol=RELATIVE)
    return before == after
