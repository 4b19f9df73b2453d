"""Fetching: what comes whole is kept with its account, whatever else comes is said aloud."""

import gzip
import hashlib
import json
import time
from dataclasses import replace

import pytest

from blmk_metrics.errors import YearNeeded
from blmk_metrics.fetching import FetchError, Patience
from tests.fetching.conftest import QUICK, own_names, parts_in, source_of
from tests.fetching.server import (
    chunked,
    continue_from,
    redirect,
    send,
    stall,
    trickle,
    trickle_headers,
    without_length,
)
from tests.fetching.texts import COLUMNS, fingertips, outlines

TEXT = fingertips()
LONG = fingertips(pad=600)
KEPT = ["mortality.csv", "mortality.csv.source.json"]


def reason(fetched) -> str:
    assert fetched.kept == ()
    (failure,) = fetched.failures
    return str(failure)


def test_a_file_comes_whole_into_the_days_folder_with_an_account_beside_it(server, run, folder):
    server.answers["/data.csv"] = [send(TEXT)]
    fetched = run(source_of(server.url()))
    assert fetched.failures == ()
    assert [each.path for each in fetched.kept] == [folder / "mortality.csv"]
    assert (folder / "mortality.csv").read_bytes() == TEXT
    assert json.loads((folder / "mortality.csv.source.json").read_text()) == {
        "url": server.url(),
        "publisher": "A publisher",
        "licence": "Open Government Licence v3.0",
        "title": "The mortality",
        "retrieved": "2026-11-21",
        "sha256": hashlib.sha256(TEXT).hexdigest(),
        "bytes": len(TEXT),
    }
    assert own_names(folder) == KEPT
    assert parts_in(folder) == []


def test_the_request_says_who_asks(server, run):
    server.answers["/data.csv"] = [send(TEXT)]
    run(source_of(server.url()))
    assert server.headers_of(0)["User-Agent"].startswith("blmk-metrics/")


def test_the_version_that_is_said_is_the_projects():
    from blmk_metrics import __version__
    from blmk_metrics.fetching.transfer import HEADERS

    assert f"blmk-metrics/{__version__} " in HEADERS["User-Agent"]


def test_the_address_asks_for_the_areas(server, run):
    path = "/data.csv?geography=E06000055,E06000056,E06000032,E06000042&date=latest"
    server.answers[path] = [send(TEXT)]
    fetched = run(source_of(server.url("/data.csv?geography={areas}&date=latest")))
    assert fetched.failures == ()
    assert server.requests[0][0] == path


def test_a_file_that_is_whole_is_not_fetched_again_that_day(server, run):
    server.answers["/data.csv"] = [send(TEXT)]
    run(source_of(server.url()))
    (again,) = run(source_of(server.url())).kept
    assert again.before
    assert len(server.requests) == 1


def test_a_file_that_somebody_changed_is_fetched_again(server, run, folder):
    server.answers["/data.csv"] = [send(TEXT)]
    run(source_of(server.url()))
    (folder / "mortality.csv").write_bytes(TEXT[:-9])
    (again,) = run(source_of(server.url())).kept
    assert not again.before
    assert (folder / "mortality.csv").read_bytes() == TEXT


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_busy_is_asked_again(server, run, status):
    server.answers["/data.csv"] = [send(b"later", status), send(TEXT)]
    assert run(source_of(server.url())).failures == ()
    assert len(server.requests) == 2


def test_a_wait_that_the_server_asks_for_is_kept(server, run):
    server.answers["/data.csv"] = [send(b"", 429, Retry_After="1"), send(TEXT)]
    began = time.monotonic()
    assert run(source_of(server.url()), patience=replace(QUICK, longest_wait=5)).failures == ()
    assert time.monotonic() - began >= 1


def test_a_wait_that_the_server_asks_for_has_an_end(server, run):
    server.answers["/data.csv"] = [
        send(b"", 503, Retry_After="86400"),
        send(b"", 503, Retry_After="Fri, 01 Jan 2100 00:00:00 GMT"),
        send(TEXT),
    ]
    assert run(source_of(server.url())).failures == ()


