"""What a measure is, in view beside its figures."""

import streamlit as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.variants import Variant, other_choices
from blmk_metrics.components.current_release import release
from blmk_metrics.components.sql_text import show_sql
from blmk_metrics.engines.statements import path_of, statement
from blmk_metrics.narrative.definitions import definition_of


def definition(measure: Measure, variant: Variant) -> None:
    """The definition, source and limits of one measure."""
    rows = definition_of(measure, variant, release().origin(measure))
    st.markdown("\n".join(f"- **{term}:** {text}" for term, text in rows.items()))
    if measure.caveats:
        st.markdown("**Read with care**\n\n" + "\n".join(f"- {caveat}" for caveat in measure.caveats))


def show_other_variants(measure: Measure, variant: Variant) -> None:
    """The SQL of the averages and summaries that a variant does not use; nothing where there is one only."""
    others = other_choices(measure, variant)
    if not others:
        return
    with st.expander("How are the other ways to say it made?"):
        st.markdown("Each of these takes the place of its like among the stages that made the figure.")
        for each in others:
            sql = statement("methods", each.method)
            st.markdown(f"**{each.name}**, `{path_of(sql)}`")
            show_sql(sql)
