"""The measures of a release's own folder: a mistake in their files is one message, and what is served stays."""

import hashlib
import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from blmk_metrics.__main__ import main
from blmk_metrics.catalogue import in_force
from blmk_metrics.catalogue.in_force import shipped_catalogue
from blmk_metrics.catalogue.measure_catalogue import as_bytes, catalogue_of
from blmk_metrics.catalogue.questions import Question
from blmk_metrics.catalogue.rows import periods
from blmk_metrics.catalogue.terms import Layout
from blmk_metrics.engines.statements import statements_in
from blmk_metrics.errors import InputError
from blmk_metrics.figures import answer, figure_in_print
from blmk_metrics.figures.figure import id_of
from blmk_metrics.figures.identified import Printed
from blmk_metrics.layouts import ADAPTERS
from blmk_metrics.publishing.candidates import rollback
from blmk_metrics.publishing.storing import Signature, put_release
from blmk_metrics.releases import MANIFEST, read_manifest
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.resources import PAGES
from tests.logged import troubles
from tests.official_files import lait_readiness, released
from tests.pages.test_pages import _page, _page_text

GOOD = """
name = "Adults who snore"
tier = "supporting"
unit = "% of adults"
polarity = "low is good"

[period]
kind = "calendar year"

[[series]]
layout = "fingertips"
key = "900001"
"""
COUNTS = """
[counts]
method = "proportion"
extracts = ["preventable_deaths"]
numerator = "adults who snore"
numerator_noun = "adults"
denominator = "adults"
disclosure = "official"
"""
LUTON = "E06000032"
# What no message has: words of the libraries, and of Python.
FOREIGN = re.compile(
    r"Traceback|pydantic|validation error|Input should|keyword argument|instance of|Errno|Error:|\bNone\b|<class"
)


