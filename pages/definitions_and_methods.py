"""What do the figures, intervals and verdicts mean?"""

import streamlit as st

from blmk_metrics.areas import areas
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.definition import definition, how_it_was_made
from blmk_metrics.components.served import measures_here, release
from blmk_metrics.verdicts import MEANINGS, marked

st.title("What do the figures mean?", anchor=False)

st.header("Verdicts", anchor=False)
st.markdown(
    "Every figure is an estimate. Its 95% interval is the range in which the true figure is likely to lie. The "
    "dashboard says better, worse, improved or worsened only when the interval allows it, and gives the reason when it "
    "cannot. Each area is compared with the national figure, or, where there is none, with the footprint it belongs "
    "to; a footprint includes the area itself."
)
data_table(
    "The words and their marks",
    ["Verdict", "What it means"],
    [[marked(verdict), meaning] for verdict, meaning in MEANINGS.items()],
    [False, False],
)

st.markdown(
    "**Trend of the latest five years.** Five annual points are called increasing or decreasing when the slope is "
    "significant at 99.8% and keeps its direction whichever one point is left out. It asks another question than the "
    "change since the baseline, and the two may differ."
)

st.markdown(
    "**The gap in people.** Where an area differs from its comparator, the difference is also told as people: how many "
    "more or fewer there would be at the comparator's rate, with the interval that the area's own limits give. It is "
    "arithmetic on the year's figures, not a forecast, and is never given for a similar or an unreliable figure."
)

st.markdown(
    "**Suppressed.** Small counts of hospital and GP records could point at a person. Those of 1 to 7 are hidden, and "
    "with them the next smallest of those they add up with, so that none can be had by subtraction; and every rate, "
    "verdict and change that rests on one. A suppressed figure is missing, never nought."
)

st.header("Areas", anchor=False)
data_table(
    "The areas of this release",
    ["Area", "In full", "Code", "Type", "Valid from", "Valid to"],
    [
        [each.name, each.full_name, each.code, each.type, str(each.valid_from or ""), str(each.valid_to or "")]
        for each in areas(release()).values()
    ],
    [False] * 6,
)
st.markdown("A footprint's figures are computed from the summed counts of its members, never from their rates.")

for indicator in measures_here():
    st.header(indicator.short_name, anchor=False)
    definition(indicator)
    how_it_was_made(indicator)
