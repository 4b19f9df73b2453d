"""Small tables drawn in the text of a test, and single measured rows."""

from typing import Any

import pyarrow as pa

from blmk_metrics.catalogue import verdicts
from blmk_metrics.catalogue.rows import ENUMS, FIELDS, Row


def table(drawing: str) -> list[dict[str, Any]]:
    """Rows of a drawing: the first line names the columns; a blank is missing; numbers and truths are recognised."""
    lines = [[cell.strip() for cell in line.split("|")] for line in drawing.strip().splitlines()]
    return [dict(zip(lines[0], map(_cell, line), strict=True)) for line in lines[1:]]


def arrow(drawing: str) -> pa.Table:
    """A drawing as an Arrow table."""
    return pa.Table.from_pylist(table(drawing))


def drawn_row(**cells: Any) -> Row:
    """A measured row with these cells: without them, a Place's row that has no figure, no verdict and no reason."""
    words = {
        **{"indicator_id": "drawn", "polarity": "high is good", "basis": "computed"},
        **{"area_code": "A", "area_name": "A", "area_type": "place", "position": 1},
        **{"period": "2023", "baseline_period": "2019", "category_type": "all", "category": "all"},
        **{"comparison": "not compared", "trend": "cannot be calculated", "change_verdict": "cannot say"},
    }
    further = [each for each in verdicts.shown_columns(verdicts.VERDICTS) if each not in FIELDS]
    cells = {**dict.fromkeys(FIELDS), "further": dict.fromkeys(further), **words, **cells}
    enums = {name: kind(cells[name]) for name, kind in ENUMS.items() if cells[name] is not None}
    return Row(**{**cells, **enums})


def same(rows: list[dict[str, Any]], drawing: str) -> bool:
    """Whether rows equal a drawing, in any order, on the drawing's columns."""
    expected = table(drawing)
    columns = list(expected[0])
    return sorted(repr([_plain(row[column]) for column in columns]) for row in rows) == sorted(
        repr([_plain(row[column]) for column in columns]) for row in expected
    )


def _plain(cell: Any) -> Any:
    """Numbers compare by value, whatever their type; truths stay truths."""
    return float(cell) if isinstance(cell, (int, float)) and not isinstance(cell, bool) else cell


def _cell(text: str) -> Any:
    if text == "":
        return None
    if text in ("true", "false"):
        return text == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
