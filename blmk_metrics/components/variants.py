"""The ways of saying an inequality: which one is shown, and what the others say of the same area and period."""

import streamlit as st

from blmk_metrics.catalogue.rows import Basis, Row, in_period, of_area
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.served import edition, measured
from blmk_metrics.indicators import BY_ID, Indicator
from blmk_metrics.reports.tables import named, variants_table
from blmk_metrics.ways import averages, not_lead, said_by, summaries, way


def say_which_way(indicator: Indicator) -> None:
    """That what is shown is not the lead measure, what it shows and what it hides; nothing of the lead measure."""
    for each in not_lead(indicator):
        st.warning(f"**Not the lead measure: {each.name.lower()}.** {each.told}")


def summed_up(indicator: Indicator, row: Row) -> dict[str, Row]:
    """A figure by every summary of it, by the summary's name: the plain gap beside the slope index. Where there is no
    choice of summary the figure is alone, without a name."""
    if not way(indicator) or row.basis == Basis.OFFICIAL:
        return {"": row}
    return {each.name: _said(indicator, row, indicator.method, each.method) for each in summaries(indicator)}


def other_ways(indicator: Indicator, row: Row) -> None:
    """Every way of saying an area's figure for a period, side by side, and what each shows and hides; nothing where
    there is one way only."""
    lead = BY_ID[indicator.id]
    table = variants_table(edition(), lead, row)
    if table is None:
        return
    st.header("Other ways to say it", anchor=False)
    data_table(table.caption, table.columns, table.rows, table.numeric)
    ways = ((each, offered) for offered in (averages(lead), summaries(lead)) for each in offered)
    st.markdown("\n".join(f"- **{named(each, offered)}.** {each.told}" for each, offered in ways))


def _said(indicator: Indicator, row: Row, average: str, summary: str) -> Row:
    """A row's figure said another way: of the same area and period."""
    rows = measured(said_by(BY_ID[indicator.id], average, summary), basis=Basis(row.basis))
    (said,) = in_period(of_area(rows, row.area_code), row.period)
    return said
