"""docs/adding.md is true: a measure that others publish is one file and one command, and is then everywhere."""

import csv
import io
import re
import shlex
import shutil
import tomllib
import zipfile
from pathlib import Path

import pytest
import streamlit as st
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from blmk_metrics.__main__ import main
from blmk_metrics.catalogue.in_force import shipped_catalogue
from blmk_metrics.catalogue.measure_catalogue import catalogue_of
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.demonstration import counts
from blmk_metrics.figures import answer, figure_in_print
from blmk_metrics.layouts.fingertips import COLUMNS
from blmk_metrics.releases import MANIFEST, manifest_id, read_manifest, shipped_folder
from blmk_metrics.releases.edition import Edition, open_edition
from blmk_metrics.releases.manifest import REFERENCE, written
from blmk_metrics.reports.packing import build
from blmk_metrics.resources import PAGES
from tests.pages.test_pages import FILES, _charts, _page, _page_text

PAGE = (Path(__file__).parents[1] / "docs" / "adding.md").read_text(encoding="utf-8")
FILE, ID = re.search(r"`my-release/(catalogue/(\w+)\.toml)`", PAGE).groups()
TOML = re.search(r"```toml\n(.*?)```", PAGE, re.S)[1]
COMMANDS = [shlex.split(line)[3:] for line in re.search(r"```sh\n(.*?)```", PAGE, re.S)[1].splitlines()]
NAME = tomllib.loads(TOML)["name"]
LUTON = "E06000032"
AREAS = {"E06000055": "Bedford", LUTON: "Luton", "E06000042": "Milton Keynes", "E92000001": "England"}


def export(path: Path, key: str) -> None:
    """A series as an invented publisher gives it: falling everywhere, in Luton from above England's to below it."""
    whole = {"Indicator ID": key, "Indicator Name": NAME, "Sex": "Persons", "Age": "18+ yrs"}
    with path.open("w", newline="") as file:
        rows = csv.DictWriter(file, COLUMNS, restval="")
        rows.writeheader()
        for code, name in AREAS.items():
            for year in range(2018, 2025):
                value = 15 + (3 if name == "Luton" else 1) * (2021 - year)
                limits = {"Lower CI 95.0 limit": value - 1, "Upper CI 95.0 limit": value + 1}
                limits |= {"Lower CI 99.8 limit": value - 1.5, "Upper CI 99.8 limit": value + 1.5}
                where = {"Area Code": code, "Area Name": name, "Time period": year, "Value": value}
                rows.writerow({**whole, **limits, **where})


def page_commands(folder: Path) -> list[list[str]]:
    """The page's file and an export for it in a folder; the page's commands over them."""
    (folder / FILE).parent.mkdir(parents=True)
    (folder / FILE).write_text(TOML, encoding="utf-8")
    named = next(word for word in COMMANDS[0] if word.endswith(".csv"))
    export(folder.parent / named, tomllib.loads(TOML)["series"][0]["key"])
    places = {"my-release": str(folder), named: str(folder.parent / named)}
    return [[places.get(word, word) for word in command] for command in COMMANDS]


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A release that had areas and no figures, and in which the page's commands then ran. Not to change."""
    folder = tmp_path_factory.mktemp("adding") / "release"
    shutil.copytree(shipped_folder() / "reference", folder / "reference")
    shutil.copytree(shipped_folder() / "extracts", folder / "extracts")
    shipped = read_manifest(shipped_folder() / MANIFEST)
    areas = [each for each in shipped.extracts if each.name in (*REFERENCE, "area_names")]
    (folder / MANIFEST).write_bytes(written("No figures", shipped.published, "", areas))
    for command in page_commands(folder):
        assert main(command) == 0
    return folder


@pytest.fixture(scope="module")
def edition(folder) -> Edition:
    return open_edition(folder)


