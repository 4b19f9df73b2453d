"""What was counted comes into a release as Parquet, with what was left out of it; a person's row never does."""

import json
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from blmk_metrics.catalogue.extracts import COUNTS
from blmk_metrics.errors import InputError
from blmk_metrics.layouts import read
from blmk_metrics.layouts.counted import quality
from blmk_metrics.layouts.parts import Reference
from blmk_metrics.publishing import candidates
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.publishing.provenance import SourceNotes
from blmk_metrics.releases import MANIFEST, Provenance, data_folder, read_manifest
from blmk_metrics.releases.manifest import written
from tests.drawn import table
from tests.records.populations import at_random

SCHEMA = COUNTS["first_condition_onsets"]
REFERENCE = Reference({"e06000032": "E06000032", "e06000055": "E06000055"})
TODAY = date(2026, 1, 1)
ONSETS = pa.Table.from_pylist(
    table("""
        year | area_code | deprivation_quintile | deprivation_decile | sex | age | person_years      | onsets
        2023 | E06000032 | 2                    | 3                  | F   | 47  | 65.70841889117042 | 1
        2023 | E06000032 | 2                    | 3                  | F   | 48  | 1e-3              | 0
    """),
    SCHEMA,
)


def _file(folder, rows, metadata=None):
    path = folder / "onsets.parquet"
    pq.write_table(rows.replace_schema_metadata(metadata), path)
    return path


def _refused(path):
    with pytest.raises(InputError) as refusal:
        read(path, REFERENCE)
    assert str(path) in str(refusal.value)
    return str(refusal.value)


def _with(column, *cells, kind=None):
    place = SCHEMA.get_field_index(column)
    return ONSETS.set_column(place, column, pa.array(cells, kind or SCHEMA.field(column).type))


def test_what_was_counted_is_ingested_to_the_last_digit_with_its_report(count, tmp_path):
    counted = count(*at_random(seed=50, persons=60), "--from", "2001", "--to", "2003")
    folder = tmp_path / "data"
    done = candidates.ingest(folder, [counted.path], SourceNotes(), TODAY)
    (part,) = done.readings[0].parts
    assert part.table.equals(counted.table.replace_schema_metadata())
    assert done.readings[0].account.rows == len(counted.rows)
    assert not done.readings[0].account.left_out
    (extract,) = [each for each in read_manifest(folder / "candidate.json").extracts if each.rows == len(counted.rows)]
    assert extract.provenance.quality == counted.report
    assert {"residents", "diagnoses", "settings"} == set(extract.provenance.quality)
    release = open_tables(folder, folder / "candidate.json")
    assert [each.provenance.quality for each in release.extracts if each.name == "first_condition_onsets"] == [
        counted.report
    ]
    # The report goes with the manifest, not with the rows.
    assert {*pq.read_schema(folder / extract.file).metadata} == {b"nature"}


def test_years_counted_by_other_rules_are_never_spliced_to_those_there_are(count, tmp_path):
    people = at_random(seed=50, persons=60)
    folder = tmp_path / "data"
    candidates.ingest(folder, [count(*people, "--from", "2001", "--to", "2002").path], SourceNotes(), TODAY)
    otherwise = count(*people, "--from", "2003", "--to", "2003", "--washout-days", "30").path
    with pytest.raises(InputError, match="counted by other rules \\(washout_days\\); count all years alike"):
        candidates.ingest(folder, [otherwise], SourceNotes(), TODAY)
    alike = count(*people, "--from", "2003", "--to", "2003").path
    candidates.ingest(folder, [alike], SourceNotes(), TODAY)
    assert len([each for each in read_manifest(folder / "candidate.json").extracts if each.provenance.quality]) == 2


