"""What a measure is, in view beside its figures."""

import streamlit as st

from blmk_metrics.components.served import release
from blmk_metrics.components.sql_text import show_sql
from blmk_metrics.engines.statements import path_of, statement
from blmk_metrics.indicators import Indicator
from blmk_metrics.narrative.definitions import definition_of, other_ways


def definition(indicator: Indicator) -> None:
    """The definition, source and limits of one measure."""
    rows = definition_of(indicator, release().origin(indicator))
    st.markdown("\n".join(f"- **{term}:** {text}" for term, text in rows.items()))
    st.markdown("**Read with care**\n\n" + "\n".join(f"- {caveat}" for caveat in indicator.caveats))


def how_other_ways_are_made(indicator: Indicator) -> None:
    """The SQL of the averages and summaries that an inequality is not said by; nothing where there is one way only."""
    others = other_ways(indicator)
    if not others:
        return
    with st.expander("How are the other ways to say it made?"):
        st.markdown("Each of these takes the place of its like among the stages that made the figure.")
        for each in others:
            sql = statement("methods", each.method)
            st.markdown(f"**{each.name}**, `{path_of(sql)}`")
            show_sql(sql)
