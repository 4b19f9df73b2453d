"""The neighbourhoods that residents live in: the area of each, and its tenth of the country's deprivation."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from blmk_metrics import layouts
from blmk_metrics.errors import InputError
from blmk_metrics.publishing.area_names import reference_of
from blmk_metrics.publishing.extract_tables import table_of
from blmk_metrics.releases import MANIFEST, read_manifest, shipped_folder
from blmk_metrics.releases.reading import current_id

TABLE = "deprivation"


@dataclass(frozen=True)
class Neighbourhoods:
    """The neighbourhoods of one edition of the Indices of Deprivation: lsoa_code, area_code and imd_decile of each."""

    edition: int
    table: pa.Table

    @property
    def summary(self) -> Mapping[str, object]:
        """What a report says of them."""
        return {"indices_of_deprivation": self.edition, "neighbourhoods": self.table.num_rows}


def read_neighbourhoods(path: Path | None, folder: Path) -> Neighbourhoods:
    """Those of a file of the Indices of Deprivation, else of the release of a folder.

    Raises InputError where there are none, or the file is another.
    """
    if path is None:
        return _of_release(folder)
    reference, _ = reference_of(folder)
    reading = layouts.read(path, reference)
    tables = [part.table for part in reading.parts if part.name == TABLE]
    if not tables:
        raise InputError(f"{path} is no file of the Indices of Deprivation but {reading.kind}")
    return _neighbourhoods(tables, str(path))


def _of_release(folder: Path) -> Neighbourhoods:
    home = folder if current_id(folder) else shipped_folder()
    tables = [table_of(home, each) for each in read_manifest(home / MANIFEST).extracts if each.name == TABLE]
    if not tables:
        raise InputError(
            f"The release in {home} has no deprivation of neighbourhoods; give a file of the Indices of Deprivation "
            "with --deprivation, or ingest and publish one"
        )
    return _neighbourhoods(tables, f"The release in {home}")


def _neighbourhoods(tables: list[pa.Table], name: str) -> Neighbourhoods:
    table = pa.concat_tables(tables)
    editions = pc.unique(table["edition"]).to_pylist()
    if len(editions) > 1:
        raise InputError(f"{name} has deprivation of the editions {editions[0]} and {editions[1]}; keep one")
    table = table.filter(pc.is_valid(table["imd_decile"])).select(["lsoa_code", "area_code", "imd_decile"])
    if pc.count_distinct(table["lsoa_code"]).as_py() < table.num_rows:
        raise InputError(f"{name} has a neighbourhood twice; ingest the Indices of Deprivation again")
    return Neighbourhoods(editions[0], table)
