"""How do the neighbourhoods of a Place differ?"""

import streamlit as st

from blmk_metrics.components.address import choose
from blmk_metrics.components.choices import chosen_place
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.neighbourhood_maps import (
    offered_measures,
    offers_deprivation,
    show_deprivation,
    show_measure,
)
from blmk_metrics.releases.neighbourhoods import LEVELS

DEPRIVATION = "deprivation"
place = edition().area(chosen_place())

st.title(f"How do the neighbourhoods of {place.name} differ?", anchor=False)
levels = edition().levels(place.code)
if not levels:
    st.info("This release has no boundaries of neighbourhoods here, so there is nothing to map.")
else:
    first, second = st.columns(2)
    with first:
        level = choose("Level", "level", {each: LEVELS[each] for each in levels}, default=levels[0])
    by_id = {each.id: each for each in offered_measures()}
    offered = {DEPRIVATION: "Deprivation"} if offers_deprivation(level) else {}
    offered |= {name: measure.short_name for name, measure in by_id.items()}
    if not offered:
        st.info("This release has nothing to map at this level.")
    else:
        with second:
            shown = choose("Show", "show", offered, default=next(iter(offered)))
        if shown == DEPRIVATION:
            show_deprivation(level, place.code, place.name)
        else:
            show_measure(by_id[shown], level, place.code)
