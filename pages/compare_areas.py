"""How do the areas compare, on any measure and in any period?"""

from dataclasses import replace

import streamlit as st

from blmk_metrics.catalogue.rows import periods
from blmk_metrics.components.address import choose
from blmk_metrics.components.choices import choose_basis, choose_measure, chosen_place
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.figure_block import show
from blmk_metrics.components.highlights import choose_highlighted, draw_clickable
from blmk_metrics.figures import Question, answer

st.title("How do the areas compare?", anchor=False)
first, second = st.columns(2)
with first:
    measure = choose_measure(edition().measures())
    basis = choose_basis(measure)
rows = edition().measured(measure, basis=basis)
offered = list(reversed(periods(rows)))
with second:
    period = choose("Period", "period", {each: each for each in offered}, default=offered[0])
highlighted = choose_highlighted()
st.caption("Or click on areas in the chart or on the map: they stand out in both, and in the series below.")

question = Question(kind="areas_over_time", measure=measure.id, area=chosen_place(), basis=basis, areas=highlighted)
left, right = st.columns(2)
with left:
    show(answer(edition(), replace(question, kind="areas", period=period)), draw_clickable)
with right:
    show(answer(edition(), replace(question, kind="map", period=period)), draw_clickable)
show(answer(edition(), question))
