"""A pack: every format of one report from one set of drawings, each file told in a manifest."""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from PIL import Image
from pptx import Presentation

from blmk_metrics.errors import InputError
from blmk_metrics.figures import Figure, answer, question_of
from blmk_metrics.reports import packing
from blmk_metrics.reports.archives import archive
from blmk_metrics.reports.figure_pictures import DOTS_PER_INCH, WIDTH_CM, Pictures
from blmk_metrics.reports.formats import FORMATS, file_name
from blmk_metrics.reports.packing import build
from tests.reports.drawn import LUTON
from tests.reports.test_powerpoint import Blank


@pytest.fixture(autouse=True)
def blanks(monkeypatch):
    """Packs are made of blanks: what is drawn is looked at below, once."""
    monkeypatch.setattr(packing, "Pictures", Blank)


@pytest.fixture
def undocumented(monkeypatch):
    """Packs without documents, which take the time."""
    monkeypatch.setattr(packing, "DOCUMENTS", ())


@pytest.fixture(scope="module")
def built(edition) -> Callable[[str], tuple[bytes, list[tuple[int, int, str]]]]:
    """A report in a format, and what was told while it was made; made once for all who ask."""

    @cache
    def once(format: str) -> tuple[bytes, list[tuple[int, int, str]]]:
        steps = []
        return build(edition, LUTON, format, note=lambda *step: steps.append(step)), steps

    return once


@pytest.fixture(scope="module")
def packed(built) -> dict[str, bytes]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(packing, "Pictures", Blank)
        return files(built("zip")[0])


@pytest.fixture(scope="module")
def manifest(packed) -> dict:
    return json.loads(packed["manifest.json"])


