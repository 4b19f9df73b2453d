"""How do the areas compare, on any measure and in any period?"""

import streamlit as st

from blmk_metrics import alt_text, charts, narrative
from blmk_metrics.components.choices import choose, choose_basis, choose_measure, chosen_place
from blmk_metrics.components.figure import show_figure
from blmk_metrics.components.map import map_note
from blmk_metrics.components.served import measured, measures_here, outlines
from blmk_metrics.selection import in_period, periods

st.title("How do the areas compare?", anchor=False)
first, second = st.columns(2)
with first:
    indicator = choose_measure(measures_here())
    basis = choose_basis(indicator)
rows = measured(indicator, basis=basis)
offered = list(reversed(periods(rows)))
with second:
    period = choose("Period", "period", {each: each for each in offered}, default=offered[0])
now = in_period(rows, period)

left, right = st.columns(2)
with left:
    show_figure(
        "areas",
        lambda: charts.area_intervals(now, indicator, chosen_place()),
        now,
        indicator,
        title=narrative.where_title(now),
        subtitle=f"{indicator.name}, {period}, {narrative.with_intervals(now)}",
        alt_text=alt_text.areas_alt(now, indicator),
    )
with right:
    show_figure(
        "map",
        lambda: charts.area_map(now, outlines(), chosen_place()),
        now,
        indicator,
        title="Where they are",
        subtitle=f"{indicator.short_name}, {period}",
        alt_text=alt_text.areas_alt(now, indicator),
        note=map_note(),
    )
