"""A bundle is a release without its extracts: it serves all that the release does, and holds no count of them."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st

from blmk_metrics.__main__ import main
from blmk_metrics.components.folder import folder as served_folder
from blmk_metrics.publishing import bundles
from blmk_metrics.publishing.bundles import publish_bundle
from blmk_metrics.publishing.storing import Signature, put_release
from blmk_metrics.releases import MANIFEST, ReleaseError, data_folder, manifest_id, manifest_of, read_manifest
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.releases.ledger import LEDGER, ledger
from blmk_metrics.releases.manifest import written
from blmk_metrics.releases.reading import history
from tests.measures_drawn import drawn_measure
from tests.pages.framed import page_of
from tests.pages.test_pages import FILES
from tests.releases_drawn import drawn_release
from tests.shipped import MEASURES

READING = drawn_measure()
FIGURES = """
    period  | area_code | value | lower_ci_95 | upper_ci_95
    2022/23 | NOR       | 61    | 60          | 63
"""
LUTON = "E06000032"
PAGES = (*((file, "") for file in FILES), *(("priority", measure) for measure in MEASURES))
DEFERRED = re.compile(r'deferred_file_id: "[0-9a-f]{32}"')
ID = re.compile(r"\b[0-9B-DF-HJKMNP-TV-Z]{4}-[0-9B-DF-HJKMNP-TV-Z]{4}\b")


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    """A bundle of the release that ships. Not to change."""
    target = tmp_path_factory.mktemp("bundle") / "public"
    publish_bundle(data_folder(), target, Signature())
    return target


@pytest.fixture
def drawn(tmp_path) -> Path:
    """A folder with a small release."""
    return drawn_release(tmp_path / "data", {READING.id: FIGURES}, [READING])


@pytest.fixture
def serving(monkeypatch) -> Callable[[Path], None]:
    """Serve pages from a folder."""

    def serve(folder: Path) -> None:
        st.cache_resource.clear()
        served_folder.clear()
        monkeypatch.setenv("BLMK_DATA", str(folder))

    yield serve
    st.cache_resource.clear()


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_it_holds_the_answers_the_catalogue_and_the_manifest_and_nothing_else(bundle):
    manifest = read_manifest(bundle / MANIFEST)
    named = {*(each.file for each in manifest.answers.files), manifest.catalogue_file.file}
    assert _files(bundle) == {*named, MANIFEST, LEDGER, "lock", "content/partners.toml"}
    assert not {each.file for each in manifest.extracts} & _files(bundle)
    assert (bundle / MANIFEST).read_bytes() == (data_folder() / MANIFEST).read_bytes()


@pytest.mark.parametrize(("file", "route"), PAGES)
def test_every_page_is_the_same_as_from_the_whole_release_with_the_same_ids(bundle, serving, file, route):
    texts = []
    for folder in (data_folder(), bundle):
        serving(folder)
        app = page_of(file, LUTON, route)
        assert not app.exception
        # A file that is made when it is asked for has another address at each run.
        elements = [DEFERRED.sub("", repr(each.proto)) for each in app.main]
        texts.append(elements + [each.proto.spec for each in app.get("vega_lite_chart")])
    whole, bundled = texts
    assert bundled == whole
    if route:
        assert ID.search(" ".join(bundled))


@pytest.mark.parametrize(
    "command",
    [("measure", "falls_admissions", "--by", "sex"), ("report", "--place", LUTON), ("meeting", "--place", LUTON)],
)
def test_measure_report_and_meeting_write_the_same_bytes(bundle, tmp_path, monkeypatch, command):
    endings = {"measure": "parquet", "report": "xlsx", "meeting": "html"}
    if command[0] == "meeting":
        # A drawing is what it is drawn of.
        monkeypatch.setattr("blmk_metrics.meeting.drawings.drawing", lambda figure: str(figure.specification))
    written_files = []
    for name, folder in (("whole", data_folder()), ("bundle", bundle)):
        file = tmp_path / f"{name}.{endings[command[0]]}"
        format = ("--format", "parquet") if command[0] == "measure" else ()
        assert main([*command, *format, "-o", str(file), "--data", str(folder)]) == 0
        written_files.append(file.read_bytes())
    assert written_files[0] == written_files[1]


@pytest.mark.parametrize("command", [("measure", "falls_admissions", "--recompute"), ("verify",)])
def test_what_needs_extracts_says_which_is_missing(bundle, driver, command):
    outcome = driver.run(bundle, *command)
    assert (outcome.code, outcome.out) == (2, "")
    assert re.match(r"blmk_metrics: Extract \w+: .*\.parquet cannot be read", outcome.err)


def test_a_folder_with_extracts_is_refused(drawn, tmp_path, driver):
    other = Path(shutil.copytree(drawn, tmp_path / "other"))
    (tmp_path / "empty" / "extracts").mkdir(parents=True)
    for target in (drawn, drawn / ".." / "data", other, tmp_path / "empty"):
        before = _files(target)
        outcome = driver.run(drawn, "publish", "--public", target)
        assert (outcome.code, outcome.out) == (2, "")
        assert outcome.err == (
            f"blmk_metrics: {target} has extracts of counts. Name a folder that is empty, or has a bundle already.\n"
        )
        assert _files(target) == before


def test_a_second_bundle_keeps_the_first_in_its_history_and_goes_back_to_it(drawn, tmp_path, driver):
    target = tmp_path / "public"
    words = ("publish", "--public", target, "--by", "A tester", "--reason", "To be read")
    assert driver.run(drawn, *words).code == 0
    first = manifest_id(target)
    drawn_release(drawn, {READING.id: FIGURES.replace("61", "62")}, [READING])
    assert driver.run(drawn, *words).code == 0
    assert [each.id for each in history(target)] == [first]
    assert manifest_id(target) == manifest_id(drawn)
    open_edition(target, manifest_of(target, first)).answers.close()
    assert [(each.by, each.reason) for each in ledger(target)] == [("A tester", "To be read")] * 2
    assert "61.0 → 62.0" in driver.run(target, "diff").out
    assert driver.run(target, "rollback").code == 0
    assert manifest_id(target) == first
    assert not (target / "extracts").exists()


def test_the_same_bundle_again_changes_nothing(drawn, tmp_path):
    target = tmp_path / "public"
    publish_bundle(drawn, target, Signature())
    before = {name: (target / name).read_bytes() for name in _files(target)}
    publish_bundle(drawn, target, Signature())
    assert {name: (target / name).read_bytes() for name in _files(target)} == before


def test_a_spoilt_release_is_not_bundled_and_the_bundle_before_stays(drawn, tmp_path):
    target = tmp_path / "public"
    publish_bundle(drawn, target, Signature())
    (drawn / read_manifest(drawn / MANIFEST).answers.files[0].file).write_bytes(b"PAR1")
    with pytest.raises(ReleaseError, match="is not the file that was published"):
        publish_bundle(drawn, target, Signature())
    open_edition(target).answers.close()


def test_a_release_that_is_published_while_it_is_bundled_is_in_the_next_bundle(drawn, tmp_path, monkeypatch):
    first, target = read_manifest(drawn / MANIFEST), tmp_path / "public"
    opened = bundles.open_edition

    def publishing_meanwhile(folder: Path, *manifest: Path):
        edition = opened(folder, *manifest)
        if folder == drawn:
            put_release(drawn, written("Next", first.published, first.id, first.extracts), Signature())
        return edition

    monkeypatch.setattr(bundles, "open_edition", publishing_meanwhile)
    assert publish_bundle(drawn, target, Signature()) == first.id
    assert open_edition(target).release.title == first.title
