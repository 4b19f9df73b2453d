"""What a report tells: every measure and every figure of an area, in words that the rows license."""

from dataclasses import replace

import pytest

from blmk_metrics import narrative
from blmk_metrics.catalogue.rows import latest
from blmk_metrics.errors import InputError
from blmk_metrics.figures import answer, figures_of, question_of
from blmk_metrics.narrative.definitions import SUPPRESSED
from blmk_metrics.publishing.from_tables import publish
from blmk_metrics.releases import REFERENCE
from blmk_metrics.releases.edition import open_edition
from blmk_metrics.reports.contents import contents
from tests.disclosure.releases import TODAY
from tests.reports.drawn import FOOTPRINT, LUTON


def test_every_measure_has_its_section_with_all_its_figures(edition, report):
    assert [each.measure for each in report.sections] == list(edition.measures())
    for section in report.sections:
        expected = figures_of(edition, section.measure.id, LUTON)
        assert [each.id for each in section.figures] == [each.id for each in expected]


def test_figures_are_numbered_from_one_and_none_has_the_number_of_another(report):
    assert list(report.numbers.values()) == list(range(1, len(report.figures) + 1))


def test_the_link_told_of_a_figure_leads_to_that_figure(edition, report):
    for number, figure_id, _, link in report.figure_list.rows:
        parameters = dict(part.split("=", 1) for part in link.split())
        assert answer(edition, question_of(edition, parameters)).id == figure_id
        assert report.numbers[figure_id] == int(number)


@pytest.mark.parametrize("area_code", [LUTON, FOOTPRINT])
def test_the_summary_says_what_the_latest_row_of_each_measure_does(edition, area_code):
    report = contents(edition, area_code)
    verdicts = narrative.further((each.measure for each in report.sections), at_a_glance=True)
    for section, cells in zip(report.sections, report.summary.rows, strict=True):
        name, baseline, now, change, compared, *others = cells
        row = latest(edition.measured(section.measure), area_code)
        assert name == section.measure.short_name
        assert baseline == narrative.baseline_value(row, section.measure)
        assert now == f"{row.period}: {narrative.value_with_caution(row, section.measure)}"
        assert row.change_verdict in change
        assert narrative.change_figures(row, section.measure) in change
        assert row.comparison in compared or row.reliability == "unreliable"
        assert others == [narrative.verdict_cell(each, row, section.measure) for each in verdicts]


def test_the_first_sentence_of_a_section_is_that_of_the_measures_page(report):
    for section in report.sections:
        assert section.sentences[0] == narrative.sentence(section.row, section.measure)
        assert narrative.trend_sentence(section.row) in section.sentences


def test_an_inequality_is_told_in_every_way_and_the_lead_way_agrees_with_its_figure(report):
    (section,) = (each for each in report.sections if each.variants)
    lead = section.variants.rows[0][1]
    assert lead == narrative.value_with_caution(section.row, section.measure)
    assert len({cell for row in section.variants.rows for cell in row[1:]}) > 1


def test_every_extract_is_told_with_its_whole_hash(report):
    assert [row[-1] for row in report.extracts.rows] == [each.sha256 for each in report.release.extracts]


def test_an_area_that_nobody_may_choose_is_refused_with_those_there_are(edition):
    with pytest.raises(InputError, match=r"unknown area 'E92000001'; choose one of .*E06000032 \(Luton\)"):
        contents(edition, "E92000001")


def test_a_report_of_invented_figures_says_so(report):
    assert report.warning.startswith("SYNTHETIC")
    assert len(report.synthetic) == len(report.sections)


def test_a_report_of_which_some_figures_are_invented_names_them(report):
    partly = replace(report, synthetic=report.synthetic[:1])
    assert report.synthetic[0] in partly.warning
    assert report.synthetic[1] not in partly.warning


def test_a_report_of_real_figures_has_no_warning(hidden):
    assert hidden.warning == ""


def test_hidden_figures_are_explained_and_say_why_they_are_missing(hidden):
    assert SUPPRESSED in hidden.disclosure
    rows = [(figure, row) for figure in hidden.figures for row in figure.rows if row.reason]
    suppressed = [(figure, row) for figure, row in rows if row.reason.startswith("suppressed")]
    assert suppressed
    for figure, row in suppressed:
        assert any(row.reason in cells for cells in figure.table.rows)
        assert row.value is None


def test_a_report_without_local_records_does_not_speak_of_hiding(tmp_path, release):
    provenance = {each.name: each.provenance for each in release.extracts}
    kept = (*REFERENCE, "early_years_profile")
    publish(tmp_path, "Official only", TODAY, {name: (release.tables[name], provenance[name]) for name in kept})
    report = contents(open_edition(tmp_path), LUTON)
    assert [section.measure.id for section in report.sections] == ["school_readiness"]
    assert report.disclosure == ()
