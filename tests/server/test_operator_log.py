"""What an operator reads: lines of JSON, a trouble when it begins and when it ends, and no flood."""

import asyncio
import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from blmk_metrics.components import operator_log
from blmk_metrics.components.operator_log import count, note_trouble, write_counts
from tests.browser.server import ROOT, app_server
from tests.server.visitors import logged
from tests.sessions import session

BEGIN = "import logging, streamlit\nfrom blmk_metrics.components.operator_log import begin, log\nbegin()\n"


def _lines(script: str) -> list[dict]:
    """What a program writes on standard error once its log has begun."""
    done = subprocess.run([sys.executable, "-c", BEGIN + script], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_an_event_is_one_line_whatever_its_detail_holds():
    (line,) = _lines("""log("began", words="two\\nlines, a 'quote'", where=logging.root)""")
    assert (line["level"], line["event"]) == ("info", "began")
    assert line["detail"] == {"words": "two\nlines, a 'quote'", "where": "<RootLogger root (WARNING)>"}
    assert line["time"].endswith("+00:00")


def test_a_librarys_error_is_one_line_with_what_was_raised_and_repeated_at_once_is_counted():
    script = (
        "library = logging.getLogger('uvicorn.error')\n"
        "for number in range(5):\n"
        "    if number == 4: import time; time.sleep(1.1)\n"
        "    try: 1 / 0\n"
        "    except ZeroDivisionError: library.exception('number %d', number)\n"
        "library.info('something went well')\n"
        "logging.getLogger('streamlit.web').warning('once')\n"
    )
    first, later, other = _lines(script)
    assert (first["event"], first["level"], first["detail"]["message"]) == ("uvicorn.error", "error", "number 0")
    assert "ZeroDivisionError" in first["detail"]["raised"]
    assert (later["detail"]["message"], later["detail"]["unwritten"]) == ("number 4", 3)
    assert (other["event"], other["detail"]) == ("streamlit.web", {"message": "once"})


def test_a_page_that_fails_is_one_line_with_what_was_raised(tmp_path):
    for name in ("app.py", ".streamlit/config.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "navigation.py").write_text("raise ValueError('a bug')")
    log, environment = tmp_path / "log", {"PYTHONPATH": str(ROOT)}
    with (
        app_server(script=tmp_path / "app.py", module="tests.undrawn", environment=environment, errors=log) as (at, _),
        session(at) as reader,
        pytest.raises(RuntimeError, match="failed"),
    ):
        reader.view("")
    (raised,) = [each["detail"]["raised"] for each in logged(log) if each["level"] == "error"]
    assert raised.endswith("ValueError: a bug")


def test_a_trouble_is_written_when_it_begins_when_it_changes_and_when_it_ends(caplog):
    caplog.set_level("INFO", logger="blmk_metrics")
    since = note_trouble("a file", "lost")
    assert note_trouble("another file", "") is None
    for why in ("lost", "lost", "spoilt"):
        assert note_trouble("a file", why) == since
    note_trouble("a file", "")
    note_trouble("a file", "")
    assert [(each.message, each.detail["of"], each.detail.get("why")) for each in caplog.records] == [
        ("trouble", "a file", "lost"),
        ("trouble", "a file", "spoilt"),
        ("trouble ended", "a file", None),
    ]


def test_what_comes_in_a_flood_is_written_once_with_how_often_it_came(caplog, monkeypatch):
    monkeypatch.setattr(operator_log, "SECONDS", 0.01)

    async def flood() -> None:
        for number in range(1000):
            count("sockets refused", "4 are open in all", f"192.0.2.{number % 9}")
        with suppress(TimeoutError):
            await asyncio.wait_for(write_counts(), 0.5)

    # In a thread of its own: a browser's tests leave a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(flood())).result()
    (line,) = caplog.records
    assert line.detail == {"why": "4 are open in all", "times": 1000, "latest": "192.0.2.0"}
