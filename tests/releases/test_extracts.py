"""An extract is opened only where it is all that its manifest says of it: its rows, and whether they are real."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blmk_metrics.publishing.extract_tables import NATURE, open_tables
from blmk_metrics.publishing.storing import store
from blmk_metrics.releases import MANIFEST, Provenance, ReleaseError, data_folder, read_manifest
from blmk_metrics.releases.manifest import NATURES

NAMES = pa.table({"name": ["Northam"], "area_code": ["NOR"]})


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the release that ships."""
    return Path(shutil.copytree(data_folder(), tmp_path / "data"))


def _say(folder: Path, name: str, **entry: Any) -> Path:
    """Have the manifest say something else of an extract; return its file."""
    manifest = json.loads((folder / MANIFEST).read_text())
    (found,) = [each for each in manifest["extracts"] if each["name"] == name]
    found["provenance"] |= entry.pop("provenance", {})
    found |= entry
    (folder / MANIFEST).write_text(json.dumps(manifest))
    return folder / found["file"]


@pytest.mark.parametrize(("more", "rows"), [(1, "781"), (-1, "779"), (-780, "0"), (1000, "1,780")])
def test_other_rows_than_the_manifest_says_are_refused_with_both_numbers(folder, more, rows):
    path = _say(folder, "emergency_falls_admissions", rows=780 + more)
    with pytest.raises(ReleaseError) as refusal:
        open_tables(folder)
    assert str(refusal.value) == (
        f"Extract emergency_falls_admissions: {path} has 780 rows, and the manifest says {rows}. Restore the manifest "
        "or publish the release again."
    )


@pytest.mark.parametrize("nature", ["real", "schematic"])
def test_invented_rows_that_a_manifest_calls_otherwise_are_refused(folder, nature):
    path = _say(folder, "emergency_falls_admissions", provenance={"nature": nature})
    with pytest.raises(ReleaseError) as refusal:
        open_tables(folder)
    assert str(refusal.value) == (
        f"Extract emergency_falls_admissions: {path} says of itself that it is synthetic, and the manifest that it is "
        f"{nature}. Restore the manifest or publish the release again."
    )


def test_every_file_of_rows_that_ships_says_of_itself_whether_it_is_real():
    for extract in read_manifest(data_folder() / MANIFEST).extracts:
        metadata = pq.read_schema(data_folder() / extract.file).metadata
        assert metadata[NATURE].decode() == extract.provenance.nature, extract.name


@pytest.mark.parametrize("nature", NATURES)
def test_a_file_is_stored_with_its_nature_whatever_its_table_said_before(tmp_path, nature):
    source = Provenance(nature=nature, source="", publisher="", licence="", retrieved="")
    before = NAMES.replace_schema_metadata({NATURE: b"something else", b"geo": b"{}"})
    extract = store(tmp_path, "area_names", before, source)
    assert pq.read_schema(tmp_path / extract.file).metadata | {NATURE: b""} == {NATURE: b"", b"geo": b"{}"}
    assert pq.read_table(tmp_path / extract.file).schema.metadata[NATURE].decode() == nature


def test_the_same_rows_of_another_nature_are_another_file(tmp_path):
    files = {
        store(tmp_path, "area_names", NAMES, Provenance(nature=each, source="", publisher="", licence="", retrieved=""))
        for each in NATURES
    }
    assert len({each.file for each in files}) == len(NATURES)


def test_a_file_of_before_files_said_so_is_opened_as_its_manifest_says(folder):
    path = folder / "extracts" / "older.parquet"
    table = open_tables(folder).tables["area_names"]
    pq.write_table(table.replace_schema_metadata(None), path)
    _say(
        folder,
        "area_names",
        file="extracts/older.parquet",
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        provenance={"nature": "synthetic"},
    )
    assert open_tables(folder).tables["area_names"].equals(table)