def test_a_wait_that_outlasts_the_limit_is_not_begun(server, run):
    server.answers["/data.csv"] = [send(b"", 429, Retry_After="60")]
    assert "no time is left" in reason(run(source_of(server.url()), limit=2, patience=Patience()))
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("answer", "words", "times"),
    [
        (send(b"", 503), "503", 3),
        (send(b"<html>broken</html>", 500), "500", 3),
        (send(b"", 404), "404", 1),
        (send(b"", 204), "204", 1),
        (send(b"\n <!DOCTYPE html><p>Sorry"), "web page", 1),
        (send(b""), "empty", 1),
        (send(b" \r\n"), "empty", 1),
        (send(TEXT, sent=100), f"broke off before its {len(TEXT):,} bytes were there", 3),
        (chunked(TEXT, whole=False), "broke off", 3),
        (without_length(TEXT), "does not say where", 1),
        (stall(TEXT, 10), "fell silent", 3),
        (send(TEXT, 206, Content_Range=f"bytes 0-{len(TEXT) - 1}/{len(TEXT)}"), "206", 1),
        (send(fingertips(header=COLUMNS[1:])), "its header may have changed", 1),
        (send(TEXT.replace(b"E06", b"E09").replace(b"Bedford", b"X")), "no area that the release knows", 1),
        (send(gzip.compress(TEXT)[:-30], Content_Encoding="deflate"), "download failed", 1),
    ],
)
def test_a_bad_answer_is_a_failure_that_names_source_address_and_reason(server, run, folder, answer, words, times):
    server.answers["/data.csv"] = [answer]
    message = reason(run(source_of(server.url())))
    assert message.startswith(f"mortality: {server.url()}: ")
    assert words in message
    assert len(server.requests) == times
    assert own_names(folder) == []


def test_a_file_that_somebody_must_date_is_kept(server, run, monkeypatch):
    def read(path, _reference):
        raise YearNeeded(f"{path} does not say its year")

    monkeypatch.setattr("blmk_metrics.layouts.read", read)
    server.answers["/data.csv"] = [send(TEXT)]
    assert run(source_of(server.url())).failures == ()


def test_one_failure_does_not_stop_the_others_and_all_are_told(server, run, folder):
    server.answers |= {"/one": [send(b"", 404)], "/two": [send(TEXT)], "/three": [send(b"")]}
    fetched = run(*(source_of(server.url(f"/{name}"), name) for name in ("one", "two", "three")))
    assert own_names(folder) == ["two.csv", "two.csv.source.json"]
    with pytest.raises(FetchError, match="2 of the sources") as raised:
        fetched.refuse_failures()
    lines = str(raised.value).splitlines()
    assert lines[1].startswith("- one: ")
    assert lines[2].startswith("- three: ")
    assert lines[3] == f"Kept: {folder / 'two.csv'}"


def test_an_answer_in_chunks_and_a_slow_one_are_kept(server, run, folder):
    server.answers |= {"/one": [chunked(TEXT)], "/two": [trickle(TEXT, 0.01, piece=100)]}
    assert run(source_of(server.url("/one"), "one"), source_of(server.url("/two"), "two")).failures == ()
    assert (folder / "one.csv").read_bytes() == (folder / "two.csv").read_bytes() == TEXT


def test_a_compressed_answer_is_kept_as_what_it_holds(server, run, folder):
    server.answers["/data.csv"] = [send(gzip.compress(LONG), Content_Encoding="gzip", ETag='"zipped"')]
    assert run(source_of(server.url())).failures == ()
    assert (folder / "mortality.csv").read_bytes() == LONG


def test_an_answer_beyond_the_size_limit_is_cut(server, run, folder):
    server.answers |= {"/long": [send(LONG)], "/bomb": [send(gzip.compress(LONG), Content_Encoding="gzip")]}
    small = replace(QUICK, most_bytes=20_000)
    for path in ("/long", "/bomb"):
        assert "larger than 20,000 bytes" in reason(run(source_of(server.url(path)), patience=small))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("answer", [trickle(LONG, 0.05, ETag='"a"'), trickle_headers(0.05), stall(LONG, 9)])
