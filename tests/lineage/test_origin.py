"""How a figure was made is told from what ran, and anybody can run it again."""

import contextlib
import functools
import io
import json
import shlex

import pytest

from blmk_metrics import __main__ as command_line
from blmk_metrics import resources
from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.rows import Basis, rows_of
from blmk_metrics.catalogue.verdicts import VERDICTS
from blmk_metrics.engines import statements
from blmk_metrics.figures import figures_of
from blmk_metrics.lineage import command, origin
from blmk_metrics.lineage.statement_texts import parameters
from blmk_metrics.narrative.numbers import number
from blmk_metrics.pipeline.counting import open_engine
from blmk_metrics.pipeline.stages import COLUMNS, measured_table
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases import data_folder
from tests.lineage.conftest import LUTON, every_average, figures_by_every_average
from tests.questions import answered
from tests.republished import republished
from tests.shipped import MEASURES

READINESS, FALLS, GAP = (MEASURES[name] for name in ("school_readiness", "falls_admissions", "first_condition_gap"))
VERDICTS_AND_SHOWN = [
    "sql/disclosure/hide.sql",
    *(f"sql/verdicts/{each.id}.sql" for each in VERDICTS),
    *("sql/disclosure/round.sql", "sql/shown.sql"),
]


def _paths(lineage):
    return [stage.path for stage in lineage.stages]


def _stage(lineage, path):
    (stage,) = [each for each in lineage.stages if each.path == path]
    return stage


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_recording_and_measuring_together_change_no_figure(edition, engine, measure):
    """What is stored was measured with all series of the measure, and recorded."""
    for variant in every_average(measure)[:2]:
        for cut in (WHOLE, *edition.breakdowns(measure)[:1]):
            alone = rows_of(measured_table(measure, engine, cut, Basis.COMPUTED, variant))
            assert alone == edition.measured(measure, cut, variant=variant)


def test_recording_changes_no_published_and_no_hidden_figure(official, official_folder):
    engine = open_engine(open_tables(official_folder).tables)
    for basis in Basis:
        rows = rows_of(measured_table(FALLS, engine, WHOLE, basis))
        assert rows == official.measured(FALLS, WHOLE, basis)
        assert {row.basis for row in rows} == {basis}
    engine.close()


def test_the_stages_of_a_proportion_stand_in_the_order_in_which_they_ran(edition):
    lineage = origin(edition, answered(edition, "trend", READINESS, LUTON))
    assert _paths(lineage) == [
        *("sql/indicators/school_readiness.sql", "sql/strata.sql", "sql/methods/proportion.sql", "sql/estimates.sql"),
        *VERDICTS_AND_SHOWN,
    ]


def test_local_records_are_controlled_after_the_estimates_and_before_the_verdicts(official):
    lineage = origin(official, answered(official, "trend", FALLS, LUTON, basis=Basis.COMPUTED))
    assert _paths(lineage) == [
        *("sql/indicators/falls_admissions.sql", "sql/strata.sql", "sql/methods/directly_standardised_rate.sql"),
        *("sql/estimates.sql", "sql/series.sql", "sql/disclosure/cells.sql"),
        *("sql/disclosure/small.sql", "sql/disclosure/next.sql", "sql/disclosure/suppressed.sql"),
        *VERDICTS_AND_SHOWN,
    ]


def test_an_inequality_tells_the_method_of_its_groups_and_then_their_summary(edition):
    for variant in every_average(GAP):
        # Nothing of the release that ships is hidden: disclosure control looked, and made no result of its own.
        assert _paths(origin(edition, answered(edition, "trend", GAP, LUTON, variant=variant.id))) == [
            *("sql/indicators/first_condition_gap.sql", "sql/strata.sql"),
            *(f"sql/methods/{variant.average.method}.sql", "sql/methods/slope_index.sql", "sql/estimates.sql"),
            *("sql/series.sql", "sql/disclosure/cells.sql", "sql/disclosure/small.sql"),
            *VERDICTS_AND_SHOWN,
        ]


def test_a_published_series_tells_that_no_formula_of_ours_ran(official):
    lineage = origin(official, answered(official, "trend", READINESS, LUTON, basis=Basis.OFFICIAL))
    assert _paths(lineage)[:3] == ["sql/official/strata.sql", "sql/official/estimates.sql", "sql/estimates.sql"]
    assert {each.title for each in lineage.extracts} == {
        "published estimates of school readiness",
        "areas",
        "area members",
    }


def test_every_stage_is_the_text_of_its_file_with_every_value_it_asks_for(official):
    for basis in Basis:
        for stage in origin(official, answered(official, "trend", FALLS, LUTON, basis=basis)).stages:
            assert stage.sql == (resources.SQL.parent / stage.path).read_text()
            assert [name for name, _ in stage.values] == list(parameters(stage.sql))
    computed = origin(official, answered(official, "trend", FALLS, LUTON, basis=Basis.COMPUTED))
    values = dict(_stage(computed, "sql/methods/directly_standardised_rate.sql").values)
    assert values == {
        **{"first_age": "65", "last_age": "120", "multiplier": "100000.0"},
        "z": "[1.9599639845400536, 3.090232306167813]",
    }


def test_the_same_question_is_told_the_same_each_time(official):
    figure = answered(official, "trend", FALLS, LUTON, basis=Basis.COMPUTED)
    assert len({origin(official, figure) for _ in range(2)}) == 1