def files(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        assert pack.testzip() is None
        return {name: pack.read(name) for name in pack.namelist()}


def test_a_pack_holds_every_document_and_every_figure_as_rows_and_pictures(packed, report):
    stem = file_name("Luton", "pdf", report.release.id, True).removesuffix(".pdf")
    documents = {f"{stem}.{ending}" for ending in ("docx", "pptx", "xlsx", "pdf")}
    figures = {f"{ending}/{each.stem}.{ending}" for each in report.figures for ending in ("csv", "svg", "png")}
    assert set(packed) == {*documents, *figures, "manifest.json"}
    assert len(figures) == 3 * len(report.figures)


def test_the_manifest_tells_each_file_as_it_is(packed, manifest):
    manifest_files = {each["name"]: (each["bytes"], each["sha256"]) for each in manifest["files"]}
    pack_files = {name: (len(each), hashlib.sha256(each).hexdigest()) for name, each in packed.items()}
    pack_files.pop("manifest.json")
    assert manifest_files == pack_files


def test_the_manifest_tells_the_release_its_nature_and_the_area(manifest, report):
    release = report.release
    assert manifest["release"] == {
        "id": release.id,
        "title": release.title,
        "published": release.published.isoformat(),
    }
    assert manifest["nature"].startswith("SYNTHETIC")
    assert manifest["area"] == {"code": LUTON, "name": "Luton"}


def test_the_manifests_link_of_a_figure_leads_to_that_figure_and_its_files_are_there(edition, packed, manifest):
    for each in manifest["figures"]:
        figure = answer(edition, question_of(edition, each["link"]))
        assert (figure.id, figure.title, figure.text_alternative) == (each["id"], each["title"], each["says"])
        assert each["files"] == [f"{ending}/{figure.stem}.{ending}" for ending in ("csv", "svg", "png")]
        assert all(name in packed for name in each["files"])


def test_the_rows_of_a_figure_are_all_in_its_csv_unrounded(packed, report):
    for figure in report.figures:
        rows = list(csv.DictReader(io.StringIO(packed[f"csv/{figure.stem}.csv"].decode())))
        for cells, row in zip(rows, figure.rows, strict=True):
            assert (float(cells["value"]) if cells["value"] else None) == row.value
            assert cells["figure"] == figure.id
            assert cells["nature"] == "SYNTHETIC"


# Two of the four with the slow tests.
@pytest.mark.parametrize(
    "format", ["xlsx", "docx", *(pytest.param(each, marks=pytest.mark.slow) for each in ("pptx", "pdf"))]
)
def test_a_document_is_the_same_alone_as_in_a_pack(built, packed, format):
    (name,) = [each for each in packed if each.endswith(f".{format}")]
    assert built(format)[0] == packed[name]


def test_pictures_alone_are_a_zip_file_of_them(built, report):
    pack = files(built("svg")[0])
    assert set(pack) == {f"{figure.stem}.svg" for figure in report.figures}
    assert all(content.startswith(b"<svg ") for content in pack.values())


@pytest.mark.usefixtures("undocumented")
def test_a_figure_of_nothing_has_rows_but_no_picture(edition, emptied, monkeypatch):
    monkeypatch.setattr(packing, "contents", lambda *_: emptied)
    pack = files(build(edition, LUTON, "zip"))
    stem = emptied.figures[0].stem
    assert [name for name in pack if stem in name] == [f"csv/{stem}.csv"]


@pytest.mark.usefixtures("undocumented")
def test_a_pack_of_real_data_is_not_called_synthetic(hiding):
    pack = files(build(hiding, LUTON, "zip"))
    assert [name for name in pack if "SYNTHETIC" in name] == []
    assert json.loads(pack["manifest.json"])["nature"] == "real"


@pytest.mark.usefixtures("undocumented")
def test_what_is_suppressed_has_no_value_in_any_csv(hiding, hidden):
    pack = files(build(hiding, LUTON, "zip"))
    found = 0
    for figure in hidden.figures:
        for row in csv.DictReader(io.StringIO(pack[f"csv/{figure.stem}.csv"].decode())):
            if row["reason"].startswith("suppressed"):
                assert (row["value"], row["lower_ci_95"], row["upper_ci_95"]) == ("", "", "")
                found += 1
    assert found


@pytest.mark.parametrize("format", FORMATS)
def test_progress_goes_from_nothing_to_all_one_part_at_a_time(built, format):
    _, steps = built(format)
    *before, last = steps
    assert [done for done, _, _ in steps] == list(range(last[0] + 1))
    assert {parts for _, parts, _ in steps} == {last[0]}
    assert last[2] == "done"
    assert all(what for _, _, what in before)


@pytest.mark.usefixtures("undocumented")
def test_the_same_release_gives_the_same_bytes(edition):
    assert build(edition, LUTON, "zip") == build(edition, LUTON, "zip")


def test_a_control_character_in_a_name_is_refused_by_its_code_before_anything_is_drawn(edition, renamed, monkeypatch):
    monkeypatch.setattr(packing, "contents", lambda *_: renamed("Lu\x07ton"))
    steps = []
    with pytest.raises(InputError, match=r"has the control character '\\x07' in a name or a source \('Lu\\x07ton'\)"):
        build(edition, LUTON, "pptx", note=lambda *step: steps.append(step))
    assert steps == []


def test_unknown_formats_and_areas_are_refused_with_what_there_is(edition):
    with pytest.raises(InputError, match="unknown format 'odt'; choose one of docx, pptx, xlsx, pdf, svg, zip"):
        build(edition, LUTON, "odt")
    with pytest.raises(InputError, match=r"unknown area 'E1'.*E06000032 \(Luton\)"):
        build(edition, "E1", "pdf")


def test_a_template_is_refused_where_it_is_of_no_use_and_before_anything_is_drawn(edition, tmp_path):
    other = tmp_path / "notes.docx"
    other.write_text("not a document")
    with pytest.raises(InputError, match="a template is for docx and zip: leave it out for pdf"):
        build(edition, LUTON, "pdf", other)
    steps = []
    with pytest.raises(InputError, match=r"notes\.docx is not a Word document"):
        build(edition, LUTON, "docx", other, lambda *step: steps.append(step))
    assert steps == []


def test_a_picture_is_drawn_once_and_is_sharp_enough_to_print(report, monkeypatch):
    figure, drawn, real = report.figures[1], [], Figure.picture

    def counted(*arguments):
        drawn.append(arguments)
        return real(*arguments)

    monkeypatch.setattr(Figure, "picture", counted)
    pictures = Pictures()
    svg, png = pictures.svg(figure), Image.open(io.BytesIO(pictures.png(figure)))
    assert (pictures.svg(figure), len(drawn)) == (svg, 1)
    assert figure.id.encode() in svg
    assert b"SYNTHETIC" in svg
    assert png.width == pytest.approx(WIDTH_CM / 2.54 * DOTS_PER_INCH, abs=1)
    assert png.info["dpi"] == pytest.approx((DOTS_PER_INCH, DOTS_PER_INCH), abs=0.1)


def test_a_map_on_a_slide_leaves_its_title_to_the_slide(report):
    (figure, *_) = [each for each in report.figures if each.kind == "map"]
    pictures = Pictures()
    framed, bare = (Image.open(io.BytesIO(each)) for each in (pictures.png(figure), pictures.bare(figure)))
    assert bare.height < framed.height
    assert bare.width < framed.width


def test_a_file_is_named_for_its_area_release_and_nature():
    assert file_name("Milton Keynes", "docx", "abc", True) == "outcomes-Milton_Keynes-abc-SYNTHETIC.docx"
    assert file_name("Luton", "svg", "abc", False) == "outcomes-Luton-pictures-abc.zip"
    names = {file_name("Luton", format, "abc", False) for format in FORMATS}
    assert len(names) == len(FORMATS)


def test_files_put_together_say_nothing_of_when(edition, built):
    content = archive({"one": b"1"})
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
    slides = Presentation(io.BytesIO(built("pptx")[0]))
    assert slides.core_properties.created.date() == edition.release.published
