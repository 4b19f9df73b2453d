"""A running app shows a new release at its next rerun, and each rerun is of one release from first to last."""

import shutil
import subprocess
import threading
from datetime import date

import pyarrow as pa
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from blmk_metrics.components import current_release
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.publishing.storing import Signature, locked, put_release, store
from blmk_metrics.releases import MANIFEST, Provenance, manifest_id, manifest_of, read_manifest
from blmk_metrics.releases.manifest import written
from blmk_metrics.releases.reading import current_id
from blmk_metrics.resources import PAGES
from tests.logged import troubles

TODAY = date(2026, 11, 22)
INVENTED = Provenance(nature="synthetic", source="", publisher="", licence="", retrieved="")
READERS = 2


@pytest.fixture
def app(monkeypatch):
    """The app over a folder, not run yet."""

    def over(folder) -> AppTest:
        monkeypatch.setenv("BLMK_DATA", str(folder))
        st.cache_resource.clear()
        app = AppTest.from_file(str(PAGES / "navigation.py"), default_timeout=60)
        app.query_params["place"] = "E06000032"
        return app

    yield over
    st.cache_resource.clear()


def _page_text(app: AppTest) -> str:
    assert not app.exception
    return " ".join(each.value for kind in (app.markdown, app.title, app.error, app.caption) for each in kind)


def _publish_numbered(folder, number: int) -> str:
    tables = ("preventable_deaths", "first_condition_onsets", "population")
    with locked(folder, new=True):
        extracts = [store(folder, name, pa.table({"year": [number]}), INVENTED) for name in tables]
        return put_release(folder, written(str(number), TODAY, current_id(folder), extracts), Signature())


def test_a_running_app_shows_a_new_release_at_its_next_rerun_and_the_old_one_after_going_back(at, driver, app):
    folder = at("checked")
    running = app(folder).run()
    first, second = "1,900 to 2,100", "2,000 to 2,200"
    assert first in _page_text(running)
    for words, shown, gone in ((("publish", "--title", "B"), second, first), (("rollback",), first, second)):
        assert driver.run(folder, *words).code == 0
        text = _page_text(running.run())
        assert shown in text
        assert gone not in text
        assert not running.error


def test_a_rerun_goes_on_with_the_release_it_settled_on_though_another_is_published_meanwhile(at, monkeypatch):
    def page():
        import streamlit as st

        from blmk_metrics.__main__ import main
        from blmk_metrics.components.current_release import edition, release, serve
        from tests.shipped import MEASURES

        def summary() -> str:
            rates = {row.value for row in edition().measured(MEASURES["falls_admissions"]) if row.value}
            return f"{release().title} {rates}"

        serve()
        st.text(summary())
        main(["publish", "--title", "B"])
        # All that is shown from here on is read from the disk anew.
        st.cache_resource.clear()
        st.text(summary())

    monkeypatch.setenv("BLMK_DATA", str(at("checked")))
    st.cache_resource.clear()
    running = AppTest.from_function(page, default_timeout=60).run()
    assert [each.value for each in running.text] == ["A {2000.0}"] * 2
    assert [each.value for each in running.run().text] == ["B {2100.0}"] * 2
    st.cache_resource.clear()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda folder: _figures(folder).unlink(), "cannot be read"),
        (lambda folder: _figures(folder).write_bytes(b"PAR1"), "is not the file that was published"),
        (lambda folder: (folder / MANIFEST).write_text("{"), "is not a release's manifest"),
        (lambda folder: (folder / MANIFEST).unlink(), "manifest.json cannot be read"),
    ],
)
def test_a_release_that_cannot_be_served_gives_way_to_the_one_before_it_and_the_log_says_why(
    at, app, caplog, spoil, why
):
    folder = at("third")
    spoil(folder)
    # A spoilt file of the history is no obstacle.
    (folder / "history" / "000000000000.json").write_text("{")
    running = app(folder).run()
    assert "2,100" in _page_text(running)
    assert running.error[0].value.startswith("The release published last cannot be shown. Shown instead: B")
    assert str(folder) not in _page_text(running)
    assert [why in each for each in troubles(caplog)] == [True]
    app(folder).run()
    assert len(troubles(caplog)) == 1


