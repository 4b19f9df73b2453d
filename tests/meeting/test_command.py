"""The command writes the document or the paper, or says in one line why it cannot."""

import pytest

from blmk_metrics.__main__ import main
from blmk_metrics.meeting import as_file, offered
from tests.meeting.reading import Reader


@pytest.fixture
def agenda(edition, tmp_path):
    """A saved agenda of one item, beside one that no release knows."""
    (item, *_) = (each for each in offered(edition) if each.figure == "groups")
    path = tmp_path / "agenda.json"
    path.write_bytes(as_file([item]).replace(b'"items": [', b'"items": [{"measure": "nonsense", "figure": "trend"},'))
    return path


def test_it_writes_the_document_of_a_saved_agenda(edition, agenda, tmp_path, monkeypatch, drawings, capsys):
    monkeypatch.setattr("blmk_metrics.meeting.Drawings", lambda: drawings)
    place = list(edition.choosable())[-1]
    path = tmp_path / "meeting.html"
    assert main(["meeting", "--place", place, "--agenda", str(agenda), "-o", str(path)]) == 0
    assert next(iter(Reader(path.read_text()).screens)) == f"screen-{place}-1"
    printed = capsys.readouterr()
    assert "Left out, since this release has no answer to them: “nonsense.trend”." in printed.err
    assert "SYNTHETIC: invented demonstration data" in printed.err
    assert "1 screens" not in printed.out
    assert "1 screen," in printed.out


def test_it_writes_the_paper(edition, agenda, tmp_path):
    path = tmp_path / "agenda.pdf"
    assert main(["meeting", "--place", next(iter(edition.choosable())), "--agenda", str(agenda), "-o", str(path)]) == 0
    assert path.read_bytes().startswith(b"%PDF-")


def test_a_mistake_is_one_line_that_says_what_to_do(edition, tmp_path, capsys):
    place = next(iter(edition.choosable()))
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    for message, arguments in (
        ("unknown area 'nowhere'; choose one of ", ["--place", "nowhere", "-o", str(tmp_path / "a.html")]),
        ("does not end in a format", ["--place", place, "-o", str(tmp_path / "a.docx")]),
        ("pdf is written as a .pdf file", ["--place", place, "--format", "PDF", "-o", str(tmp_path / "a.html")]),
        ("unknown format 'odt'", ["--place", place, "--format", "odt", "-o", str(tmp_path / "a.odt")]),
        ("is not a folder: make it", ["--place", place, "-o", str(tmp_path / "none" / "a.html")]),
        ("is not an agenda of a meeting", ["--place", place, "--agenda", str(broken), "-o", str(tmp_path / "a.pdf")]),
        ("cannot be read", ["--place", place, "--agenda", str(tmp_path / "no"), "-o", str(tmp_path / "a.pdf")]),
    ):
        assert main(["meeting", *arguments]) == 2
        output = capsys.readouterr().err.strip()
        assert message in output
        assert "\n" not in output
