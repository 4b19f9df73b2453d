"""What do the figures, intervals and verdicts mean?"""

import streamlit as st

from blmk_metrics.catalogue.variants import lead_variant
from blmk_metrics.components.choices import chosen_place
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.definition import definition, show_other_variants
from blmk_metrics.components.glossary_links import linked, show_glossary
from blmk_metrics.components.lineage_panel import show_origin
from blmk_metrics.figures import Question, answer
from blmk_metrics.narrative import meanings
from blmk_metrics.narrative.definitions import FOOTPRINTS, GAP_IN_PEOPLE, INTERVALS, SUPPRESSED, TREND

st.title("What do the figures mean?", anchor=False)

st.markdown("Every term is explained in the [glossary](#glossary) at the end of this page.")

st.header("Verdicts", anchor=False)
st.markdown(linked(INTERVALS))
for verdict, words in meanings().items():
    data_table(verdict, ["Word", "What it means"], words, [False] * 2)

for term, meaning in (
    ("Trend of the latest five years", TREND),
    ("The gap in people", GAP_IN_PEOPLE),
    ("Suppressed", SUPPRESSED),
):
    st.markdown(f"**{term}.** {meaning}")

st.header("Areas", anchor=False)
data_table(
    "The areas of this release",
    ["Area", "In full", "Code", "Type", "Valid from", "Valid to"],
    [
        [each.name, each.full_name, each.code, each.type, str(each.valid_from or ""), str(each.valid_to or "")]
        for each in edition().areas().values()
    ],
    [False] * 6,
)
st.markdown(FOOTPRINTS)

for measure in edition().measures():
    st.header(measure.short_name, anchor=False)
    definition(measure, lead_variant(measure))
    show_origin(answer(edition(), Question(kind="trend", measure=measure.id, area=chosen_place())))
    show_other_variants(measure, lead_variant(measure))

st.header("Glossary", anchor="glossary")
show_glossary()