def edited(*changes: tuple[str, str], before: str = "") -> str:
    text = before + GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def with_files(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / "catalogue" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


FAULTS = {
    "three faults": (
        {"snoring.toml": edited(('"low is good"', '"down"'), ("key", "kee"), ('"% of adults"', "5"))},
        [
            "snoring.toml has 4 faults:",
            '- unit must be a text; write it in "quotes"',
            "- polarity must be one of 'high is good', 'low is good' or 'none', not 'down'; choose one of them",
            "- series 1: key is missing; add it",
            "- series 1: 'kee' is not one of its fields; write key",
        ],
    ),
    "a rule between two fields beside a faulty third": (
        {"snoring.toml": edited(('tier = "s', 'plausible = [9, 3]\ntier = "s'), ('"low is good"', '"down"'))},
        [
            "snoring.toml has 2 faults:",
            "- polarity must be one of 'high is good', 'low is good' or 'none', not 'down'; choose one of them",
            "- plausible has 9 before 3; write the lower bound first",
        ],
    ),
    "two files of one id": (
        {"a/snoring.toml": GOOD, "b/snoring.toml": GOOD},
        ["a/snoring.toml has the same name, which is the measure's id; rename one of the two, or take it out"],
    ),
    "a parent that is not there": (
        {"snoring.toml": edited(before='parent = "snorin"')},
        ["snoring.toml: parent 'snorin' is not the id of a measure; write snoring"],
    ),
    "a circle of parents": (
        {
            "snoring.toml": edited(before='parent = "yawning"'),
            "yawning.toml": edited(("900001", "2"), before='parent = "snoring"'),
        },
        ["snoring.toml: its parents go round in a circle (snoring, yawning, snoring); take parent out of one of them"],
    ),
    "a cut that nobody declares": (
        {"snoring.toml": GOOD + 'cut = { ethnicity = "Asian" }\n'},
        ["series 1: cut 'ethnicity' is not declared; choose one of deprivation_quintile, free_school_meals, sex"],
    ),
    "a layout that nobody reads": (
        {"snoring.toml": edited(("fingertips", "fingertip"))},
        ["series 1: layout 'fingertip' is not declared; choose one of early_years, explore_local_statistics, finger"],
    ),
    "a part of a key that the layout does not have": (
        {"snoring.toml": GOOD + 'unit = "%"\n'},
        ["series 1: unit tells no series of the layout 'fingertips' apart; take it out"],
    ),
    "an extract that nobody declares": (
        {
            "snoring.toml": GOOD
            + '[counts]\nmethod = "proportion"\nextracts = ["snorers"]\nnumerator = "a"\ndenominator = "b"\n'
            + 'disclosure = "official"\n'
        },
        [
            "counts: extract 'snorers' is not declared; choose one of",
            "it has [counts], and a release's own file can only",
        ],
    ),
    "counts that are sound, of a measure without SQL": (
        {"snoring.toml": GOOD + COUNTS},
        [
            "snoring.toml: it has [counts], and a release's own file can only describe what a publisher gives, since "
            "SQL never comes from a release's folder; take it out, and say in [[series]] who publishes the measure"
        ],
    ),
    "a baseline of another kind": (
        {"snoring.toml": edited(('"calendar year"', '"calendar year"\nbaseline = "2019/20"'))},
        ["period: baseline '2019/20' is not a period of its kind (calendar year); write it as 2023"],
    ),
    "an empty file": ({"snoring.toml": ""}, ["it is empty; describe the measure in it, or take it out"]),
    "no TOML": ({"snoring.toml": "name = = 3"}, ["it is not TOML that can be read (", "(at line 1, column 8)"]),
    "not UTF-8": ({"snoring.toml": GOOD.encode("utf-16")}, ["line 1 is not UTF-8 text; save the file as UTF-8"]),
    "a folder": ({"snoring.toml/x": ""}, ["snoring.toml: it is a folder or a device, not a file; rename it"]),
    "another id within": (
        {"snoring.toml": edited(before='id = "yawning"')},
        ["id is 'yawning', but the file's name, which is the measure's id, is snoring; take id out, or rename"],
    ),
    "no id": ({"Adult Snoring.toml": GOOD}, ["Adult Snoring.toml: its name is the measure's id, and is not in lower"]),
    "the name of a page": ({"overview.toml": GOOD}, ["another page has it already; rename it"]),
    "another ending": (
        {"snoring.TOML": GOOD},
        ["snoring.TOML: its name does not end in .toml; rename it snoring.toml"],
    ),
    "a hidden ending": ({"snoring.toml.txt": GOOD}, ["its name does not end in .toml; rename it snoring.toml"]),
    "an unknown field": (
        {"snoring.toml": edited(before='polarty = "up"')},
        ["'polarty' is not one of its fields; write polarity"],
    ),
    "a value of another type": (
        {"snoring.toml": edited(before='parent = 3\ncaveats = "one"')},
        ['- parent must be a text; write it in "quotes"', '- caveats must be a list; write it as ["one", "two"]'],
    ),
    "bounds that are no numbers": (
        {"snoring.toml": edited(before="plausible = [nan, inf]")},
        [
            "snoring.toml has 2 faults:",
            "- plausible 1 must be a number, not nan",
            "- plausible 2 must be a number, not inf",
        ],
    ),
    "a huge file": ({"snoring.toml": GOOD + "#" * 200_000}, ["it is larger than 200,000 bytes; shorten it"]),
    "a name of many lines": (
        {"snoring.toml": edited(('"Adults who snore"', '"""a\nb"""'))},
        ["name has a line break or a character that cannot be seen; write it in one line"],
    ),
}


def linked(folder: Path, target: str) -> None:
    (folder / "catalogue").mkdir()
    os.symlink(target, folder / "catalogue" / "snoring.toml")


def a_good_file_elsewhere(folder: Path) -> None:
    (folder / "elsewhere.toml").write_text(GOOD)
    linked(folder, str(folder / "elsewhere.toml"))


OTHER_FAULTS = {
    "a link": (a_good_file_elsewhere, "snoring.toml: it is a link to another file; copy that file to its place"),
    "a link to nothing": (lambda folder: linked(folder, "nowhere"), "it cannot be read (No such file or directory)"),
    "a file that cannot be read": (lambda folder: linked(folder, "snoring.toml"), "it cannot be read (Too many levels"),
    "a device": (lambda folder: linked(folder, "/dev/zero"), "it is a folder or a device, not a file; rename it"),
    "a file for the folder": (
        lambda folder: (folder / "catalogue").write_text(GOOD),
        "catalogue must be a folder with a file for each measure; rename it, or take it out",
    ),
}


@pytest.fixture
def refused(capsys):
    """Run a command that must be refused, and leave the release as it is; return its one message."""

    def run(folder: Path, *words: object) -> str:
        before = sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*.json"))
        assert main([*map(str, words), "--data", str(folder)]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.count("blmk_metrics: ") == 1
        assert not FOREIGN.search(printed.err), printed.err
        assert sorted((path, path.stat().st_mtime_ns) for path in folder.rglob("*.json")) == before
        return printed.err

    return run


@pytest.fixture(scope="module")
def published(stages, tmp_path_factory):
    """A folder with a release, of which nothing but the catalogue is ever changed."""
    return shutil.copytree(stages["published"], tmp_path_factory.mktemp("published") / "release")


@pytest.fixture
def folder(published):
    """The same, without a catalogue of its own again afterwards."""
    yield published
    for path in (published / "catalogue", published / "elsewhere.toml"):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


@pytest.mark.parametrize(("files", "expected"), FAULTS.values(), ids=FAULTS)
def test_a_mistake_in_a_measures_file_is_one_message_and_nothing_is_ingested(folder, refused, export, files, expected):
    message = refused(with_files(folder, files), "ingest", export(2300))
    for each in expected:
        assert each in message
    # One line for the file, and one for each fault where there are several.
    several = re.search(r"has (\d+) faults:", message)
    assert message.count("\n") == 1 + (int(several[1]) if several else 0)


@pytest.mark.parametrize(("make", "expected"), OTHER_FAULTS.values(), ids=OTHER_FAULTS)
def test_what_is_no_file_at_all_is_one_line_and_nothing_is_ingested(folder, refused, export, make, expected):
    make(folder)
    message = refused(folder, "ingest", export(2300))
    assert expected in message
    assert message.count("\n") == 1


def test_the_release_is_printed_as_before_whatever_is_wrong_with_files_beside_it(folder, tmp_path):
    printed = tmp_path / "printed.csv"
    command = ["measure", "falls_admissions", "-o", str(printed), "--data", str(folder)]
    assert main(command) == 0
    before = printed.read_bytes()
    with_files(folder, {"snoring.toml": "name = = 3"})
    assert main(command) == 0
    assert printed.read_bytes() == before


@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_candidate_is_not_published_with_files_that_changed_after_it_was_made(at, driver, refused, export, command):
    folder = at("checked")
    with_files(folder, {"snoring.toml": "name = = 3"})
    assert "snoring.toml: it is not TOML" in refused(folder, command)
    with_files(folder, {"snoring.toml": GOOD + COUNTS})
    assert "snoring.toml: it has [counts], and a release's own file can only describe" in refused(folder, command)
    with_files(folder, {"snoring.toml": GOOD})
    assert "The files of measures changed after candidate" in refused(folder, command)
    for words in (("ingest", export(2100)), ("check",), ("publish",)):
        assert driver.run(folder, *words).code == 0
    assert "snoring" in open_edition(folder).catalogue.ids


def test_every_layout_that_a_file_may_name_is_read_by_a_module():
    read = {getattr(module, "LAYOUT", None) for module in ADAPTERS}
    assert read - {None} == set(Layout)


@pytest.fixture
def before_catalogues(at):
    """A folder as it was before releases carried their measures."""
    folder = at("published")
    manifest = json.loads((folder / MANIFEST).read_text())
    del manifest["catalogue"]
    put_release(folder, json.dumps(manifest).encode(), Signature())
    return folder


@pytest.fixture
def serve(monkeypatch):
    """Serve a folder's pages."""

    def serve(folder: Path) -> None:
        monkeypatch.setenv("BLMK_DATA", str(folder))
        st.cache_resource.clear()

    yield serve
    st.cache_resource.clear()


def test_a_release_of_before_is_read_with_the_measures_that_ship_and_says_so(before_catalogues, driver, serve):
    words = "It was published before releases carried their measures, and is read with those that ship today."
    assert open_edition(before_catalogues).catalogue == shipped_catalogue()
    assert words in driver.run(before_catalogues, "status").out
    serve(before_catalogues)
    assert words in _page_text(_page("data_and_provenance", LUTON))


def test_a_release_says_which_file_has_its_measures(at, driver, serve):
    folder = at("published")
    file = read_manifest(folder / MANIFEST).catalogue_file.file
    words = f"Its measures are those it was published with, in the file {file}."
    assert words in driver.run(folder, "status").out
    serve(folder)
    assert words in _page_text(_page("data_and_provenance", LUTON))


def test_the_release_after_one_of_before_answers_to_its_ids_and_says_so(before_catalogues, driver, export, serve):
    old = open_edition(before_catalogues)
    question = answer(old, Question(kind="trend", measure="falls_admissions", area=LUTON)).question
    printed = id_of(question, old.release.id)
    for words in (("ingest", export(2300)), ("check",), ("publish",)):
        assert driver.run(before_catalogues, *words).code == 0
    # The history is not always there: what is printed from a release is found without its files.
    shutil.rmtree(before_catalogues / "history")
    new = open_edition(before_catalogues)
    assert (figure_in_print(new, printed).question, figure_in_print(new, printed).release_id) == (
        question,
        old.release.id,
    )
    serve(before_catalogues)
    notice = (
        f"This id was printed from release {old.release.id}, which a later one has replaced. Shown is the same figure "
        f"in release {new.release.id}, where its id is {id_of(question, new.release.id)}"
    )
    app = _page("data_and_provenance", LUTON)
    app.text_input[0].set_value(printed).run()
    assert notice in app.info[0].value
    alone = _page("figure", LUTON, figure=printed)
    assert not alone.exception
    assert notice in " ".join(each.value for kind in (alone.info, alone.warning, alone.markdown) for each in kind)


def test_ids_printed_from_the_release_that_shipped_before_are_found(edition):
    for figure_id, kind, area in (
        ("0Q4J-53SZ", "profile", "E06000042"),
        ("0NDQ-5Y4W", "groups_over_time", LUTON),
        ("06KD-63TS", "groups", LUTON),
    ):
        printed = figure_in_print(edition, figure_id)
        assert (printed.release_id, printed.question.kind, printed.question.area) == ("3c07b887e87e", kind, area)


def test_an_id_of_what_was_the_latest_period_is_found_when_there_is_a_later_one(edition):
    now = answer(edition, Question(kind="areas", measure="falls_admissions", area=LUTON)).question
    for period in periods(edition.rows(now))[-3:]:
        then = replace(now, period=period)
        assert figure_in_print(edition, id_of(then, "3c07b887e87e")) == Printed(then, "3c07b887e87e")
        assert figure_in_print(edition, id_of(then, edition.release.id)) == Printed(then, edition.release.id)


def test_a_release_after_going_back_answers_to_the_ids_of_the_one_gone_back_from(readiness_folder, tmp_path):
    folder = shutil.copytree(readiness_folder, tmp_path / "data")
    first = read_manifest(folder / MANIFEST).id
    other, again = (tmp_path / name for name in ("other.csv", "again.csv"))
    other.write_text(lait_readiness().replace(",62.0,", ",62.4,"))
    again.write_text(lait_readiness().replace(",62.0,", ",62.8,"))
    second = released(folder, [other])
    rollback(folder, None)
    released(folder, [again])
    assert {first, second} <= {*read_manifest(folder / MANIFEST).earlier}


@pytest.mark.parametrize("written", ["decimals = 0x" + "f" * 5000, "plausible = [0, 1" + "0" * 400 + "]"])
def test_a_number_beyond_all_use_is_one_message(tmp_path, written):
    with_files(tmp_path, {"snoring.toml": f"{written}\n{GOOD}"})
    with pytest.raises(InputError, match=r"snoring\.toml: it has a whole number of more than 18 digits"):
        in_force.catalogue_in(tmp_path)


def test_a_catalogue_that_cannot_be_looked_through_is_refused_and_not_empty(tmp_path, monkeypatch):
    with_files(tmp_path, {"snoring.toml": GOOD})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "catalogue" / "shared").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="shared is a link to another folder; copy that folder to its place"):
        in_force.catalogue_in(tmp_path)
    (tmp_path / "catalogue" / "shared").unlink()

    def refuse(path):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InputError, match=r"catalogue cannot be read \(Permission denied\); make it readable"):
        in_force.catalogue_in(tmp_path)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda path: path.write_bytes(path.read_bytes().replace(b"low is", b"high is", 1)), "is not the file that"),
        (lambda path: path.unlink(), "cannot be read (No such file or directory)"),
    ],
)
def test_a_catalogue_that_is_another_than_was_published_is_refused(at, refused, serve, caplog, spoil, expected):
    folder = at("published")
    file = read_manifest(folder / MANIFEST).catalogue_file.file
    spoil(folder / file)
    message = refused(folder, "measure", "falls_admissions")
    assert "The catalogue of release " in message
    assert expected in message
    assert message.count("\n") == 1
    # The release before it has no such file.
    serve(folder)
    app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=60).run()
    assert not app.exception
    assert [expected in why for why in troubles(caplog)] == [True]
    assert "Shown instead: A, " in app.error[0].value


