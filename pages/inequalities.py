"""Who is left behind, and is the gap closing?"""

from dataclasses import replace

import streamlit as st

from blmk_metrics import narrative
from blmk_metrics.catalogue.rows import latest
from blmk_metrics.components.address import choose
from blmk_metrics.components.choices import choose_average, choose_basis, choose_measure, chosen_place
from blmk_metrics.components.figure_block import show
from blmk_metrics.components.glossary_links import linked, note
from blmk_metrics.components.served import area, edition, measured, measures_here, offered_breakdowns
from blmk_metrics.components.variants import other_ways, say_which_way, summed_up
from blmk_metrics.figures import CATEGORY_NAMES, Question, answer
from blmk_metrics.ways import variant_of

place = area(chosen_place())

st.title(f"Who is left behind in {place.name}?", anchor=False)
first, second = st.columns(2)
with first:
    indicator = choose_measure([each for each in measures_here() if offered_breakdowns(each)])
offered = offered_breakdowns(indicator)
with second:
    by = choose("Cut by", "by", {each: CATEGORY_NAMES[each].capitalize() for each in offered}, default=offered[0])

basis = choose_basis(indicator, by)
indicator = choose_average(indicator, basis)
if indicator.inequality is not None:
    row = latest(measured(indicator), place.code)
    say_which_way(indicator)
    st.markdown(f"**{indicator.short_name}.** {narrative.sentence(row, indicator)}")
    told = [
        f"{name}: {narrative.value_with_caution(each, indicator)}" for name, each in summed_up(indicator, row).items()
    ]
    st.markdown(linked(f"{'; '.join(told)}. 95% intervals. Unit: {indicator.unit}."))

question = Question(kind="trend", measure=indicator.id, area=place.code, variant=variant_of(indicator))
left, right = st.columns(2)
with left:
    show(answer(edition(), replace(question, kind="groups", cut=by, basis=basis)))
with right:
    show(answer(edition(), replace(question, kind="groups_over_time", cut=by, basis=basis)))
note(
    "Each group is compared with the same group of the comparator. How far groups lie apart is told only where a "
    "measure has a method for it, with its interval."
)

if indicator.inequality is not None:
    st.header("Is the gap closing?", anchor=False)
    show(answer(edition(), question))
    other_ways(indicator, row)

without = [each.short_name for each in measures_here() if not offered_breakdowns(each)]
if without:
    st.caption(f"This release has no breakdown of: {', '.join(without)}.")
