"""How do the areas compare, on any measure and in any period?"""

import streamlit as st

from blmk_metrics import figures
from blmk_metrics.catalogue.rows import periods
from blmk_metrics.components.address import choose
from blmk_metrics.components.choices import choose_basis, choose_measure, chosen_place
from blmk_metrics.components.figure_block import show
from blmk_metrics.components.highlights import choose_highlighted, draw_clickable
from blmk_metrics.components.served import edition, measured, measures_here

st.title("How do the areas compare?", anchor=False)
first, second = st.columns(2)
with first:
    indicator = choose_measure(measures_here())
    basis = choose_basis(indicator)
rows = measured(indicator, basis=basis)
offered = list(reversed(periods(rows)))
with second:
    period = choose("Period", "period", {each: each for each in offered}, default=offered[0])
highlighted = choose_highlighted()
st.caption("Or click on areas in the chart or on the map: they stand out in both, and in the series below.")

left, right = st.columns(2)
with left:
    show(figures.areas(edition(), indicator, chosen_place(), period, basis, highlighted), draw_clickable)
with right:
    show(figures.area_map(edition(), indicator, chosen_place(), period, basis, highlighted), draw_clickable)
show(figures.areas_over_time(edition(), indicator, chosen_place(), highlighted, basis))
