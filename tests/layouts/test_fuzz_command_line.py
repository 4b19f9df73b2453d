"""Whatever file is given to `ingest`, a refusal is one line and exit code 2, and nothing in the folder is changed."""

import errno
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases import data_folder
from tests.layouts.layouts import BY_NAME, LAYOUTS
from tests.layouts.mutations import SPOILT
from tests.layouts.oracle import fit

ROOT = Path(__file__).resolve().parents[2]
GOOD = BY_NAME["fingertips 27"].text()
# What is refused of any kind of table.
REFUSED = ("a NUL", "a page around it", "a spreadsheet", "its header only", "semicolons", "blank rows only")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with a release and a candidate."""
    folder, good = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("good") / "good.csv"
    good.write_text(GOOD, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BLMK_DATA", str(data_folder()))
        assert main(["demonstrate", "-o", str(folder)]) == 0
        assert main(["ingest", str(good), "--data", str(folder)]) == 0
    return folder


@pytest.fixture
def refused(folder, monkeypatch, capfd):
    """Ingest a path that must be refused; return the message."""
    monkeypatch.setenv("BLMK_DATA", str(folder))

    def run(path: Path) -> str:
        before = release_state(folder)
        capfd.readouterr()
        assert main(["ingest", str(path), "--data", str(folder)]) == 2
        out, err = capfd.readouterr()
        assert out == ""
        assert err.startswith("blmk_metrics: ")
        assert err.count("\n") == 1
        assert release_state(folder) == before
        message = err.removeprefix("blmk_metrics: ").removesuffix("\n")
        assert fit(message, path), message
        return message

    return run


def release_state(folder: Path) -> tuple[str, bytes, bytes]:
    manifest, candidate = (folder / name for name in ("manifest.json", "candidate.json"))
    return open_tables(folder).id, manifest.read_bytes(), candidate.read_bytes()


@pytest.mark.parametrize("name", REFUSED)
def test_a_spoilt_table_of_any_kind_changes_nothing(refused, tmp_path, name):
    for layout in LAYOUTS[::4]:
        content = SPOILT[name](layout, random.Random(name))
        path = tmp_path / "download.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        refused(path)


@pytest.mark.parametrize(
    "content",
    [
        *(
            b"",
            b" \r\n\t",
            b"\0",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"\xef\xbb\xbf\n",
            b"\xff\xfea",
            b'"',
            b",",
            b"{",
            b"[",
        ),
        *(b"PK\x03\x04", b"%PDF-1.7", b"\x1f\x8b\x08", b"PAR1", b"SQLite format 3\0", b"<?xml version='1.0'?>"),
        *(
            b"[1]",
            b'{"a": 1}',
            bytes(range(256)) * 99,
            random.Random(9999).randbytes(9999),
            b"," * 999_999,
            b"\n" * 999 + b"a",
            b'"\n' * 999,
        ),
        GOOD.encode()[:900] + bytes(range(256)),
        GOOD.replace("1639", "=cmd|' /C calc'!A0").encode(),
        GOOD.encode("utf-16-le"),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_table_changes_nothing(refused, tmp_path, content):
    path = tmp_path / "download.csv"
    path.write_bytes(content)
    refused(path)


def test_what_is_no_file_is_refused_at_once(refused, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for path in (tmp_path, tmp_path / "missing", *(tmp_path / name for name in ("pipe", "loop", "zero"))):
        refused(path)
    refused(Path("/dev/zero"))
    refused(tmp_path / ("x" * 300))


def test_a_file_that_may_not_be_read_is_refused(refused, tmp_path, monkeypatch):
    path = tmp_path / "download.csv"
    path.write_text(GOOD, encoding="utf-8")
    read = Path.read_bytes

    # As the system would for anybody but root, who may read every file.
    def forbidden(which):
        if which == path:
            raise PermissionError(errno.EACCES, "Permission denied", str(which))
        return read(which)

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    assert "cannot be read" in refused(path)


@pytest.mark.parametrize("noted", ["[]", "5", '{"url": 5}', '{"retrieved": []}', "{", '"x"', "\0", "[" * 100_000, ""])
def test_a_note_of_a_source_that_is_spoilt_is_refused(folder, monkeypatch, capfd, tmp_path, noted):
    monkeypatch.setenv("BLMK_DATA", str(folder))
    path, before = tmp_path / "download.csv", release_state(folder)
    path.write_text(GOOD, encoding="utf-8")
    path.with_name("download.csv.source.json").write_text(noted)
    assert main(["ingest", str(path)]) == 2
    assert capfd.readouterr().err.count("\n") == 1
    assert release_state(folder) == before


def test_the_second_of_two_files_spoils_the_ingestion_of_the_first(folder, monkeypatch, tmp_path):
    monkeypatch.setenv("BLMK_DATA", str(folder))
    (tmp_path / "good.csv").write_text(GOOD.replace("1639", "1640"), encoding="utf-8")
    before = release_state(folder)
    assert main(["ingest", str(tmp_path / "good.csv"), str(tmp_path / "missing.csv")]) == 2
    assert release_state(folder) == before


def test_files_of_any_name_are_ingested_or_refused_by_the_program_itself(folder, tmp_path):
    paths = [os.path.join(os.fsencode(tmp_path), name) for name in (b"caf\xe9.csv", b"new\nline.csv", b"\x1b[31m.csv")]
    for text, code in ((GOOD, 0), (GOOD.replace("1639", "many"), 2)):
        for path in paths:
            Path(os.fsdecode(path)).write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "blmk_metrics", "ingest", "--anew", *paths, "--data", str(folder)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == code, done.stderr.decode(errors="replace")
        assert b"Traceback" not in done.stderr
