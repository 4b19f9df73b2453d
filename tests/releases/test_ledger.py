"""A folder's ledger has every publication in order, and vouches for the manifests that are shown."""

import contextlib
import getpass
import hashlib
import json
import os
import random
import re
import shutil
from pathlib import Path

import pytest

from blmk_metrics import __version__
from blmk_metrics.publishing import storing
from blmk_metrics.publishing.storing import Signature, put_release
from blmk_metrics.releases import MANIFEST, ReleaseError, manifest_id, read_manifest
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.releases.ledger import LEDGER, ledger
from blmk_metrics.releases.manifest import written
from blmk_metrics.releases.reading import history, manifest_of

FLIPS = 400


@pytest.fixture
def folder(three_releases, tmp_path) -> Path:
    """A copy of it, to change."""
    return Path(shutil.copytree(three_releases, tmp_path / "data"))


def _lines(folder: Path) -> list[bytes]:
    return (folder / LEDGER).read_bytes().splitlines(keepends=True)


def _rewrite(folder: Path, lines: list[bytes]) -> None:
    (folder / LEDGER).write_bytes(b"".join(lines))


def test_it_has_the_hash_of_each_manifest_and_each_entry_has_the_hash_of_the_one_before_it(folder):
    releases = [*reversed(history(folder)), read_manifest(folder / MANIFEST)]
    entries = ledger(folder)
    assert [each.id for each in entries] == [each.id for each in releases]
    assert entries[-1].sha256 == hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()
    hashes = [hashlib.sha256(line).hexdigest() for line in _lines(folder)]
    assert [each.before for each in entries] == ["", *hashes[:-1]]
    assert {each.version for each in entries} == {__version__}


@pytest.mark.parametrize(
    ("change", "number"),
    [
        (lambda lines: lines[1:], 1),
        (lambda lines: [lines[0], lines[2]], 2),
        (lambda lines: [lines[1], lines[0], lines[2]], 1),
        (lambda lines: [lines[0], lines[2], lines[1]], 2),
        (lambda lines: [lines[0], lines[0], lines[1], lines[2]], 2),
        (lambda lines: [lines[0].replace(b'"reason": ""', b'"reason": "x"'), *lines[1:]], 2),
        (lambda lines: [lines[0], lines[1].replace(b'": "', b'":  "', 1), lines[2]], 2),
        (lambda lines: [*lines[:2], lines[2].replace(b'"reason": ""', b'"motive": ""')], 3),
        (lambda lines: [*lines[:2], b"\n", lines[2]], 3),
        (lambda lines: [*lines[:2], lines[2][:-30]], 3),
        (lambda lines: [*lines[:2], lines[2].rstrip(b"\n")], 3),
        (lambda lines: [*lines, b"\xff\n"], 4),
    ],
)
def test_a_line_that_is_gone_changed_or_moved_is_refused_with_its_number(folder, driver, change, number):
    _rewrite(folder, change(_lines(folder)))
    with pytest.raises(ReleaseError) as refusal:
        open_edition(folder)
    assert str(refusal.value).startswith(f"{folder / LEDGER}, line {number}, ")
    before = (folder / LEDGER).read_bytes()
    for command in (("measure", "reading"), ("rollback",), ("publish", "--again")):
        outcome = driver.run(folder, *command)
        assert (outcome.code, outcome.out) == (2, "")
        assert f"line {number}, " in outcome.err
    assert (folder / LEDGER).read_bytes() == before


def test_without_its_last_lines_it_does_not_have_the_release_that_is_served(folder):
    _rewrite(folder, _lines(folder)[:-1])
    with pytest.raises(ReleaseError, match="is not a manifest that was published here"):
        open_edition(folder)
    open_edition(folder, manifest_of(folder, ledger(folder)[-1].id)).answers.close()


