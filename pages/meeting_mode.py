"""What shall the Board go through, one question a screen?"""

import streamlit as st

from blmk_metrics.components.agenda_editor import choose_agenda, offer_meeting
from blmk_metrics.components.choices import chosen_place
from blmk_metrics.components.current_release import edition

place = edition().area(chosen_place())
st.title("What shall the meeting go through?", anchor=False)
st.markdown(
    "One question fills each screen, with its answer and one chart, readable from the back row. The meeting opens in "
    "a window of its own, holds every area, and goes on by keyboard or clicker even when the network drops: press ? "
    f"there for the keys. It begins with {place.name}."
)
offer_meeting(choose_agenda(), place)