@pytest.fixture(autouse=True)
def release_environment(folder, monkeypatch):
    monkeypatch.setenv("BLMK_DATA", str(folder))
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def test_in_an_empty_folder_it_joins_the_release_that_ships_and_each_command_says_what_it_did(tmp_path, capsys):
    ingest, check, publish = page_commands(tmp_path / "release")
    data = ["--data", str(tmp_path / "release")]
    assert main(ingest) == 0
    assert f"rows for published_estimates of {ID}" in capsys.readouterr().out
    assert main(check) == 0
    assert "passes" in capsys.readouterr().out
    assert main(["diff", *data]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {f"measure added {NAME}", f"series added {NAME} official"} <= set(lines)
    assert main(publish) == 0
    published = open_edition(tmp_path / "release")
    assert set(published.catalogue.ids) == {*shipped_catalogue().ids, ID}
    assert len(published.measures()) == len(open_edition(shipped_folder()).measures()) + 1


def test_it_is_the_smallest_file_there_is(tmp_path, capsys):
    lines = [line for line in TOML.splitlines() if "=" in line]
    for line in lines:
        folder = tmp_path / str(lines.index(line))
        ingest, *_ = page_commands(folder)
        (folder / FILE).write_text(TOML.replace(line, ""), encoding="utf-8")
        assert main(ingest) == 2
        assert f"{line.split(' =')[0]} is missing; add it" in capsys.readouterr().err


def test_the_command_prints_its_figures(folder, capsys):
    assert main(["measure", ID, "--area", "Luton", "--data", str(folder)]) == 0
    printed = capsys.readouterr()
    rows = {row["period"]: row for row in csv.DictReader(printed.out.splitlines())}
    assert {period: row["value"] for period, row in rows.items()} == {
        str(year): str(15 + 3 * (2021 - year)) for year in range(2018, 2025)
    }
    assert (rows["2024"]["comparison"], rows["2024"]["basis"]) == ("much better", "official")
    assert printed.err == ""


@pytest.mark.parametrize("file", [*FILES, "priority"])
def test_every_page_draws_with_it_and_shows_nothing_that_its_file_leaves_open(file):
    app = _page(file, LUTON, route=ID)
    assert not app.exception
    if file == "inequalities":
        assert "No measure of this release has figures of groups" in app.info[0].value
    tables, charts = (each.proto.body for each in app.get("html")), (each.alt for each in _charts(app))
    shown = " ".join([_page_text(app), *tables, *charts])
    assert not re.search(r"\bNone\b|\bnan\b|\{place\}|:\*\*\s*(\n|$)", shown)
    if file not in ("inequalities", "report_pack", "meeting_mode"):
        assert NAME in shown


def test_its_page_is_at_its_address_from_the_first_view_on():
    app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=60)
    # As a browser that opens the address anew.
    app._page_hash = calc_hash(ID)
    app.query_params["place"] = LUTON
    app.run()
    assert not app.exception
    assert app.title[0].value == f"{NAME}: how is Luton doing?"
    (definition,) = (each.value for each in app.markdown if "**Measure:**" in each.value)
    terms = dict(re.findall(r"\*\*(.*?):\*\* (.*)", definition))
    assert list(terms) == ["Measure", "Period", "Good direction", "Method", "Source", "This release", "Disclosure"]
    assert terms["Measure"] == f"{NAME}, in % of adults"
    assert not any("Read with care" in each.value for each in app.markdown)
    assert "Supporting measure. Official, as published." in [each.value for each in app.caption]


def test_a_figure_of_it_is_found_by_its_id(edition):
    figure = answer(edition, Question(kind="trend", measure=ID, area=LUTON))
    assert figure_in_print(edition, figure.id).question == figure.question
    app = _page("data_and_provenance", LUTON)
    app.text_input[0].set_value(figure.id).run()
    assert f"**{figure.title}**" in _page_text(app)


@pytest.mark.parametrize("format", ["docx", "pptx", "xlsx"])
def test_every_file_of_a_report_has_it(edition, tmp_path, format):
    path = tmp_path / f"report.{format}"
    path.write_bytes(build(edition, LUTON, format, None, lambda *_: None))
    with zipfile.ZipFile(path) as file:
        text = " ".join(file.read(name).decode(errors="replace") for name in file.namelist() if name.endswith(".xml"))
    assert NAME in text
    assert not re.search(r"None priority|\{place\}", text)
    if format == "docx":
        assert f"Supporting measure: {NAME}" in text
        assert f"{NAME}: how is Luton doing?" in text


def test_the_report_on_paper_has_it_and_no_heading_over_nothing(edition):
    pages = PdfReader(io.BytesIO(build(edition, LUTON, "pdf", None, lambda *_: None))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert f"{NAME}: how is Luton doing?" in text
    assert f"Supporting measure: {NAME}" in text
    assert "Read with care" not in text


def test_a_meeting_asks_its_question_of_each_place(folder, tmp_path):
    file = tmp_path / "meeting.html"
    assert main(["meeting", "--place", "Luton", "-o", str(file), "--data", str(folder)]) == 0
    text = file.read_text(encoding="utf-8")
    assert f"Supporting measure: {NAME}: how is Luton doing?" in text
    assert f"Supporting measure: {NAME}: how is Bedford doing?" in text
    assert "{place}" not in text


def test_a_measure_that_ships_without_figures_makes_no_other_demonstration(edition, tmp_path, monkeypatch):
    with_it = catalogue_of([*shipped_catalogue().measures, edition.catalogue.measure(ID)])
    monkeypatch.setattr(counts, "shipped_catalogue", lambda: with_it)
    assert counts.publish_demonstration(tmp_path) == manifest_id(shipped_folder())


def test_the_page_names_every_column_that_the_publishers_file_must_have():
    named = re.search(r"has all of these columns[^`]*`([^`]*)`", PAGE)[1]
    assert tuple(named.split(", ")) == COLUMNS
