"""How are we doing on our five priorities?"""

import streamlit as st

from blmk_metrics.components.cards import priority_card
from blmk_metrics.components.choices import chosen_place
from blmk_metrics.components.rug import priority_rug
from blmk_metrics.components.served import area
from blmk_metrics.indicators import INDICATORS

place = area(chosen_place())

st.title(f"How is {place.name} doing on its priorities?", anchor=False)
for indicator in INDICATORS:
    priority_card(indicator, place.code)

st.header("Every priority, every Place", anchor=False)
priority_rug(INDICATORS)
