"""How are we doing on our five priorities?"""

import streamlit as st

from blmk_metrics import narrative
from blmk_metrics.components.cards import priority_card
from blmk_metrics.components.choices import chosen_place
from blmk_metrics.components.rug import priority_rug
from blmk_metrics.components.served import area, measured
from blmk_metrics.indicators import INDICATORS
from blmk_metrics.selection import latest

place = area(chosen_place())

st.title(f"How is {place.name} doing on its priorities?", anchor=False)
st.markdown(f"**{narrative.summary([latest(measured(indicator), place.code) for indicator in INDICATORS])}**")
for indicator in INDICATORS:
    priority_card(indicator, place.code)

st.header("Every priority, every Place", anchor=False)
priority_rug(INDICATORS)
