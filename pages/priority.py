"""How is our Place doing on this priority, and is it getting better?"""

from dataclasses import replace

import streamlit as st

from blmk_metrics.catalogue.rows import latest
from blmk_metrics.components.choices import choose_basis, choose_variant, chosen_place
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.definition import definition, show_other_variants
from blmk_metrics.components.figure_block import show
from blmk_metrics.components.headline import headline
from blmk_metrics.components.partner_reports import show_reports
from blmk_metrics.components.routes import measure_of_this_page
from blmk_metrics.components.variant_choice import name_variant, other_variants
from blmk_metrics.figures import Question, answer

measure = measure_of_this_page()
basis = choose_basis(measure)
variant = choose_variant(measure, basis)
place = chosen_place()
rows = edition().measured(measure, basis=basis, variant=variant)
row = latest(rows, place)

name_variant(variant)
headline(measure, variant, row, rows)
question = Question(kind="trend", measure=measure.id, area=place, basis=basis, variant=variant.id)
show(answer(edition(), question))

left, right = st.columns(2)
with left:
    show(answer(edition(), replace(question, kind="map", period=row.period)))
with right:
    show(answer(edition(), replace(question, kind="areas", period=row.period)))

if cuts := edition().breakdowns(measure):
    st.header("Who is left behind?", anchor=False)
    for column, cut in zip(st.columns(len(cuts)), cuts, strict=True):
        with column:
            show(answer(edition(), replace(question, kind="groups", cut=cut, basis="")))

other_variants(measure, row)
show_reports(measure, place)
st.header("What this measure is", anchor=False)
definition(measure, variant)
show_other_variants(measure, variant)