def test_a_source_that_outlasts_its_limit_is_cut(server, run, folder, answer):
    server.answers |= {"/data.csv": [answer], "/good": [send(TEXT)]}
    began = time.monotonic()
    patient = replace(QUICK, silence=30)
    fetched = run(source_of(server.url()), source_of(server.url("/good"), "good"), limit=0.6, patience=patient)
    assert time.monotonic() - began < 10
    (failure,) = fetched.failures
    assert str(failure).startswith(f"mortality: {server.url()}: ")
    # A silence ends at the same moment as the limit; either may be told.
    assert "it would take longer than 0.6 seconds" in str(failure) or "no time is left" in str(failure)
    assert own_names(folder) == ["good.csv", "good.csv.source.json"]


def test_all_sources_together_have_a_limit(server, run):
    server.answers |= {"/slow": [trickle(LONG, 0.05)], "/good": [send(TEXT)]}
    fetched = run(
        source_of(server.url("/slow"), "slow"), source_of(server.url("/good"), "good"), limit=30, limit_in_all=0.5
    )
    assert [str(failure).split(":")[0] for failure in fetched.failures] == ["slow", "good"]
    assert "0.5 seconds for all" in str(fetched.failures[1])


def test_a_redirect_to_a_good_file_is_followed(server, run, folder):
    server.answers |= {"/data.csv": [redirect("/moved?a=1")], "/moved?a=1": [send(TEXT)]}
    assert run(source_of(server.url())).failures == ()
    assert json.loads((folder / "mortality.csv.source.json").read_text())["url"] == server.url()


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/data.csv", "redirected more than 5 times"),
        ("http://example.org/data.csv", "only https:// is safe"),
        ("file:///etc/passwd", "no address"),
        ("https://somebody:secret@example.org/", "password"),
    ],
)
def test_a_redirect_that_leads_nowhere_safe_is_refused(server, run, target, message):
    server.answers["/data.csv"] = [redirect(target)]
    assert message in reason(run(source_of(server.url())))


def test_an_address_without_encryption_is_refused_but_on_this_machine(run):
    assert "only https:// is safe" in reason(run(source_of("http://example.org/data.csv")))


def test_a_server_that_is_not_there_is_a_failure(server, run):
    server.close()
    assert "after 3 tries" in reason(run(source_of(server.url())))


def test_two_runs_at_once_do_not_write_the_same_files(server, run, folder):
    from blmk_metrics.fetching.inbox import opened

    with opened(folder), pytest.raises(FetchError, match="another fetch is at work"):
        run(source_of(server.url()))


def outlines_from(server):
    return source_of(server.url(), "places", "boundaries")


@pytest.mark.usefixtures("anything_is_read")
def test_outlines_are_kept_as_geojson(server, run, folder):
    server.answers["/data.csv"] = [send(outlines())]
    assert run(outlines_from(server)).failures == ()
    assert own_names(folder) == ["places.geojson", "places.geojson.source.json"]


@pytest.mark.usefixtures("anything_is_read")
@pytest.mark.parametrize(
    ("body", "message"),
    [
        (outlines()[:-2], "no whole JSON"),
        (b'{"error": {"code": 400, "message": "Invalid URL"}}', "Invalid URL"),
        (outlines(features=[]), "no features"),
        (outlines(exceededTransferLimit=True), "cut the answer at its limit"),
        (outlines(properties={"exceededTransferLimit": True}), "cut the answer at its limit"),
        (b"[]", "no features"),
    ],
)
def test_outlines_that_are_not_whole_are_refused(server, run, folder, body, message):
    server.answers["/data.csv"] = [send(body)]
    assert message in reason(run(outlines_from(server)))
    assert list(folder.iterdir()) == []


def test_a_long_answer_is_never_held_whole_in_memory(server, folder):
    import tracemalloc

    from blmk_metrics.fetching.transfer import download

    server.answers["/data.csv"] = [continue_from(b"x" * 30_000_000, '"a"')]
    folder.mkdir(parents=True)
    tracemalloc.start()
    download(server.url(), folder / "long.csv.part", QUICK, time.monotonic() + 60, lambda *_: None)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (folder / "long.csv.part").stat().st_size == 30_000_000
    assert most < 5_000_000
