"""How does our Place stand on every measure?"""

import streamlit as st

from blmk_metrics.components.choices import chosen_place
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.profile_lines import show_profile
from blmk_metrics.figures import Question, profile

place = edition().area(chosen_place())

st.title(f"How does {place.name} stand on every measure?", anchor=False)
show_profile(profile(edition(), Question(kind="profile", area=place.code)))
