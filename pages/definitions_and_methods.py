"""What do the figures, intervals and verdicts mean?"""

import streamlit as st

from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.definition import definition, how_it_was_made
from blmk_metrics.indicators import INDICATORS
from blmk_metrics.verdicts import MEANINGS, marked

st.title("What do the figures mean?", anchor=False)

st.header("Verdicts", anchor=False)
st.markdown(
    "A figure is an estimate. Its 95% interval is the range that chance alone could explain. The dashboard says a "
    "figure is better, worse, improved or worsened only when the interval licenses it, and says why when it cannot."
)
data_table(
    "The words and their marks",
    ["Verdict", "What it means"],
    [[marked(verdict), meaning] for verdict, meaning in MEANINGS.items()],
    [False, False],
)

for indicator in INDICATORS:
    st.header(indicator.short_name, anchor=False)
    definition(indicator)
    how_it_was_made(indicator)