def test_when_a_file_changes_while_the_app_runs_the_release_before_is_shown_until_it_is_restored(at, app, caplog):
    folder = at("third")
    running, file = app(folder), _figures(folder)
    # The app opened it and found it whole, and nobody has asked for its figures yet.
    assert current_release._trouble(manifest_id(folder)) == ""
    whole = file.read_bytes()
    file.write_bytes(b"PAR1")
    assert "2,100" in _page_text(running.run())
    assert "Shown instead: B" in running.error[0].value
    assert [f"{file} changed or went while it was open" in why for why in troubles(caplog)] == [True]
    assert not running.exception
    # Looked at again, a few seconds later, it is still not what was published.
    current_release._trouble.clear()
    assert "2,100" in _page_text(running.run())
    file.write_bytes(whole)
    current_release._trouble.clear()
    assert "2,200" in _page_text(running.run())
    assert not running.error


def test_the_release_before_is_the_one_that_was_served_last(at, driver, app, export):
    folder = at("published")
    first = read_manifest(folder / MANIFEST).previous
    for words in (("rollback",), ("ingest", export(2300)), ("check",), ("publish", "--title", "D")):
        assert driver.run(folder, *words).code == 0
    _figures(folder).unlink()
    assert f"Shown instead: A, published {read_manifest(manifest_of(folder, first)).published:%d %B %Y}" in _page_text(
        app(folder).run()
    )


def test_that_the_release_before_cannot_be_opened_is_a_sentence_and_why_is_in_the_log(at, app, caplog):
    folder = at("third")
    previous = read_manifest(folder / MANIFEST).previous
    file = read_manifest(folder / "history" / f"{previous}.json").answers.files[0].file
    (folder / file).unlink()
    running = app(folder)
    running.query_params["place"] = "E06000032"
    text = _page_text(running.run().switch_page(str(PAGES / "data_and_provenance.py")).run())
    assert "The release before this one can no longer be opened, so nothing can be compared." in text
    assert str(folder) not in text
    assert [str(folder / file) in why for why in troubles(caplog)] == [True]


def _figures(folder):
    return folder / read_manifest(folder / MANIFEST).answers.files[0].file


def test_a_reader_that_has_settled_on_a_release_opens_it_though_another_is_published_in_between(tmp_path):
    first = _publish_numbered(tmp_path, 1)
    settled = manifest_of(tmp_path, first)
    for number in range(2, 5):
        _publish_numbered(tmp_path, number)
        assert open_tables(tmp_path, settled).id == first
    assert open_tables(tmp_path, settled).title == "1"


def test_readers_see_whole_releases_only_while_many_are_published(tmp_path):
    _publish_numbered(tmp_path, 0)
    seen, wrong, over = set(), [], threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                wanted = manifest_id(tmp_path)
                opened = open_tables(tmp_path, manifest_of(tmp_path, wanted))
                numbers = {opened.title, *(str(table["year"][0]) for table in opened.tables.values())}
                seen.add(wanted)
                if opened.id != wanted or len(numbers) != 1 or len(opened.tables) != 3:
                    wrong.append((wanted, opened.id, numbers))
            except Exception as error:
                wrong.append(error)

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    # Extracts come, go, and come again under the readers.
    published = {_publish_numbered(tmp_path, number % 40) for number in range(200)}
    over.set()
    for reader in readers:
        reader.join()
    assert not wrong
    assert len(published) == 200
    assert len(seen) > 5


def test_the_app_needs_no_right_to_write(at, app, small_disk):
    folder = shutil.copytree(at("published"), small_disk / "data")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert "2,100" in _page_text(app(folder).run())
