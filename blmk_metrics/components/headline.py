"""The answer before the detail: a priority's question, its figure, its change, its comparison."""

from collections.abc import Sequence

import streamlit as st

from blmk_metrics import narrative
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis, Row, latest
from blmk_metrics.catalogue.variants import Variant
from blmk_metrics.catalogue.verdict_parts import Change
from blmk_metrics.components.variant_choice import summed_up
from blmk_metrics.components.verdict_colours import coloured, further_lines
from blmk_metrics.figures import BASES
from blmk_metrics.narrative.definitions import UNROUNDED, priority_of
from blmk_metrics.narrative.numbers import with_unit
from blmk_metrics.narrative.verdict_words import marked, verdict_of


def headline(measure: Measure, variant: Variant, row: Row, rows: Sequence[Row]) -> None:
    """A page's question and its answer for one area, in words and in figures, an inequality by every summary of it."""
    st.caption(f"{priority_of(measure)}. {BASES[Basis(row.basis)]}.")
    st.title(measure.question_in(row.area_name), anchor=False)
    caution = f"{narrative.sentence_case(variant.caution)}. " if variant.caution else ""
    st.markdown(f"**{caution}{narrative.sentence(row, measure)}**")
    if note := narrative.benchmark_note(row, rows):
        st.markdown(note)
    figures = summed_up(measure, variant, row)
    *now, change, against = st.columns(len(figures) + 2)
    for column, (name, one) in zip(now, figures.items(), strict=True):
        with column:
            label = f"{name}, {row.period}" if name else row.period
            _figure(label, with_unit(one.value, measure), narrative.interval_note(one, measure))
    with change:
        verdict = "" if row.change_verdict is Change.CANNOT_SAY else f"{coloured(marked(row.change_verdict))}. "
        note = f"{verdict}{narrative.change_note(row, measure)}"
        _figure(f"Change since {narrative.baseline(row)}", narrative.change_size(row, measure), note)
    with against:
        _benchmark(measure, row, rows)
    if gap := narrative.gap_in_people(row, measure):
        st.markdown(f"**{gap}**")
    for line in (narrative.trend_sentence(row), *further_lines(row, measure)):
        st.markdown(line)
    st.caption(UNROUNDED)


def _benchmark(measure: Measure, row: Row, rows: Sequence[Row]) -> None:
    code = row.benchmark_code
    if code is None or code == row.area_code:
        _figure("Compared with", verdict_of(row), f"{narrative.sentence_case(narrative.comparison_reason(row))}.")
        return
    benchmark = latest(rows, code)
    figure = with_unit(benchmark.value, measure)
    _figure(
        f"{row.area_name} against {benchmark.area_name}",
        verdict_of(row),
        f"{benchmark.area_name} has {figure} in {benchmark.period}. " + narrative.benchmarks_change(benchmark, measure),
    )


def _figure(label: str, value: str, note: str) -> None:
    with st.container(border=True, height="stretch"):
        st.markdown(f"{label}\n\n### {value}\n\n{note}")
