"""The reference figures."""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

FOLDER = Path(__file__).resolve().parent.parent / "golden"
LIMITS = {
    "lower_ci_95": "lower95_0cl",
    "upper_ci_95": "upper95_0cl",
    "lower_ci_998": "lower99_8cl",
    "upper_ci_998": "upper99_8cl",
}


def golden(name: str) -> list[dict[str, str]]:
    """Rows of one reference file, as text."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def figure(text: str) -> float | None:
    """A reference figure, or None where it is blank."""
    return float(text) if text not in ("", "NA") else None


def agrees(ours: float | None, reference: str) -> bool:
    """Whether a figure agrees to 1e-9 relative, and is missing where the reference is."""
    expected = figure(reference)
    return ours is None if expected is None else ours == pytest.approx(expected, rel=1e-9, abs=1e-12)


def strata(rows: list[dict]) -> pa.Table:
    """Strata for a method: whatever columns are given, the others empty."""
    columns = {
        "stratum": pa.int64(),
        "quantile": pa.int32(),
        "age_band": pa.string(),
        "numerator": pa.float64(),
        "denominator": pa.float64(),
        "squared_half_width": pa.float64(),
        "event_variance": pa.float64(),
        "standard_population": pa.float64(),
    }
    filled = [{name: row.get(name) for name in columns} for row in rows]
    return pa.Table.from_pylist(filled, schema=pa.schema(list(columns.items())))
