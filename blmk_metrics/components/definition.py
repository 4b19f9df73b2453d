"""What a measure is and how it was made, in view beside its figures."""

import streamlit as st

from blmk_metrics.components.served import offered_bases, release
from blmk_metrics.indicators import Indicator, Regime
from blmk_metrics.measures import Basis
from blmk_metrics.statements import statement

DISCLOSURE = {
    Regime.OFFICIAL: "Published official counts: shown as they are.",
    Regime.LOCAL: (
        "Counts of local records: below national level, 1 to 7 are hidden, others are rounded to the nearest 5, and "
        "estimates carry one decimal. Official figures are shown as published."
    ),
}


def definition(indicator: Indicator) -> None:
    """The definition, source and limits of one measure."""
    rows = {
        "Measure": f"{indicator.name}, in {indicator.unit}",
        "Counted": indicator.counted,
        "Out of": indicator.population,
        "Period": f"{indicator.period_type}; baseline {indicator.baseline or 'the first period available'}",
        "Good direction": str(indicator.polarity),
        "Method": method_name(indicator),
        "Source": indicator.official_source,
        "This release": "; ".join(
            f"{each.name}: {each.provenance.nature.upper()}, {each.provenance.source}"
            for each in release().behind(indicator)
        ),
        "Disclosure": DISCLOSURE[indicator.regime],
        "Why it matters": indicator.rationale,
    }
    st.markdown("\n".join(f"- **{term}:** {text}" for term, text in rows.items()))
    st.markdown("**Read with care**\n\n" + "\n".join(f"- {caveat}" for caveat in indicator.caveats))


def how_it_was_made(indicator: Indicator) -> None:
    """The SQL that counted and the SQL that estimated, as they run over counts."""
    with st.expander("How was this made?"):
        if Basis.OFFICIAL in offered_bases(indicator):
            st.markdown("Official figures are shown as published. Figures computed from counts are made so:")
        for room, name in (("indicators", indicator.id), *method_files(indicator)):
            st.markdown(f"`sql/{room}/{name}.sql`")
            st.code(statement(room, name), language="sql", wrap_lines=True)


def method_files(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """The method files that make an indicator's estimate, in the order in which they run."""
    slope = (("methods", "slope_index"),) if indicator.inequality else ()
    return (("methods", str(indicator.method)), *slope)


def method_name(indicator: Indicator) -> str:
    """The method in words."""
    return ", then ".join(name.replace("_", " ") for _, name in method_files(indicator))
