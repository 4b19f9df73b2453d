"""How is our Place doing on this priority, and is it getting better?"""

import streamlit as st

from blmk_metrics import figures
from blmk_metrics.catalogue.rows import latest
from blmk_metrics.components.choices import choose_average, choose_basis, chosen_place
from blmk_metrics.components.definition import definition, how_other_ways_are_made
from blmk_metrics.components.figure_block import show
from blmk_metrics.components.headline import headline
from blmk_metrics.components.partner_reports import show_reports
from blmk_metrics.components.routes import indicator_of_this_page
from blmk_metrics.components.served import edition, measured
from blmk_metrics.components.variants import other_ways, say_which_way

basis = choose_basis(indicator_of_this_page())
indicator = choose_average(indicator_of_this_page(), basis)
place = chosen_place()
row = latest(measured(indicator, basis=basis), place)

say_which_way(indicator)
headline(indicator, row, measured(indicator, basis=basis))
show(figures.trend(edition(), indicator, place, basis))

left, right = st.columns(2)
with left:
    show(figures.area_map(edition(), indicator, place, row.period, basis))
with right:
    show(figures.areas(edition(), indicator, place, row.period, basis))

if cuts := edition().breakdowns(indicator):
    st.header("Who is left behind?", anchor=False)
    for column, cut in zip(st.columns(len(cuts)), cuts, strict=True):
        with column:
            show(figures.groups(edition(), indicator, cut, place))

other_ways(indicator, row)
show_reports(indicator, place)
st.header("What this measure is", anchor=False)
definition(indicator)
how_other_ways_are_made(indicator)
