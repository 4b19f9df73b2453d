"""The variants of an inequality: which one is shown, and what the others say of the same area and period."""

import streamlit as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis, Row, in_period, of_area
from blmk_metrics.catalogue.variants import Variant, averages, summaries, variant_of
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.data_table import data_table
from blmk_metrics.reports.tables import named, variants_table


def name_variant(variant: Variant) -> None:
    """That what is shown is not the lead measure, what it shows and what it hides; nothing of the lead measure."""
    for each in variant.not_lead:
        st.warning(f"**Not the lead measure: {each.name}.** {each.explanation}")


def summed_up(measure: Measure, variant: Variant, row: Row) -> dict[str, Row]:
    """A figure by every summary of it, by the summary's name: the plain gap beside the slope index. Where there is no
    choice of summary the figure is alone, without a name."""
    if variant.average is None or row.basis == Basis.OFFICIAL:
        return {"": row}
    return {
        each.name: _beside(measure, variant_of(measure, variant.average.method, each.method), row)
        for each in summaries(measure)
    }


def other_variants(measure: Measure, row: Row) -> None:
    """Every variant of an area's figure for a period, side by side, and what each shows and hides; nothing where there
    is one only."""
    table = variants_table(edition(), measure, row)
    if table is None:
        return
    st.header("Other ways to say it", anchor=False)
    data_table(table.caption, table.columns, table.rows, table.numeric)
    choices = ((each, offered) for offered in (averages(measure), summaries(measure)) for each in offered)
    st.markdown("\n".join(f"- **{named(each, offered)}.** {each.explanation}" for each, offered in choices))


def _beside(measure: Measure, variant: Variant, row: Row) -> Row:
    """A row's figure in a variant: of the same area and period."""
    rows = edition().measured(measure, basis=Basis(row.basis), variant=variant)
    (other,) = in_period(of_area(rows, row.area_code), row.period)
    return other
