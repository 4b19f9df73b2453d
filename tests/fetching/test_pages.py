"""Answers of Nomis that come in pages become one file with every row once."""

import pytest

from tests.fetching.conftest import source_of
from tests.fetching.server import send
from tests.fetching.texts import nomis

PATH = "/data.csv?date=latest"
PAGE, ALL = 25_000, 60_000

pytestmark = pytest.mark.usefixtures("anything_is_read")


def pages(server, count=ALL, **other):
    """Give the server an answer of `count` rows, with other pages at some places."""
    for begins in range(0, count, PAGE):
        path = f"{PATH}&recordoffset={begins}" if begins else PATH
        server.answers[path] = [send(nomis(begins, min(PAGE, count - begins), count))]
    server.answers |= {f"{PATH}&recordoffset={place.strip('_')}": [send(body)] for place, body in other.items()}


def test_pages_are_joined_in_order_with_one_header(server, run, folder):
    pages(server)
    assert run(source_of(server.url(PATH), layout="nomis")).failures == ()
    assert (folder / "mortality.csv").read_bytes() == nomis(0, ALL, ALL)
    assert [path for path, _ in server.requests] == [PATH, f"{PATH}&recordoffset=25000", f"{PATH}&recordoffset=50000"]
    assert sorted(path.name for path in folder.iterdir()) == ["mortality.csv", "mortality.csv.source.json"]


@pytest.mark.parametrize("count", [1, PAGE])
def test_an_answer_of_one_page_is_asked_for_once(server, run, folder, count):
    pages(server, count)
    assert run(source_of(server.url(PATH), layout="nomis")).failures == ()
    assert (folder / "mortality.csv").read_bytes() == nomis(0, count, count)
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (nomis(0, PAGE, ALL), "begins at row 0, not 25000"),
        (nomis(PAGE, PAGE, ALL + 1), "not of the same answer"),
        (nomis(PAGE, PAGE, ALL).replace(b"OBS_VALUE", b"VALUE"), "not of the same answer"),
        (nomis(PAGE, 0, ALL), "not of the same answer"),
        (b"<html>", "web page"),
        (b"", "empty"),
    ],
)
def test_a_page_that_does_not_follow_is_refused(server, run, folder, second, message):
    pages(server, _25000=second)
    (failure,) = run(source_of(server.url(PATH), layout="nomis")).failures
    assert message in str(failure)
    assert "recordoffset=25000" in str(failure)
    assert list(folder.iterdir()) == []


def test_more_rows_than_promised_are_refused(server, run):
    pages(server, _50000=nomis(50_000, 10_001, ALL))
    (failure,) = run(source_of(server.url(PATH), layout="nomis")).failures
    assert "60,001 rows came, but the first page promised 60,000" in str(failure)


def test_a_page_that_fails_leaves_nothing_under_its_own_name(server, run, folder):
    pages(server)
    server.answers[f"{PATH}&recordoffset=50000"] = [send(b"", 404), send(nomis(50_000, 10_000, ALL))]
    assert len(run(source_of(server.url(PATH), layout="nomis")).failures) == 1
    assert all(path.suffix == ".part" for path in folder.iterdir())
    assert run(source_of(server.url(PATH), layout="nomis")).failures == ()
    assert (folder / "mortality.csv").read_bytes() == nomis(0, ALL, ALL)
