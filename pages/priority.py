"""How is our Place doing on this priority, and is it getting better?"""

from dataclasses import replace

import streamlit as st

from blmk_metrics.catalogue.rows import latest
from blmk_metrics.components.choices import choose_average, choose_basis, chosen_place
from blmk_metrics.components.definition import definition, how_other_ways_are_made
from blmk_metrics.components.figure_block import show
from blmk_metrics.components.headline import headline
from blmk_metrics.components.partner_reports import show_reports
from blmk_metrics.components.routes import indicator_of_this_page
from blmk_metrics.components.served import edition, measured
from blmk_metrics.components.variants import other_ways, say_which_way
from blmk_metrics.figures import Question, answer
from blmk_metrics.ways import variant_of

basis = choose_basis(indicator_of_this_page())
indicator = choose_average(indicator_of_this_page(), basis)
place = chosen_place()
row = latest(measured(indicator, basis=basis), place)

say_which_way(indicator)
headline(indicator, row, measured(indicator, basis=basis))
question = Question(kind="trend", measure=indicator.id, area=place, basis=basis, variant=variant_of(indicator))
show(answer(edition(), question))

left, right = st.columns(2)
with left:
    show(answer(edition(), replace(question, kind="map", period=row.period)))
with right:
    show(answer(edition(), replace(question, kind="areas", period=row.period)))

if cuts := edition().breakdowns(indicator):
    st.header("Who is left behind?", anchor=False)
    for column, cut in zip(st.columns(len(cuts)), cuts, strict=True):
        with column:
            show(answer(edition(), replace(question, kind="groups", cut=cut, basis="")))

other_ways(indicator, row)
show_reports(indicator, place)
st.header("What this measure is", anchor=False)
definition(indicator)
how_other_ways_are_made(indicator)
