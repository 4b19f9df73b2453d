"""How are we doing on our five priorities?"""

import streamlit as st

from blmk_metrics.catalogue.rows import latest
from blmk_metrics.components.cards import priority_card, summary
from blmk_metrics.components.choices import chosen_place
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.first_visit import first_visit
from blmk_metrics.components.glossary_links import note
from blmk_metrics.components.routes import inequalities_page
from blmk_metrics.components.rug import priority_rug

place = edition().area(chosen_place())

st.title(f"How is {place.name} doing on its priorities?", anchor=False)
first_visit()
summary({measure: latest(edition().measured(measure), place.code) for measure in edition().measures()})
for measure in edition().measures():
    priority_card(measure, place.code)
st.page_link(inequalities_page(), label="Who is left behind? See inequalities", icon=":material/arrow_forward:")
note(
    "In each small chart the solid line is the chosen area and the dashed line its benchmark. A verdict follows from "
    "the interval, and a change is counted from the baseline. Changes are computed from unrounded figures."
)

st.header("Every priority, every Place", anchor=False)
priority_rug(edition().measures(), place.code)