def test_of_400_manifests_with_one_bit_changed_none_is_opened(folder):
    path, chance = folder / MANIFEST, random.Random(1)
    whole = path.read_bytes()
    opened = []
    for place in chance.sample(range(8 * len(whole)), FLIPS):
        spoilt = bytearray(whole)
        spoilt[place // 8] ^= 1 << place % 8
        path.write_bytes(spoilt)
        with contextlib.suppress(ReleaseError):
            open_edition(folder)
            opened.append(place)
    assert opened == []
    path.write_bytes(whole)
    open_edition(folder).answers.close()


def test_a_whole_manifest_that_it_does_not_have_is_refused(folder, driver):
    served = read_manifest(folder / MANIFEST)
    other = "Another title", served.published, served.previous, served.extracts, served.catalogue_file
    (folder / MANIFEST).write_bytes(written(*other, answers=served.answers))
    for command in (("measure", "reading"), ("diff",), ("publish", "--public", folder / "public"), ("verify",)):
        outcome = driver.run(folder, *command)
        assert (outcome.code, outcome.out) == (2, "")
        assert "is not a manifest that was published here" in outcome.err
        assert f"{folder / LEDGER} does not have it" in outcome.err


def test_a_publication_has_who_made_it_and_why_and_so_has_a_return(at, driver):
    folder = at("checked")
    words = ("--by", "A. Director", "--reason", "Agreed on Monday: “yes”")
    assert driver.run(folder, "publish", *words).code == 0
    assert driver.run(folder, "rollback", "--by", "An analyst").code == 0
    *_, published, returned = ledger(folder)
    assert (published.by, published.reason) == ("A. Director", "Agreed on Monday: “yes”")
    assert (returned.by, returned.reason, returned.id) == ("An analyst", "", manifest_id(folder))
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", published.time)


def test_whoever_does_not_say_who_publishes_is_the_user_of_the_system(at, driver):
    folder = at("checked")
    assert driver.run(folder, "publish").code == 0
    assert ledger(folder)[-1].by == getpass.getuser()


def test_a_user_without_a_name_is_the_number_that_the_system_knows_it_by(monkeypatch):
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(storing, "getuser", nameless)
    assert Signature().by == f"user {os.getuid()}"


def test_going_back_is_one_more_entry_and_changes_none_before_it(folder, driver):
    before = _lines(folder)
    assert driver.run(folder, "rollback").code == 0
    *same, added = _lines(folder)
    assert same == before
    assert json.loads(added)["sha256"] == json.loads(before[1])["sha256"]
    # There and back again is twice as many.
    assert driver.run(folder, "rollback", "--to", json.loads(before[2])["sha256"][:12]).code == 0
    assert len(ledger(folder)) == 5


def test_a_crash_between_the_ledger_and_the_manifest_leaves_the_old_release_served(folder, monkeypatch):
    served = read_manifest(folder / MANIFEST)
    new = written("Next", served.published, served.id, served.extracts, served.catalogue_file, (), served.answers)
    sign = storing.sign

    def crashing(*what: object) -> None:
        sign(*what)
        raise KeyboardInterrupt

    monkeypatch.setattr(storing, "sign", crashing)
    with pytest.raises(KeyboardInterrupt):
        put_release(folder, new, Signature())
    assert len(ledger(folder)) == 4
    edition = open_edition(folder)
    assert edition.release.id == served.id
    edition.answers.close()
    # Done again, it is one publication.
    monkeypatch.setattr(storing, "sign", sign)
    put_release(folder, new, Signature())
    assert (len(ledger(folder)), open_edition(folder).release.title) == (4, "Next")


def test_a_ledger_that_cannot_grow_any_more_keeps_its_entries_and_the_release(folder, driver):
    # Longer than any other file that going back writes.
    storing.sign_each(folder, [(folder / MANIFEST).read_bytes()] * 100, Signature())
    ledger_before, served = (folder / LEDGER).read_bytes(), manifest_id(folder)
    outcome = driver.run(folder, "rollback", largest=len(ledger_before))
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"blmk_metrics: {folder / LEDGER} cannot be read or written (File too large)\n"
    assert ((folder / LEDGER).read_bytes(), manifest_id(folder)) == (ledger_before, served)
    open_edition(folder).answers.close()
    assert driver.run(folder, "rollback").code == 0