def test_a_parquet_file_of_other_counts_is_read_as_a_csv_is(tmp_path):
    rows = pa.table(
        {
            "financial_year": ["2022/23", "2022/23"],
            "area_code": ["E06000032", "E09000001"],
            "sex": ["F", "F"],
            "age_band": ["65-69", "65-69"],
            "admissions": pa.array([28, 3], pa.int32()),
            "population": pa.array([4508.0, None]),
        }
    )
    reading = read(_file(tmp_path, rows), REFERENCE)
    assert reading.parts[0].table.to_pylist() == [
        {
            **{"financial_year": "2022/23", "area_code": "E06000032", "sex": "F", "age_band": "65-69"},
            **{"admissions": 28, "population": 4508},
        }
    ]
    assert reading.account.strangers == {"E09000001": 1}
    assert quality(tmp_path / "onsets.parquet") == {}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            ONSETS.append_column("person_id", pa.array(["a", "b"])),
            "has columns that first_condition_onsets has not: pers",
        ),
        (ONSETS.drop_columns("age"), "has the columns of no table of counts"),
        (pa.table({"person_id": ["a"], "birth_month": [TODAY]}), "count them with count-onsets"),
        (ONSETS.slice(0, 0), "has 0 rows"),
        (_with("sex", "F", "X"), "row 2: sex 'X' is none of F, M and U"),
        (_with("sex", 1, 2, kind=pa.int64()), "sex is of type int64, but first_condition_onsets has string"),
        (_with("age", 47, 131), "row 2: age '131' is beyond 130"),
        (_with("age", 47, 47), "row 2: age '47' stands twice"),
        (_with("age", 47.0, 48.0, kind=pa.float64()), "age is of type double"),
        (_with("onsets", 1.0, -1.0), "row 2: onsets '-1.0' is below 0"),
        (_with("onsets", 1.0, 0.5), "row 2: onsets '0.5' is no whole number"),
        (_with("person_years", float("nan"), 1.0), "row 1: person_years 'nan' is no number"),
        (_with("person_years", float("inf"), 1.0), "row 1: person_years 'inf' is no number"),
        (_with("deprivation_decile", 3, 11), "row 2: deprivation_decile '11' is beyond 10"),
        (_with("deprivation_quintile", 2, 1), "row 2: deprivation_quintile '1' is not the fifth of its decile"),
        (_with("year", 2023, 1812), "row 2: year '1812' is no year"),
        (_with("area_code", "E09000001", "E09000002"), "has no area that the release knows"),
    ],
)
def test_what_cannot_be_counts_is_refused(tmp_path, rows, message):
    assert message in _refused(_file(tmp_path, rows.cast(rows.schema)))


def test_a_file_that_breaks_off_is_refused(tmp_path):
    path = _file(tmp_path, ONSETS)
    content = path.read_bytes()
    for end in (4, 50, len(content) - 1):
        path.write_bytes(content[:end])
        assert "begins as Parquet but is not whole; make it again" in _refused(path)


@pytest.mark.parametrize(
    "metadata", [b"{", b"[]", b'"good"', b'{"residents": 3}', b'{"a": {"b": {"c": {}}}}', b"[" * 100_000, b"\xff"]
)
def test_a_report_that_is_none_is_refused(tmp_path, metadata):
    path = _file(tmp_path, ONSETS, {b"blmk_metrics.quality": metadata})
    with pytest.raises(InputError, match="what it says of its quality"):
        candidates.ingest(tmp_path / "data", [path], SourceNotes(), TODAY)
    assert not (tmp_path / "data" / "candidate.json").exists()


def test_a_manifest_without_a_report_is_written_as_ever():
    path = data_folder() / MANIFEST
    manifest = read_manifest(path)
    heading = (manifest.title, manifest.published, manifest.previous)
    rest = (manifest.extracts, manifest.catalogue_file, manifest.earlier, manifest.answers)
    assert written(*heading, *rest) == path.read_bytes()
    assert all(extract.provenance.quality == {} for extract in manifest.extracts)
    assert "quality" not in json.loads(path.read_bytes())["extracts"][0]["provenance"]


def test_provenances_differ_by_their_reports():
    fields = {"source": "", "publisher": "", "licence": "", "retrieved": ""}
    one = Provenance(nature="real", **fields, quality={"residents": {"rows": 1}})
    assert one != Provenance(nature="real", **fields)
    assert isinstance(hash(one), int)


def test_nothing_of_a_person_is_in_what_is_written(count):
    counted = count(*at_random(seed=51, persons=60), "--from", "2001", "--to", "2003")
    assert counted.table.column_names == SCHEMA.names
    assert not any(f"p{number}" in counted.output for number in range(60))
    assert "It holds small counts: keep it as safe as the records themselves." in counted.output
    assert f"Next: python -m blmk_metrics ingest {counted.path}" in counted.output
    assert pc.sum(counted.table["onsets"]).as_py() > 0
