"""A download that broke off is continued where the server can, and begun again where it cannot."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fetching.conftest import own_names, parts_in, source_of
from tests.fetching.server import continue_from, send, stall
from tests.fetching.texts import fingertips

ROOT = Path(__file__).resolve().parents[2]
BODY = fingertips(pad=2000)
HALF = 64 * 1024
RUN = """
import sys
from datetime import date
from pathlib import Path
from blmk_metrics.fetching import bars, fetch
from tests.fetching.conftest import REFERENCE, TODAY, source_of
with bars() as progress:
    fetch([source_of(sys.argv[1])], Path(sys.argv[2]), REFERENCE, [], today=TODAY, limit_seconds=60, progress=progress)
"""


@pytest.fixture
def whole(folder):
    """Check that the file is there, byte for byte, and nothing else but its account."""
    yield
    assert (folder / "mortality.csv").read_bytes() == BODY
    assert own_names(folder) == ["mortality.csv", "mortality.csv.source.json"]
    assert parts_in(folder) == []


@pytest.mark.usefixtures("whole")
def test_what_broke_off_is_continued_from_there(server, run):
    server.answers["/data.csv"] = [continue_from(BODY, '"a"', sent=HALF), continue_from(BODY, '"a"')]
    assert run(source_of(server.url())).failures == ()
    assert "Range" not in server.headers_of(0)
    assert server.headers_of(1)["Range"] == f"bytes={HALF}-"
    assert server.headers_of(1)["If-Range"] == '"a"'


@pytest.mark.usefixtures("whole")
def test_a_date_serves_where_there_is_no_strong_tag(server, run):
    date = "Sat, 21 Nov 2026 10:00:00 GMT"
    server.answers["/data.csv"] = [
        send(BODY, sent=HALF, ETag='W/"weak"', Last_Modified=date),
        continue_from(BODY, date),
    ]
    assert run(source_of(server.url())).failures == ()
    assert server.headers_of(1)["If-Range"] == date


@pytest.mark.usefixtures("whole")
def test_without_a_tag_or_a_date_it_is_begun_again(server, run):
    server.answers["/data.csv"] = [send(BODY, sent=HALF), send(BODY)]
    assert run(source_of(server.url())).failures == ()
    assert "Range" not in server.headers_of(1)


@pytest.mark.usefixtures("whole")
def test_a_server_that_ignores_the_range_sends_all_again(server, run):
    server.answers["/data.csv"] = [send(BODY, sent=HALF, ETag='"a"'), send(BODY, ETag='"a"')]
    assert run(source_of(server.url())).failures == ()
    assert "Range" in server.headers_of(1)


@pytest.mark.usefixtures("whole")
def test_a_file_that_changed_in_between_is_begun_again(server, run):
    old = BODY.replace(b"Luton", b"Nulot")
    server.answers["/data.csv"] = [continue_from(old, '"old"', sent=HALF), continue_from(BODY, '"new"')]
    assert run(source_of(server.url())).failures == ()
    assert server.headers_of(1)["If-Range"] == '"old"'


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    "wrong",
    [
        {"ETag": '"other"', "Content_Range": f"bytes {HALF}-{len(BODY) - 1}/{len(BODY)}"},
        {"ETag": '"a"', "Content_Range": f"bytes 0-{len(BODY) - 1}/{len(BODY)}"},
        {"ETag": '"a"', "Content_Range": "bytes */*"},
        {"ETag": '"a"'},
    ],
)
def test_a_rest_that_does_not_fit_is_thrown_away(server, run, wrong):
    server.answers["/data.csv"] = [
        send(BODY, sent=HALF, ETag='"a"'),
        send(BODY[HALF:], 206, **wrong),
        send(BODY, ETag='"a"'),
    ]
    assert run(source_of(server.url())).failures == ()
    assert "Range" not in server.headers_of(2)


@pytest.mark.usefixtures("whole")
def test_a_later_run_of_the_day_continues(server, run, folder):
    server.answers["/data.csv"] = [continue_from(BODY, '"a"', sent=HALF), send(b"", 404), continue_from(BODY, '"a"')]
    assert len(run(source_of(server.url())).failures) == 1
    assert own_names(folder) == []
    assert run(source_of(server.url())).failures == ()
    assert server.headers_of(2)["Range"] == f"bytes={HALF}-"


@pytest.mark.usefixtures("whole")
def test_a_part_of_another_address_is_not_continued(server, run):
    server.answers |= {
        "/old": [continue_from(BODY, '"a"', sent=HALF), send(b"", 404)],
        "/data.csv": [continue_from(BODY, '"a"')],
    }
    run(source_of(server.url("/old")))
    assert run(source_of(server.url())).failures == ()
    assert "Range" not in server.headers_of(2)


@pytest.mark.usefixtures("whole")
def test_a_part_that_lacks_nothing_is_fetched_again(server, run, folder):
    server.answers["/data.csv"] = [continue_from(BODY, '"a"', sent=HALF), send(b"", 404), continue_from(BODY, '"a"')]
    run(source_of(server.url()))
    (folder / "mortality.csv.part").write_bytes(BODY)
    assert run(source_of(server.url())).failures == ()


@pytest.mark.usefixtures("whole")
def test_a_killed_run_leaves_only_parts_and_the_next_completes(server, run, folder):
    server.answers["/data.csv"] = [stall(BODY, HALF, ETag='"a"'), continue_from(BODY, '"a"')]
    words = [sys.executable, "-c", RUN, server.url(), str(folder.parent)]
    with subprocess.Popen(
        words, cwd=ROOT, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    ) as killed:
        part, until = folder / "mortality.csv.part", time.monotonic() + 30
        while not (part.exists() and part.stat().st_size) and killed.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        killed.kill()
        assert killed.stderr.read() == b""
    assert parts_in(folder) == ["mortality.csv.mark.part", "mortality.csv.part"]
    assert own_names(folder) == []
    assert run(source_of(server.url())).failures == ()
    assert server.headers_of(1)["Range"].startswith("bytes=")
