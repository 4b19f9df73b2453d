"""The ways of saying an inequality on the pages: chosen in the address, followed everywhere, marked as not the lead."""

import csv
import io
import re

import pytest

from blmk_metrics.catalogue.rows import rows_of
from blmk_metrics.catalogue.variants import averages, summaries, variant_of
from blmk_metrics.components import downloads
from blmk_metrics.pipeline.stages import measured_table
from tests.pages.test_pages import _charts, _page, _page_text
from tests.shipped import MEASURES

(INDICATOR,) = [measure for measure in MEASURES.values() if measure.inequality is not None]
LUTON = "E06000032"
OTHERS = averages(INDICATOR)[1:]
PLACES = {
    "priority": {"route": INDICATOR.id},
    "inequalities": {"measure": INDICATOR.id, "by": INDICATOR.inequality.across},
}
MARK = "not the lead measure"


def _tables(app):
    return [element.proto.body for element in app.get("html") if "<table" in element.proto.body]


def _figure(engine, average, summary):
    rows = rows_of(measured_table(INDICATOR, engine, variant=variant_of(INDICATOR, average, summary)))
    row = [each for each in rows if each.area_code == LUTON][-1]
    return f"{row.value:.1f} years", (row.lower_ci_95, row.upper_ci_95)


@pytest.mark.parametrize("page", PLACES)
def test_the_lead_way_is_shown_unless_another_is_chosen(page):
    app = _page(page, LUTON, **PLACES[page])
    assert not app.exception
    assert app.selectbox(key=f"average_{INDICATOR.id}").value == averages(INDICATOR)[0].method
    assert MARK not in _page_text(app)
    assert all(MARK not in chart.alt for chart in _charts(app))


@pytest.mark.parametrize("average", OTHERS, ids=lambda each: each.method)
@pytest.mark.parametrize("page", PLACES)
def test_every_figure_of_another_way_says_that_it_is_not_the_lead_measure(page, average):
    app = _page(page, LUTON, average=average.method, **PLACES[page])
    assert not app.exception
    assert app.selectbox(key=f"average_{INDICATOR.id}").value == average.method
    marked = f"{average.name}: {MARK}"
    assert f"**Not the lead measure: {average.name}.** {average.explanation}" in [each.value for each in app.warning]
    assert all(marked in chart.alt for chart in _charts(app))
    figures = [table for table in _tables(app) if "Lower 95%" in table]
    assert len(figures) == len(_charts(app))
    assert all(marked in table for table in figures)
    # A word may be a link to its meaning.
    plain = [re.sub(r"\[([^]]*)]\([^)]*\)", r"\1", each.value) for each in app.markdown]
    assert sum(marked in each for each in plain) >= len(figures)


@pytest.mark.parametrize("average", averages(INDICATOR), ids=lambda each: each.method)
def test_the_headline_has_the_chosen_average_by_both_summaries(engine, average):
    page_text = _page_text(_page("priority", LUTON, route=INDICATOR.id, average=average.method))
    for summary in summaries(INDICATOR):
        figure, _ = _figure(engine, average.method, summary.method)
        assert f"{summary.name}, 2023\n\n### {figure}" in page_text


@pytest.mark.parametrize("page", PLACES)
def test_every_way_stands_in_one_table_with_its_interval_and_one_paragraph(engine, page):
    app = _page(page, LUTON, **PLACES[page])
    (table,) = [each for each in _tables(app) if "Plain gap" in each]
    for average in averages(INDICATOR):
        for summary in summaries(INDICATOR):
            assert _figure(engine, average.method, summary.method)[0] in table
    for variant in (*averages(INDICATOR), *summaries(INDICATOR)):
        assert variant.explanation in _page_text(app)
    assert table.count("(lead)") == 2


@pytest.mark.parametrize("average", OTHERS, ids=lambda each: each.method)
def test_the_groups_over_time_follow_the_chosen_average(engine, average):
    app = _page("inequalities", LUTON, average=average.method, **PLACES["inequalities"])
    across = INDICATOR.inequality.across
    rows = rows_of(measured_table(INDICATOR, engine, across, variant=variant_of(INDICATOR, average.method)))
    last = [row for row in rows if row.area_code == LUTON and row.period == "2023"]
    for row in last:
        assert any(f"{row.value:.1f} years in 2023" in chart.alt for chart in _charts(app)), row.category


def test_an_average_that_does_not_exist_is_named_and_the_lead_shown():
    app = _page("priority", LUTON, route=INDICATOR.id, average="mode")
    assert any("“mode”" in each.value and "Life-table mean (lead)" in each.value for each in app.warning)
    assert MARK not in _page_text(app)


def test_a_measure_with_one_way_offers_no_choice_and_another_measure_chosen_takes_it_back_quietly():
    other = next(each for each in MEASURES.values() if each.inequality is None)
    app = _page("priority", LUTON, route=other.id)
    assert f"average_{other.id}" not in [each.key for each in app.selectbox]
    assert not [table for table in _tables(app) if "Plain gap" in table]
    app = _page("inequalities", LUTON, average=OTHERS[0].method, **PLACES["inequalities"])
    app.selectbox(key="measure").select(other.id).run()
    assert not app.exception
    assert not [each.value for each in app.warning if "does not know" in each.value]


def test_files_of_another_way_say_so_in_their_name_and_in_every_row(monkeypatch):
    taken = {}
    monkeypatch.setattr(downloads.st, "download_button", lambda _, data, name, *__, **___: taken.setdefault(name, data))
    average = OTHERS[0]
    _page("priority", LUTON, route=INDICATOR.id, average=average.method)
    tables = {name: data for name, data in taken.items() if name.endswith(".csv")}
    assert len(tables) >= 4
    assert all(f"-{average.method}-NOT_LEAD-" in name for name in taken)
    for data in tables.values():
        rows = list(csv.DictReader(io.StringIO(data().decode())))
        assert {row["way"] for row in rows} == {f"{average.name}: {MARK}"}
    taken.clear()
    _page("priority", LUTON, route=INDICATOR.id)
    assert taken
    assert not any("LEAD" in name for name in taken)


def test_the_sql_of_every_other_way_stands_beneath_the_definition():
    app = _page("priority", LUTON, route=INDICATOR.id, average="crude_mean_age")
    shown = [each.value.split("`")[1] for each in app.markdown if "`sql/methods/" in each.value]
    others = [each for each in (*averages(INDICATOR), *summaries(INDICATOR)[1:]) if each.method != "crude_mean_age"]
    assert shown == [f"sql/methods/{each.method}.sql" for each in others]


def test_the_page_says_what_the_figure_rests_on():
    page_text = _page_text(_page("priority", LUTON, route=INDICATOR.id))
    for text in ("Deaths are treated as leaving", "under-diagnosis in deprived areas", "counts as new"):
        assert text in page_text
