"""A release is whole and verified, or there is none and the message says why."""

import json
import shutil
from pathlib import Path

import pytest

from blmk_metrics.demonstration.counts import PUBLISHED, demonstration_tables, publish_demonstration
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.publishing.from_tables import publish
from blmk_metrics.releases import MANIFEST, ReleaseError, data_folder


@pytest.fixture
def folder(tmp_path) -> Path:
    copy = tmp_path / "data"
    shutil.copytree(data_folder(), copy)
    return copy


def _change_manifest(folder, change):
    path = folder / MANIFEST
    manifest = json.loads(path.read_text())
    change(manifest)
    path.write_text(json.dumps(manifest))


def _change_extract(folder, **entry):
    _change_manifest(folder, lambda manifest: manifest["extracts"][0].update(entry))


def _change_provenance(folder, **provenance):
    _change_manifest(folder, lambda manifest: manifest["extracts"][0]["provenance"].update(provenance))


def _named_twice(folder, field):
    path = folder / MANIFEST
    path.write_bytes(path.read_bytes().replace(field, field + b': "", ' + field, 1))


def _first_file(folder):
    return folder / json.loads((folder / MANIFEST).read_text())["extracts"][0]["file"]


def test_the_release_that_ships_is_what_the_generator_makes(release):
    generated = demonstration_tables()
    assert set(generated) == set(release.tables)
    for name, (table, provenance) in generated.items():
        assert table.to_pylist() == release.tables[name].to_pylist(), name
        assert [provenance] == [each.provenance for each in release.extracts if each.name == name]


def test_the_generator_makes_the_same_files_every_time(tmp_path):
    assert publish_demonstration(tmp_path / "a") == publish_demonstration(tmp_path / "b")


def test_synthetic_extracts_are_flagged_and_published_figures_are_real(release):
    natures = {extract.name: extract.provenance.nature for extract in release.extracts}
    assert {name for name, nature in natures.items() if nature == "synthetic"} == {
        "early_years_profile",
        "preventable_deaths",
        "emergency_falls_admissions",
        "annual_population_survey",
        "first_condition_onsets",
    }
    assert natures["published_figures"] == "real"
    assert natures["boundaries"] == "schematic"


def test_all_of_data_is_under_three_megabytes():
    assert sum(path.stat().st_size for path in data_folder().rglob("*") if path.is_file()) < 3_000_000


def test_areas_come_from_the_release(edition):
    assert next(area.name for area in edition.choosable().values()) == "BLMK"
    assert {area.type for area in edition.areas().values()} == {"footprint", "place", "country"}


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda folder: (folder / MANIFEST).unlink(), "manifest.json cannot be read"),
        (lambda folder: (folder / MANIFEST).write_text("{not json"), "is not a release's manifest"),
        (lambda folder: (folder / MANIFEST).write_bytes(b"\xff\xfe\x00"), "is not a release's manifest"),
        (lambda folder: (folder / MANIFEST).write_text("[]"), "is not a release's manifest"),
        (lambda folder: _change_manifest(folder, lambda m: m.pop("extracts")), "is not a release's manifest"),
        (lambda folder: _change_manifest(folder, lambda m: m.update(format=99)), "has format 99"),
        (lambda folder: _change_manifest(folder, lambda m: m.pop("format")), "has no format"),
        (lambda folder: _change_manifest(folder, lambda m: m.update(published="soon")), "published must be a day"),
        (lambda folder: _change_extract(folder, rows=float("nan")), "it has NaN, which is not a number"),
        (lambda folder: _change_extract(folder, rows=True), "rows must be a whole number"),
        (lambda folder: _change_extract(folder, licence="MIT"), "extract 1: 'licence' is not one of its fields"),
        (lambda folder: _change_provenance(folder, quality=["good"]), "quality must have fields of its own"),
        (lambda folder: _named_twice(folder, b'"title"'), "it has 'title' twice in one place"),
        (
            lambda folder: (_change_extract(folder, name="A", rows="1"), _change_provenance(folder, nature=3)),
            "extract 1: name 'A' is not .* extract 1: rows must be .* extract 1, provenance: nature must be one of",
        ),
        (
            lambda folder: _change_manifest(folder, lambda m: m["extracts"][0].pop("sha256")),
            "is not a release's manifest",
        ),
        (lambda folder: _change_extract(folder, file="../outside.parquet"), "is not a file of a release"),
        (lambda folder: _change_extract(folder, file="/etc/passwd"), "is not a file of a release"),
        (lambda folder: _change_extract(folder, file=None), "extract 1: file must be a text"),
        (lambda folder: _change_extract(folder, name='x"; drop table areas; --'), "is not the name of an extract"),
        (
            lambda folder: _change_manifest(folder, lambda m: m["extracts"].append(m["extracts"][0])),
            "named twice",
        ),
        (lambda folder: _change_provenance(folder, nature="Synthetic"), "nature must be one of"),
        (lambda folder: _change_provenance(folder, publisher=5), "provenance: publisher must be a text"),
        (lambda folder: (folder / MANIFEST).write_text("[" * 100_000), "is not a release's manifest"),
        (lambda folder: _first_file(folder).unlink(), "cannot be read"),
        (
            lambda folder: _first_file(folder).write_bytes(_first_file(folder).read_bytes()[:-9]),
            "not the file that was published",
        ),
        (lambda folder: _first_file(folder).write_bytes(b""), "not the file that was published"),
    ],
)
def test_a_spoilt_release_is_refused_with_what_and_where(folder, spoil, message):
    spoil(folder)
    with pytest.raises(ReleaseError, match=message) as refusal:
        open_tables(folder)
    assert str(folder) in str(refusal.value)


def test_a_file_that_is_not_parquet_is_refused_even_when_its_hash_is_right(folder):
    import hashlib

    _first_file(folder).write_bytes(b"PAR1 but not really")
    digest = hashlib.sha256(b"PAR1 but not really").hexdigest()
    _change_manifest(folder, lambda m: m["extracts"][0].update(sha256=digest))
    with pytest.raises(ReleaseError, match="not a Parquet file"):
        open_tables(folder)


def test_publishing_again_leaves_the_old_extracts_for_readers_that_still_hold_the_old_manifest(tmp_path):
    tables = demonstration_tables()
    first = publish(tmp_path, "first", PUBLISHED, tables)
    old = open_tables(tmp_path)
    table, provenance = tables["published_figures"]
    second = publish(tmp_path, "second", PUBLISHED, {**tables, "published_figures": (table.slice(0, 5), provenance)})
    assert first != second
    assert open_tables(tmp_path).title == "second"
    assert all((tmp_path / extract.file).exists() for extract in old.extracts)
    assert not [path for path in tmp_path.rglob(".*") if path.is_file()]


def test_a_folder_that_cannot_be_written_keeps_its_release(folder):
    before = (folder / MANIFEST).read_bytes()
    shutil.rmtree(folder / "extracts")
    (folder / "extracts").write_text("a file where the extracts should go")
    with pytest.raises(OSError, match="extracts"):
        publish_demonstration(folder)
    assert (folder / MANIFEST).read_bytes() == before
