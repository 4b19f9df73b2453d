"""A priority in one glance: what may be concluded, the figure, how it moved."""

from collections.abc import Mapping, Sequence

import streamlit as st

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue import verdicts
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row, latest, of_area
from blmk_metrics.components.chart_block import show_chart, specification
from blmk_metrics.components.current_release import edition, invented_mark
from blmk_metrics.components.glossary_links import note
from blmk_metrics.components.routes import measure_page
from blmk_metrics.components.share import remember_shown
from blmk_metrics.components.verdict_colours import coloured, further_lines
from blmk_metrics.figures import Question, answer
from blmk_metrics.narrative import alt_text
from blmk_metrics.narrative.definitions import priority_or_tier
from blmk_metrics.narrative.numbers import with_unit
from blmk_metrics.narrative.verdict_words import marked, verdict_of


def summary(rows: Mapping[Measure, Row]) -> None:
    """Which measures have which word of each verdict that is read at a glance, a line each."""
    for verdict in verdicts.VERDICTS:
        if verdict.at_a_glance and verdict.word and (found := narrative.summary(rows, verdict)):
            words = [f"{coloured(mark)}: {names}" for mark, names in found]
            st.markdown(f"**{narrative.headed(verdict, rows.values())}** — {'; '.join(words)}.")


def priority_card(measure: Measure, area_code: str) -> None:
    """One priority's lead measure for one area: its sentence, then a line across the page, or a stack on a narrow
    screen."""
    rows = edition().measured(measure)
    row = latest(rows, area_code)
    with st.container(border=True, gap="small"):
        with st.container(gap=None):
            with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
                # The name of a measure alone: a longer label would be cut off on a narrow screen.
                st.page_link(measure_page(measure), label=f"**{measure.short_name}**", width="content")
                st.markdown(f":small[{priority_or_tier(measure)}]", width="content")
            st.markdown(narrative.sentence(row, measure))
        figure, series, verdict = st.columns([9, 6, 15], vertical_alignment="center")
        with figure, st.container(gap=None):
            st.markdown(f"### {with_unit(row.value, measure)}")
            note(narrative.from_baseline(row, measure) or f"In {row.period}")
            note(f"{narrative.interval_note(row, measure)} {narrative.sentence_case(row.basis)}.")
        with series:
            name = f"{measure.id}_sparkline"
            spec = specification(
                (name, area_code), lambda: charts.sparkline(rows, measure, area_code), invented_mark(measure)
            )
            show_chart(name, spec, alt_text.trend_alt(of_area(rows, area_code), row, measure, measure.name))
        with verdict:
            st.markdown("  \n".join(_verdicts(measure, row, rows)))
    current = edition()
    remember_shown(lambda: answer(current, Question(kind="trend", measure=measure.id, area=area_code)))


def _verdicts(measure: Measure, row: Row, rows: Sequence[Row]) -> list[str]:
    change = f"{coloured(marked(row.change_verdict))}{narrative.change_line(row, measure)}."
    others = further_lines(row, measure, at_a_glance=True)
    if row.benchmark_code in (None, row.area_code):
        return [change, *others]
    benchmark = latest(rows, row.benchmark_code)
    against = coloured(verdict_of(row)) + narrative.against(row, measure) + narrative.gap_in_brief(row, measure)
    return [f"{against}.", change, narrative.benchmarks_change(benchmark, measure), *others]
