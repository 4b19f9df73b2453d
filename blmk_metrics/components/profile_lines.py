"""One area on every measure: a line each, drawn on one scale, its figure and verdicts in words beside it."""

import streamlit as st

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.positions import MeasureLine
from blmk_metrics.catalogue.verdict_parts import Reliability
from blmk_metrics.components.chart_block import show_chart, specification
from blmk_metrics.components.current_release import invented_mark
from blmk_metrics.components.figure_block import show
from blmk_metrics.components.routes import measure_page
from blmk_metrics.components.verdict_colours import coloured, further_lines
from blmk_metrics.figures import Profile
from blmk_metrics.narrative.numbers import with_unit
from blmk_metrics.narrative.verdict_words import marked, verdict_of

WIDTHS = (5, 5, 4, 5)


def show_profile(profile: Profile) -> None:
    """Show a profile: on a wide screen a table with a spine in each row, on a narrow one each row stacked."""
    show(profile, lambda *_: _lines(profile))


def _lines(profile: Profile) -> None:
    for each in profile.measure_lines:
        with st.container(border=True):
            _line(profile, each)


def _line(profile: Profile, one: MeasureLine) -> None:
    measure, row = one.measure, one.row
    about, spine, verdict, since = st.columns(WIDTHS, vertical_alignment="center")
    with about, st.container(gap=None):
        st.page_link(measure_page(measure), label=f"**{measure.short_name}**")
        st.markdown(f"### {with_unit(row.value, measure)}")
        good = " Reliability: good." if row.reliability is Reliability.GOOD else ""
        # A line that began with a year and a full stop would be the first of a list.
        st.caption(f"In {row.period}. {narrative.interval_note(row, measure)}{good}")
    with spine:
        if one.chosen:
            name = f"{measure.id}_spine"
            spec = specification((profile.id, name), lambda: charts.spine([one], named=False), invented_mark(measure))
            show_chart(name, spec, profile.text_alternative_of(one))
        else:
            st.markdown(f"Not on the scale: {one.reason}.")
    with verdict:
        if one.middle is one.row:
            st.markdown(f"{coloured(verdict_of(row))}: {row.comparison_reason}")
        elif one.chosen:
            st.markdown(f"{coloured(verdict_of(row))}{narrative.against(row, measure)}")
    with since:
        change = f"{coloured(marked(row.change_verdict))}{narrative.change_line(row, measure)}"
        trend = f"Latest five years: {narrative.trend_marked(row)}"
        st.markdown("  \n".join([change, trend, *further_lines(row, measure)]))
