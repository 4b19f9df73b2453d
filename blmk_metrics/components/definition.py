"""What a measure is and how it was made, in view beside its figures."""

import streamlit as st

from blmk_metrics.components.served import offered_bases, release
from blmk_metrics.indicators import Alternative, Indicator, Regime
from blmk_metrics.measures import Basis
from blmk_metrics.statements import statement
from blmk_metrics.ways import averages, summaries, way

DISCLOSURE = {
    Regime.OFFICIAL: "Published official counts: shown as they are.",
    Regime.LOCAL: (
        "Counts of local records: below national level, 1 to 7 are hidden, and so is whatever would give such a count "
        "away by subtraction. Others are rounded to the nearest 5, and estimates carry one decimal. Official figures "
        "are shown as published."
    ),
}


def definition(indicator: Indicator) -> None:
    """The definition, source and limits of one measure."""
    others = "; ".join(each.name for each in other_ways(indicator))
    rows = {
        "Measure": f"{indicator.name}, in {indicator.unit}",
        "Counted": indicator.counted,
        "Out of": indicator.population,
        "Period": f"{indicator.period_type}; baseline {indicator.baseline or 'the first period available'}",
        "Good direction": str(indicator.polarity),
        "Method": method_name(indicator),
        **({"Other ways to say it": others} if others else {}),
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
        _show((("indicators", indicator.id), *method_files(indicator)))
        if others := other_ways(indicator):
            st.markdown("The other ways to say it are made so:")
            _show(tuple(("methods", str(each.method)) for each in others))


def method_files(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    """The method files that make an indicator's estimate, in the order in which they run."""
    summary = (("methods", str(indicator.inequality.summary)),) if indicator.inequality else ()
    return (("methods", str(indicator.method)), *summary)


def other_ways(indicator: Indicator) -> tuple[Alternative, ...]:
    """The averages and summaries that an inequality is not said by, but may be."""
    return tuple(each for each in (*averages(indicator), *summaries(indicator)) if each not in way(indicator))


def method_name(indicator: Indicator) -> str:
    """The method in words."""
    return ", then ".join(name.replace("_", " ") for _, name in method_files(indicator))


def _show(files: tuple[tuple[str, str], ...]) -> None:
    for room, name in files:
        st.markdown(f"`sql/{room}/{name}.sql`")
        st.code(statement(room, name), language="sql", wrap_lines=True)
