"""Files as their publishers make them, made into the tables of a release. Each module knows one kind of file.

A kind of file is recognised by its content, never by its name.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from blmk_metrics.errors import InputError
from blmk_metrics.layouts import (
    boundaries,
    counted,
    deprivation,
    early_years,
    fingertips,
    lait,
    local_statistics,
    nomis,
    nomis_wizard,
    population,
    release_tables,
)
from blmk_metrics.layouts.csv_records import first_records
from blmk_metrics.layouts.parts import Part, Reference
from blmk_metrics.layouts.sheets import Account, Sheet, sheet
from blmk_metrics.layouts.texts import decoded


class Adapter(Protocol):
    """What a module for a kind of file of rows must have; `self` is the module."""

    TITLE: str

    def recognises(self, header: list[str]) -> bool:
        """Whether a header is of this kind."""

    def read(self, sheet: Sheet, reference: Reference) -> list[Part]:
        """What its rows give to a release. Raises InputError when they cannot be used whole."""


ADAPTERS: tuple[Adapter, ...] = (
    fingertips,
    nomis,
    nomis_wizard,
    early_years,
    lait,
    local_statistics,
    deprivation,
    population,
    release_tables,
)


@dataclass(frozen=True)
class Reading:
    """What one file gave: its kind, its rows by table, and what was left out."""

    path: Path
    kind: str
    parts: tuple[Part, ...]
    account: Account


def read(path: Path, reference: Reference) -> Reading:
    """Recognise a file and read it. Raises InputError, naming file, line and reason, when it cannot be used whole."""
    reading = _read(path, reference)
    for part in reading.parts:
        figures = part.table["value"] if part.series else part.table.columns[0]
        if figures.null_count == len(figures):
            raise InputError(
                f"{path} gives not one figure for {part.name.replace('_', ' ')}: nothing of it can be used"
            )
    return reading


def _read(path: Path, reference: Reference) -> Reading:
    if counted.recognises(path):
        account = Account()
        return Reading(path, counted.TITLE, tuple(counted.read(path, reference, account)), account)
    if boundaries.recognises(text := decoded(path)):
        account = Account()
        return Reading(path, boundaries.TITLE, tuple(boundaries.read(path, reference, account)), account)
    for header in first_records(path, text):
        for adapter in ADAPTERS:
            if adapter.recognises(header):
                rows = sheet(path, text, header)
                return Reading(path, adapter.TITLE, tuple(adapter.read(rows, reference)), rows.account)
    kinds = ", ".join((*(adapter.TITLE for adapter in ADAPTERS), boundaries.TITLE, counted.TITLE))
    raise InputError(f"{path} is of no kind that is known ({kinds}): its header may have changed")
