"""The app never opens a file with a row a person, and a release never holds one."""

import hashlib
import json
import subprocess
import urllib.request
from datetime import date
from pathlib import Path
from unittest import mock

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases import MANIFEST, ReleaseError, read_manifest
from blmk_metrics.releases.ledger import LEDGER
from tests.browser import server
from tests.disclosure.opened_files import opened_files, traced, tried_to_open
from tests.disclosure.releases import counts, published
from tests.disclosure.test_serving_opens_no_extract import answers, rows_of_extracts
from tests.disclosure.visiting import PATIENCE, visited
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
PLACE = "place=E06000055"
PAGES = (
    *(f"{page}?{PLACE}" for page in ("", *MEASURES, "place_profile", "compare_areas", "report_pack", "meeting_mode")),
    *(f"{page}?{PLACE}" for page in ("definitions_and_methods", "data_and_provenance")),
    f"figure?{PLACE}&figure=trend&measure=falls_admissions",
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
def test_no_page_makes_the_app_open_a_person_level_file_or_an_extract(tmp_path, folder):
    needed("strace", "chromium")
    log = tmp_path / "opened.txt"
    start = subprocess.Popen

    def under_a_tracer(command: list[str], **options):
        return start(traced(command, log), **options)

    with (
        mock.patch.object(server.subprocess, "Popen", under_a_tracer),
        server.app_server(folder) as (address, _),
        mock.patch.object(server.subprocess, "Popen", start),
    ):
        visited(address, tmp_path / "received.json", *PAGES)
        urllib.request.urlopen(f"{address}/meeting?{PLACE}", timeout=PATIENCE).read()
    opened = opened_files(log, server.ROOT)
    manifest = read_manifest(folder / MANIFEST)
    assert opened >= answers(folder)
    assert [path for path in opened if path.suffix == ".parquet" and "person_id" in pq.read_schema(path).names] == []
    assert tried_to_open(log, server.ROOT) & rows_of_extracts(folder) == set()
    served = {MANIFEST, LEDGER, manifest.catalogue_file.file, "content/partners.toml"}
    of_the_release = {path for path in opened if path.is_relative_to(tmp_path.resolve())}
    assert of_the_release <= answers(folder) | {(folder / name).resolve() for name in served}


def _named(folder: Path, name: str, table: pa.Table) -> None:
    """Make the manifest name one more file."""
    content = pa.BufferOutputStream()
    # Whatever it was before, it says nothing of itself.
    pq.write_table(table.replace_schema_metadata(), content)
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
