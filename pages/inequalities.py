"""Who is left behind, and is the gap closing?"""

from dataclasses import replace

import streamlit as st

from blmk_metrics import narrative
from blmk_metrics.catalogue.cuts import CUTS
from blmk_metrics.catalogue.rows import latest
from blmk_metrics.components.address import choose
from blmk_metrics.components.choices import choose_basis, choose_measure, choose_variant, chosen_place
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.figure_block import show
from blmk_metrics.components.glossary_links import linked, note
from blmk_metrics.components.variant_choice import name_variant, other_variants, summed_up
from blmk_metrics.figures import Question, answer

place = edition().area(chosen_place())

st.title(f"Who is left behind in {place.name}?", anchor=False)
with_groups = [each for each in edition().measures() if edition().breakdowns(each)]
if not with_groups:
    st.info("No measure of this release has figures of groups, so there is nothing to compare.")
else:
    first, second = st.columns(2)
    with first:
        measure = choose_measure(with_groups)
    offered = edition().breakdowns(measure)
    with second:
        by = choose(
            "Cut by", "by", {each: narrative.sentence_case(CUTS[each].words) for each in offered}, default=offered[0]
        )

    basis = choose_basis(measure, by)
    variant = choose_variant(measure, basis)
    if measure.inequality is not None:
        row = latest(edition().measured(measure, variant=variant), place.code)
        name_variant(variant)
        st.markdown(f"**{variant.named(measure.short_name)}.** {narrative.sentence(row, measure)}")
        by_summary = summed_up(measure, variant, row).items()
        summaries = [f"{name}: {narrative.value_with_caution(each, measure)}" for name, each in by_summary]
        st.markdown(linked(f"{'; '.join(summaries)}. 95% intervals. Unit: {measure.unit}."))

    question = Question(kind="trend", measure=measure.id, area=place.code, variant=variant.id)
    left, right = st.columns(2)
    with left:
        show(answer(edition(), replace(question, kind="groups", cut=by, basis=basis)))
    with right:
        show(answer(edition(), replace(question, kind="groups_over_time", cut=by, basis=basis)))
    note(
        "Each group is compared with the same group of the benchmark. How far groups lie apart is shown only where a "
        "measure has a method for it, with its interval."
    )

    if measure.inequality is not None:
        st.header("Is the gap closing?", anchor=False)
        show(answer(edition(), question))
        other_variants(measure, row)

    without = [each.short_name for each in edition().measures() if not edition().breakdowns(each)]
    if without:
        st.caption(f"This release has no breakdown of: {', '.join(without)}.")