def test_numbers_of_rows_are_those_of_a_direct_count(edition, engine, release):
    lineage = origin(edition, answered(edition, "trend", READINESS, LUTON))
    assert _stage(lineage, "sql/indicators/school_readiness.sql").reads == (("early_years_profile", _rows(release)),)
    with engine.computation() as stage:
        stage.run("counts", statements.statement("indicators", READINESS.id))
        stage.run(
            "strata",
            statements.statement("strata"),
            category_type=WHOLE,
            slope_across="",
            cut_columns=["period"],
            slope_columns=["period"],
        )
        counts, strata = (f"{len(stage.fetch(name))} rows" for name in ("counts", "strata"))
    rolled = _stage(lineage, "sql/strata.sql")
    assert rolled.reads[0] == ("counts", counts)
    assert (rolled.name, rolled.rows) == ("strata", strata)
    assert _stage(lineage, "sql/estimates.sql").rows == f"{len(edition.measured(READINESS))} rows"


def test_what_hiding_and_each_verdict_took_and_gave_is_told_of_all_series_of_the_measure(edition):
    lineage = origin(edition, answered(edition, "trend", READINESS, LUTON))
    rows = f"{sum(len(edition.measured(READINESS, cut, basis)) for cut, basis in edition.series(READINESS))} rows"
    hiding = _stage(lineage, "sql/disclosure/hide.sql")
    assert (hiding.reads, hiding.name, hiding.rows) == (
        (("suppressed", "no rows"), ("estimates", rows)),
        "judged",
        rows,
    )
    for path in VERDICTS_AND_SHOWN[1:-1]:
        stage = _stage(lineage, path)
        assert dict(stage.reads)["judged"] == rows
        assert (stage.name, stage.rows) == ("judged", rows)


def _rows(release):
    return f"{number(len(release.tables['early_years_profile']), 0)} rows"


def test_numbers_of_rows_made_of_local_records_are_told_roughly(edition, engine, release):
    lineage = origin(edition, answered(edition, "trend", GAP, LUTON))
    tables = engine.tables
    derived_rows = [rows for stage in lineage.stages for name, rows in stage.reads if name not in tables]
    assert {rows.split(" ")[0] for rows in (*derived_rows, *(stage.rows for stage in lineage.stages))} <= {
        *("about", "fewer", "no")
    }
    onsets = f"{number(len(release.tables['first_condition_onsets']), 0)} rows"
    assert lineage.stages[0].reads == (("first_condition_onsets", onsets),)


def test_extracts_are_those_that_were_read_with_where_they_come_from(edition):
    lineage = origin(edition, answered(edition, "trend", FALLS, LUTON))
    assert lineage.extracts[0].name == "emergency_falls_admissions"
    assert {each.name for each in lineage.extracts[1:]} == {"areas", "area_members", "european_standard_population"}
    assert {each.provenance.nature for each in lineage.extracts if each.is_of(FALLS)} == {"synthetic"}


def test_a_map_tells_the_outlines_it_drew_too(edition):
    drawn = {
        figure.kind: {each.name for each in origin(edition, figure).extracts}
        for figure in figures_of(edition, FALLS.id, LUTON)
    }
    assert drawn["map"] - drawn["areas"] == {"boundaries"}


def test_another_text_of_a_file_is_told_as_it_ran_whatever_it_is_today(edition, release, tmp_path, write_sql):
    today = statements.statement("indicators", READINESS.id)
    other = today.replace("-- Children", "-- Some children").replace("area_code,", "upper(area_code) as area_code,")
    write_sql(f"indicators/{READINESS.id}.sql", other + "where sex is not null\n")
    then = republished(tmp_path / "data", release)
    write_sql(f"indicators/{READINESS.id}.sql", today)
    stage = origin(then, answered(then, "trend", READINESS, LUTON)).stages[0]
    assert stage.path == "sql/indicators/school_readiness.sql"
    assert stage.purpose.startswith("Some children")
    assert "upper(area_code)" in stage.sql
    assert "where sex is not null" in stage.sql
    assert origin(edition, answered(edition, "trend", READINESS, LUTON)).stages[0].sql == today


def test_the_command_prints_the_rows_of_every_kind_of_figure_of_every_measure(edition, monkeypatch):
    figures = figures_by_every_average(edition)
    assert {figure.kind for figure in figures} >= {"trend", "areas", "map", "groups", "groups_over_time"}
    assert {figure.measure.id for figure in figures} == set(MEASURES)
    _assert_printed(data_folder(), figures, monkeypatch)


def test_the_command_prints_published_figures_and_those_that_some_are_hidden_of(official, official_folder, monkeypatch):
    figures = [answered(official, "trend", each, LUTON, basis=basis) for each in (READINESS, FALLS) for basis in Basis]
    assert {row.basis for figure in figures for row in figure.rows} == set(Basis)
    _assert_printed(official_folder, figures, monkeypatch)


def _assert_printed(folder, figures, monkeypatch):
    monkeypatch.setenv("BLMK_DATA", str(folder))
    printed = functools.cache(_printed)
    for figure in figures:
        periods = {row.period for row in figure.rows}
        rows = [row for row in printed(command(figure)) if row["period"] in periods]
        assert [{name: row[name] for name in COLUMNS} for row in rows] == [
            {name: row.cell(name) for name in COLUMNS} for row in figure.rows
        ]


def _printed(command: str) -> list[dict]:
    """The rows that a command prints, which begins as it is typed."""
    started = ["python", "-m", "blmk_metrics"]
    words = shlex.split(command)
    assert words[:3] == started
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        assert command_line.main([*words[3:], "--format", "json"]) == 0, err.getvalue()
    return json.loads(out.buffer.getvalue())


def test_the_command_of_a_variant_that_does_not_lead_names_it(edition):
    lead, other, *_ = every_average(GAP)
    assert "--average" not in command(answered(edition, "trend", GAP, LUTON, variant=lead.id))
    assert f"--average {other.average.method}" in command(answered(edition, "trend", GAP, LUTON, variant=other.id))
