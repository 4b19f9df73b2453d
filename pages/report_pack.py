"""What can I take away for the annual report?"""

import streamlit as st

from blmk_metrics.components.choices import chosen_place
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.report_pack import choose_format, offer_report, order_report

place = edition().area(chosen_place())
st.title(f"Take away a report on {place.name}", anchor=False)
st.markdown(
    "Every measure of this release: what is found, the charts with the same figures as tables, what each verdict rests "
    "on, methods and sources. Every figure carries its source, its release and an id that leads back to it."
)
offer_report(place, order_report(place, choose_format()))
st.caption("A report takes about half a minute to build. It is built once a release, and then ready for everybody.")