def with_a_measure_counted_elsewhere(folder: Path) -> str:
    """Let a folder's release have a measure whose SQL does not ship; return the file of its catalogue."""
    ships = shipped_catalogue()
    counted = replace(ships.measure("preventable_mortality"), id="snoring", series=())
    content = as_bytes(catalogue_of([*ships.measures, counted]))
    digest = hashlib.sha256(content).hexdigest()
    file = f"reference/catalogue.{digest[:12]}.json"
    (folder / file).write_bytes(content)
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["catalogue"] = {"file": file, "sha256": digest}
    (folder / MANIFEST).write_text(json.dumps(manifest))
    return file


def test_a_release_with_a_measure_whose_sql_does_not_ship_is_one_message_and_the_one_before_is_shown(
    at, refused, serve, caplog
):
    folder = at("published")
    file = with_a_measure_counted_elsewhere(folder)
    expected = (
        f"{folder / file}: it has [counts] of snoring, but sql/indicators/snoring.sql does not ship with this "
        "software, and SQL never comes from a release's folder: a release's catalogue can only describe what a "
        "publisher gives. Add the file to the software, or publish a release without [counts] of what it cannot count."
    )
    report = ("report", "--place", LUTON, "-o", folder / "report.pdf")
    for words in (("measure", "snoring"), ("measure", "falls_admissions"), ("diff",), report):
        message = refused(folder, *words)
        assert expected in message
        assert message.count("\n") == 1
    serve(folder)
    app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=60).run()
    assert not app.exception
    assert [expected.replace(str(folder), "") in why.replace(str(folder), "") for why in troubles(caplog)] == [True]
    assert "Shown instead: A, " in app.error[0].value


def test_a_measure_with_counts_that_ships_without_its_sql_is_refused(tmp_path, monkeypatch):
    with_files(tmp_path, {"snoring.toml": GOOD + COUNTS})
    monkeypatch.setattr(in_force, "CATALOGUE", tmp_path / "catalogue")
    expected = "catalogue/snoring.toml, counts: sql/indicators/snoring.sql is missing; add it, or take [counts] out"
    with pytest.raises(InputError, match=re.escape(expected)):
        in_force.shipped_catalogue.__wrapped__()


def test_every_measure_that_is_counted_ships_with_its_sql_and_every_such_sql_with_its_measure():
    counted = [each.id for each in shipped_catalogue().measures if each.counts]
    assert sorted(statements_in("indicators")) == sorted(counted)
