"""What becomes of a release's extracts when a file brings new rows: what is joined, what is replaced, what is out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from blmk_metrics.catalogue.extracts import MERGED_BY
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.parts import Part
from blmk_metrics.publishing.extract_tables import table_of
from blmk_metrics.publishing.storing import store
from blmk_metrics.releases import Extract, Provenance

# What counts made from records must share to be one series.
RULES = ("conditions", "washout_days", "indices_of_deprivation")


def joined(
    folder: Path, extracts: list[Extract], part: Part, provenance: Provenance, catalogue: Catalogue
) -> tuple[list[Extract], list[Extract]]:
    """Extracts with one part among them, and those it put out: a published series is replaced whole, since two
    releases of one are never spliced; of tables of several files, what the part says anew; any other table, whole."""
    added = store(folder, part.name, part.table, provenance, part.series)
    _refuse_invented_for_real(extracts, added, catalogue)
    stay, out = [], []
    for extract in extracts:
        if extract.name != part.name or extract.series != part.series:
            stay.append(extract)
            continue
        rest = _rest(folder, extract, part)
        if rest is not None and len(rest):
            _refuse_splicing(extract, provenance)
            stay.append(store(folder, extract.name, rest, extract.provenance))
        else:
            out.append(extract)
    return [*(each for each in stay if each.file != added.file), added], out


def without_displaced(extracts: list[Extract], catalogue: Catalogue) -> tuple[list[Extract], list[Extract]]:
    """Real beats synthetic: once a measure has any real series, its synthetic extracts are out. Gives the two lists."""
    real = [
        measure
        for measure in catalogue.measures
        if any(each.is_of(measure) and each.provenance.nature == "real" for each in extracts)
    ]
    out = [
        each
        for each in extracts
        if each.provenance.nature == "synthetic" and any(each.is_of(measure) for measure in real)
    ]
    return [each for each in extracts if each not in out], out


def _refuse_invented_for_real(extracts: list[Extract], added: Extract, catalogue: Catalogue) -> None:
    """Raise InputError where synthetic rows would replace real ones, or could not be shown for those there are."""
    if added.provenance.nature != "synthetic":
        return
    measures = [measure for measure in catalogue.measures if added.is_of(measure)]
    for each in extracts:
        alike = (each.name, each.series) == (added.name, added.series) or any(map(each.is_of, measures))
        if alike and each.provenance.nature == "real":
            raise InputError(
                f"{added.title}: the release has real data here ({each.title}), which synthetic rows never replace; "
                "ingest them into another folder, with --data"
            )


def _refuse_splicing(extract: Extract, provenance: Provenance) -> None:
    """Raise InputError where counts made by other rules would stay beside the new ones, as one series."""
    before, now = (each.quality.get("settings", {}) for each in (extract.provenance, provenance))
    if differing := [name for name in RULES if before.get(name) != now.get(name)]:
        raise InputError(
            f"{extract.title}: what the release holds of other years or areas was counted by other rules "
            f"({', '.join(differing)}); count all years alike, or begin again with --anew"
        )


def _rest(folder: Path, extract: Extract, part: Part) -> pa.Table | None:
    """The rows of an extract that a new part leaves in place."""
    if part.name not in MERGED_BY or extract.provenance.nature != "real":
        return None
    keys = MERGED_BY[part.name]
    existing = table_of(folder, extract)
    replaced = set(_keys(part.table, keys))
    return existing.filter([each not in replaced for each in _keys(existing, keys)])


def _keys(table: pa.Table, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[column].to_pylist() for column in columns), strict=True)
