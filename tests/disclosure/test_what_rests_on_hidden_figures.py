"""No verdict, change, comparison or trend rests on a figure that is hidden, and none tells why it is."""

from collections.abc import Iterator

import pytest

from blmk_metrics.catalogue.rows import Row, rows_of
from blmk_metrics.catalogue.variants import variant_of
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.stages import measured_table
from tests.disclosure.artefacts import AVERAGES, SUMMARY
from tests.disclosure.cells import published
from tests.disclosure.populations import population

# Kinds of figures that stand in a row for its own value, and that may not where there is none.
OWN = ("lower_ci_95", "upper_ci_95", "lower_ci_998", "upper_ci_998", "change", "change_percent", "gap")
TEXTS = (
    *("comparison", "comparison_reason", "comparison_note", "gap_reason", "trend", "trend_reason", "trend_note"),
    *("change_verdict", "change_reason", "reliability", "reason"),
)
# Two populations of each kind but pooled periods, whose trends and changes are refused; long enough for a trend.
SEEDS = (0, 1, 3, 4, 5, 7)
YEARS = 6


@pytest.fixture(scope="module")
def tables() -> dict[tuple[int, str], list[Row]]:
    """The measured rows below country level of each population and cut."""
    found = {}
    for seed in SEEDS:
        people = population(seed, YEARS)
        engine = open_engine(people.tables())
        for cut, rows in published(people, engine).items():
            found[seed, cut] = [row for row in rows if row.area_type != "country"]
        engine.close()
    return found


def _pairs(tables: dict, code: str, period: str) -> Iterator[tuple[Row, Row | None]]:
    """Every row beside that of the same group in another area or period, as two of its columns name these."""
    for rows in tables.values():
        rows_by_key = {(row.area_code, row.category, row.period): row for row in rows}
        for row in rows:
            yield row, rows_by_key.get((row.cell(code), row.category, row.cell(period)))


def test_a_row_without_a_value_has_nothing_that_rests_on_one(tables):
    rows = [row for each in tables.values() for row in each if row.value is None]
    assert len(rows) > 300
    for row in rows:
        assert [row.cell(figure) for figure in OWN] == [None] * len(OWN)
        verdicts = (row.comparison, row.trend, row.change_verdict)
        assert verdicts == ("not compared", "cannot be calculated", "cannot say")


def test_no_change_rests_on_a_baseline_without_a_value(tables):
    tried = 0
    for row, baseline in _pairs(tables, "area_code", "baseline_period"):
        if baseline is None or baseline.value is None:
            tried += row.value is not None
            assert (row.baseline_value, row.change, row.change_percent) == (None, None, None)
            assert (row.change_lower_ci_95, row.change_verdict) == (None, "cannot say")
        else:
            assert row.baseline_value in (None, baseline.value)
    assert tried > 10


def test_no_comparison_rests_on_a_benchmark_without_a_value(tables):
    tried = 0
    for row, benchmark in _pairs(tables, "benchmark_code", "period"):
        if benchmark is None or benchmark.value is None:
            tried += row.value is not None
            assert (row.benchmark_value, row.comparison, row.gap) == (None, "not compared", None)
        else:
            assert row.benchmark_value in (None, benchmark.value)
    assert tried > 10


def test_no_trend_rests_on_a_point_without_a_value(tables):
    calculated = 0
    for rows in tables.values():
        periods = sorted({row.period for row in rows})
        rows_by_key = {(row.area_code, row.category, row.period): row for row in rows}
        for row in rows:
            if row.trend != "cannot be calculated":
                calculated += 1
                place = periods.index(row.period)
                window = periods[max(0, place - 4) : place + 1]
                points = [rows_by_key[row.area_code, row.category, period] for period in window]
                assert len(points) == 5
                assert all(point.value is not None for point in points)
    assert calculated > 10


def test_an_index_is_shown_only_where_all_its_groups_are(tables):
    shown = 0
    for (seed, cut), rows in tables.items():
        groups = tables.get((seed, "deprivation_quintile"), [])
        without = {(row.area_code, row.period) for row in groups if row.numerator is None}
        if groups and cut != "deprivation_quintile":
            for row in rows:
                shown += row.value is not None
                assert row.value is None or (row.area_code, row.period) not in without
    assert shown > 0


@pytest.mark.parametrize("average", AVERAGES)
def test_what_is_hidden_is_hidden_in_every_way_of_saying_it(tables, average):
    people = population(7, YEARS)
    engine = open_engine(people.tables())
    for cut in people.cuts:
        lead = {(row.area_code, row.category, row.period): row for row in tables[7, cut]}
        for summary in (None, SUMMARY):
            variant = variant_of(people.measure, average, summary)
            for row in rows_of(measured_table(people.measure, engine, cut, variant=variant)):
                lead_row = lead.get((row.area_code, row.category, row.period))
                if lead_row is not None and (lead_row.reason or "").startswith("suppressed"):
                    assert (row.value, row.numerator) == (None, lead_row.numerator)
    engine.close()


def test_the_words_of_a_hidden_row_do_not_tell_small_counts_from_those_that_protect_them(tables):
    wordings: dict[tuple[bool, bool], set[tuple]] = {}
    sizes = set()
    for row, small in _hidden(tables):
        sizes.add(small)
        where = row.area_code == row.benchmark_code, row.period == row.baseline_period
        wordings.setdefault(where, set()).add(tuple(row.cell(text) for text in TEXTS))
    assert sizes == {True, False}
    assert all(len(texts) == 1 for texts in wordings.values()), wordings


@pytest.mark.parametrize(
    ("code", "period", "reason"),
    [("area_code", "baseline_period", "change_reason"), ("benchmark_code", "period", "comparison_reason")],
)
def test_the_words_of_a_shown_row_do_not_tell_why_what_it_would_rest_on_is_hidden(tables, code, period, reason):
    hidden = {id(row) for row, _ in _hidden(tables)}
    wordings: dict[tuple, set[str]] = {}
    for row, other in _pairs(tables, code, period):
        if row.value is not None and id(other) in hidden:
            shown = row.reliability, row.period > row.baseline_period
            wordings.setdefault(shown, set()).add(row.cell(reason))
    assert wordings
    assert all(len(texts) == 1 for texts in wordings.values()), wordings


def _hidden(tables: dict) -> Iterator[tuple[Row, bool]]:
    """Every hidden row, and whether its count is small."""
    for (seed, cut), rows in tables.items():
        annual = population(seed, YEARS).annual()
        for row in rows:
            if row.numerator is None and row.reason.startswith("suppressed"):
                count = annual.get((cut, row.area_code, row.category, int(row.period[:4])), 0)
                yield row, 1 <= count <= 7
