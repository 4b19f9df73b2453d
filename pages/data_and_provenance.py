"""What is in this release, where does it come from, what changed, and does it agree with what was published?"""

import streamlit as st

from blmk_metrics.components.current_release import edition, release
from blmk_metrics.components.lookup import find_figure
from blmk_metrics.components.release_contents import (
    show_agreement,
    show_bases,
    show_changes,
    show_extracts,
    show_quality,
)
from blmk_metrics.narrative.numbers import day

current = release()
st.title("Where do the figures come from?", anchor=False)
st.markdown(
    f"**{current.title}**, published {day(current.published)}, release `{current.id}`. Every file is verified against "
    "the release's manifest before it is served."
)

st.header("Which figure has this id?", anchor=False)
find_figure()

st.header("What is in this release", anchor=False)
show_extracts()

st.header("What was left out of the records", anchor=False)
show_quality()

st.header("What changed since the release before it", anchor=False)
show_changes()

st.header("Do computed and official figures agree?", anchor=False)
st.markdown(
    "A measure is shown as computed from counts, or as its publisher gives it: never a mixture. Of the two series the "
    "one that reaches the latest period is shown first. Where a release has both, they stand here point by point."
)
show_bases()

st.header("Does it agree with the partnership's plan?", anchor=False)
st.markdown(
    "The partnership printed these figures in its Joint Forward Plan. Beside each stands what this release has, "
    "rounded as printed. Changes are computed from unrounded figures."
)
printed = {each.indicator_id for each in edition().published_figures()}
if invented := [each.short_name for each in edition().measures() if current.synthetic(each) and each.id in printed]:
    st.markdown(
        f"**The synthetic counts of {', '.join(invented)} were fitted to what is printed.** That they agree shows that "
        "the arithmetic is right, and nothing about any area."
    )
show_agreement()
