"""The report page: a format is chosen, a report is built beside the server, and then ready for everybody."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from blmk_metrics.components import report_pack
from blmk_metrics.components.notices import NO_RELEASE
from blmk_metrics.errors import InputError
from blmk_metrics.releases import data_folder, manifest_id
from blmk_metrics.reports.building import Order, Step
from blmk_metrics.reports.formats import FORMATS
from tests.pages.framed import TIMEOUT
from tests.pages.test_pages import _page, _page_text

LUTON = "E06000032"


class Stand:
    """A report that is built in no time, or fails as it is told to; and all that were asked for."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.while_building: Callable[[], None] = lambda: None
        self.fails = ""

    @contextmanager
    def building(self, order: Order) -> Iterator["Stand"]:
        self.orders.append(order)
        yield self

    def steps(self) -> Iterator[Step]:
        yield Step(0, 2, "reading the release")
        self.while_building()
        yield Step(1, 2, "figure 1 as a picture")
        if self.fails:
            raise InputError(self.fails)

    def content(self) -> bytes:
        return b"a report"


@pytest.fixture
def stand(monkeypatch) -> Iterator[Stand]:
    builder = Stand()
    monkeypatch.setattr(report_pack, "building", builder.building)
    yield builder
    report_pack._kept.clear()
    report_pack._turns.clear()


def visit(format: str, place: str = LUTON):
    app = _page("report_pack", place, format=format)
    assert not app.exception
    return app


def buttons(app) -> list[str]:
    return [each.label for each in app.button]


def downloads(app) -> list:
    return [each.proto for each in app.get("download_button")]


def build(app):
    return app.button[buttons(app).index("Build the report")].click().run(timeout=TIMEOUT)


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_says_what_it_is_for_and_is_built_on_demand(stand, format):
    app = visit(format)
    assert FORMATS[format].description in _page_text(app)
    assert (downloads(app), stand.orders) == ([], [])
    app = build(app)
    (offered,) = downloads(app)
    assert offered.label == f"Download {FORMATS[format].name}"
    (order,) = stand.orders
    assert (order.area_code, order.format, order.template) == (LUTON, format, None)


def test_a_report_is_of_the_release_being_served_whatever_is_published_meanwhile(stand):
    build(visit("pdf"))
    assert stand.orders[0].release_id == manifest_id(data_folder())


def test_the_file_is_named_for_area_release_and_nature(stand):  # noqa: ARG001
    app = build(visit("pdf"))
    assert f"outcomes-Luton-{manifest_id(data_folder())}-SYNTHETIC.pdf" in _page_text(app)


def test_what_was_built_once_is_ready_for_everybody_and_nothing_else_is(stand):
    build(visit("pdf"))
    assert [each.label for each in downloads(visit("pdf"))] == ["Download PDF"]
    assert "Build the report" not in buttons(visit("pdf"))
    assert downloads(visit("xlsx")) == []
    assert downloads(visit("pdf", place="E06000042")) == []
    assert len(stand.orders) == 1


def test_only_the_reports_built_last_are_kept(stand, monkeypatch):
    monkeypatch.setattr(report_pack, "KEPT", 1)
    build(visit("pdf"))
    build(visit("xlsx"))
    assert [len(downloads(visit(format))) for format in ("pdf", "xlsx")] == [0, 1]
    assert len(stand.orders) == 2


def test_why_a_report_could_not_be_built_is_told_and_it_can_be_tried_again(stand):
    stand.fails = "the disk is full"
    app = build(visit("pdf"))
    assert [each.value for each in app.error] == ["The report was not built: the disk is full."]
    assert downloads(app) == []
    stand.fails = ""
    assert downloads(build(app))


def test_why_a_report_could_not_be_built_is_in_the_log_alone_where_it_names_the_servers_folder(stand, caplog):
    stand.fails = f"Release abc in {data_folder().resolve()} lacks an extract"
    assert [each.value for each in build(visit("pdf")).error] == [f"The report was not built. {NO_RELEASE}"]
    assert [each.detail["why"] for each in caplog.records if each.message == "report failed"] == [stand.fails]


def test_no_more_than_two_are_built_at_once_and_the_third_waits_for_its_turn(stand):
    """Two visitors hold the turns; the third builds as soon as one of them gives its turn back."""
    app = visit("pdf")
    turns = report_pack._turns()
    assert [turns.acquire(blocking=False) for _ in range(3)] == [True, True, False]
    threading.Timer(1.5, turns.release).start()
    app = build(app)
    assert downloads(app)
    assert len(stand.orders) == 1
    turns.release()


def test_a_turn_is_given_back_however_the_building_ends(stand):
    stand.fails = "no"
    for _ in range(report_pack.AT_ONCE + 1):
        build(visit("pdf"))
    turns = report_pack._turns()
    assert [turns.acquire(blocking=False) for _ in range(report_pack.AT_ONCE)] == [True] * report_pack.AT_ONCE


def test_only_formats_that_can_take_a_template_ask_for_one(stand):  # noqa: ARG001
    assert {format: len(visit(format).get("file_uploader")) for format in FORMATS} == {
        format: int(format in ("docx", "zip")) for format in FORMATS
    }


def test_a_format_that_is_not_known_is_named_and_the_first_is_shown(stand):  # noqa: ARG001
    app = visit("odt")
    assert any("odt" in each.value for each in app.warning)
    assert FORMATS["docx"].description in _page_text(app)
