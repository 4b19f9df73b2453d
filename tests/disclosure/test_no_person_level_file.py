"""The app never opens a file with a row a person, and a release never holds one."""

import hashlib
import json
import re
import subprocess
import time
from datetime import date
from pathlib import Path
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases import MANIFEST, ReleaseError, read_manifest
from tests.browser import server
from tests.disclosure.releases import counts, published
from tests.disclosure.visiting import visited
from tests.installed import needed
from tests.shipped import MEASURES

TODAY = date(2026, 11, 22)
RESIDENTS = pa.table(
    {
        "person_id": ["a1", "b2", "c3"],
        "birth_month": [date(1950, 1, 1), date(1960, 2, 1), date(1970, 3, 1)],
        "sex": ["F", "M", "F"],
        "lsoa21_code": ["E01010000"] * 3,
    }
)
DIAGNOSES = pa.table({"person_id": ["a1", "c3"], "condition": ["asthma", "diabetes"], "diagnosed_on": [TODAY] * 2})
OPENED = re.compile(r'^\d+ +(?:open|openat|openat2)\((?:[^",]*, )?"([^"]*)".*= \d+')
PLACE = "place=E06000055"
PAGES = (
    *(f"{page}?{PLACE}" for page in ("", *MEASURES, "compare_areas", "definitions_and_methods", "data_and_provenance")),
    *(f"inequalities?{PLACE}&measure={measure}" for measure in ("falls_admissions", "first_condition_gap")),
    f"neighbourhoods?{PLACE}&show=falls_admissions",
)


@pytest.fixture
def folder(tmp_path, release) -> Path:
    """A release, with person-level files wherever somebody may have left them: beside it, and among its own files."""
    folder = published(tmp_path / "data", release, counts())
    for room in (tmp_path, tmp_path / "records", *(folder / room for room in ("", "inbox", "records", "extracts"))):
        room.mkdir(exist_ok=True)
        pq.write_table(RESIDENTS, room / "residents.parquet")
        pq.write_table(DIAGNOSES, room / "diagnoses.parquet")
    return folder


@pytest.mark.slow
@pytest.mark.browser
def test_no_page_makes_the_app_open_a_person_level_file(tmp_path, folder):
    needed("strace", "chromium")
    log = tmp_path / "opened.txt"
    start = subprocess.Popen

    def traced(command: list[str], **options):
        # As a grandchild of its own (-D), the tracer leaves the server's process to be stopped as ever.
        tracer = ["strace", "-D", "-f", "-s", "4096", "-e", "trace=open,openat,openat2,execve", "-o", str(log)]
        return start([*tracer, *command], **options)

    with (
        mock.patch.object(server.subprocess, "Popen", traced),
        server.app_server(folder) as (address, _),
        mock.patch.object(server.subprocess, "Popen", start),
    ):
        visited(address, tmp_path / "received.json", *PAGES)
    opened = _opened(log)
    manifest = read_manifest(folder / MANIFEST)
    extracts = {(folder / extract.file).resolve() for extract in manifest.extracts}
    catalogue = (folder / manifest.catalogue_file.file).resolve()
    of_the_release = {path for path in opened if path.is_relative_to(tmp_path.resolve())}
    assert opened >= extracts
    assert [path for path in opened if path.suffix == ".parquet" and "person_id" in pq.read_schema(path).names] == []
    assert of_the_release <= extracts | {catalogue, (folder / MANIFEST).resolve()}


def _opened(log: Path) -> set[Path]:
    """Every file that was opened, once the tracer has written its last line."""
    for _ in range(100):
        lines = log.read_text(errors="replace").splitlines()
        if lines and "+++" in lines[-1]:
            break
        time.sleep(0.1)
    paths = {Path(server.ROOT, found[1]).resolve() for line in lines if (found := OPENED.match(line))}
    return {path for path in paths if path.is_file()}


def _named(folder: Path, name: str, table: pa.Table) -> None:
    """Make the manifest name one more file."""
    content = pa.BufferOutputStream()
    pq.write_table(table, content)
    data = content.getvalue().to_pybytes()
    digest = hashlib.sha256(data).hexdigest()
    file = f"extracts/{name}.{digest[:12]}.parquet"
    (folder / file).write_bytes(data)
    manifest = json.loads((folder / MANIFEST).read_text())
    entry = manifest["extracts"][0]
    manifest["extracts"].append({**entry, "name": name, "file": file, "sha256": digest, "rows": table.num_rows})
    (folder / MANIFEST).write_text(json.dumps(manifest))


@pytest.mark.parametrize("name", ["residents", "diagnoses"])
def test_a_release_that_names_a_person_level_table_is_refused(folder, name):
    _named(folder, name, RESIDENTS)
    with pytest.raises(ReleaseError, match=name):
        open_tables(folder)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        *((name, "person_id") for name in ("first_condition_onsets", "population", "boundaries", "areas")),
        *((name, "nhs_number") for name in ("first_condition_onsets", "population", "areas")),
    ],
)
def test_an_extract_with_a_row_a_person_is_refused_whatever_it_is_called(folder, name, column):
    rows = open_tables(folder).tables.get(name, pa.table({"area_code": ["E06000055"]})).slice(0, 3)
    rows = rows.replace_schema_metadata()
    _named(folder, name, rows.append_column(column, pa.array(["a1", "b2", "c3"][: len(rows)])))
    with pytest.raises(ReleaseError, match=column):
        open_tables(folder)
