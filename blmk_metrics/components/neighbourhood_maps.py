"""Maps below a Place: its neighbourhoods by deprivation, or by a measure that was counted there."""

from dataclasses import replace

import streamlit as st

from blmk_metrics import charts, narrative
from blmk_metrics.catalogue.cuts import SMALL_AREA
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import periods
from blmk_metrics.components.address import choose
from blmk_metrics.components.chart_block import show_chart, specification
from blmk_metrics.components.current_release import edition, release
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.downloads import offer_downloads
from blmk_metrics.components.figure_block import show
from blmk_metrics.drawing import pictures
from blmk_metrics.figures import Question, answer, counted, outlines_note
from blmk_metrics.narrative import alt_text
from blmk_metrics.releases.neighbourhoods import RATED
from blmk_metrics.table_files import rows_as_csv


def offered_measures() -> tuple[Measure, ...]:
    """The measures that were counted by neighbourhood."""
    return tuple(each for each in edition().measures() if edition().bases(each, SMALL_AREA))


def offers_deprivation(level: str) -> bool:
    """Whether the served release knows deprivation at a level."""
    return level in RATED and any(each.name == "deprivation" for each in release().extracts)


def show_deprivation(level: str, code: str, name: str) -> None:
    """The neighbourhoods of a Place by deprivation, as a map and as a table."""
    rows = edition().neighbourhoods(level, code)
    mark = "SYNTHETIC data, not real. " if release().nature("deprivation") == "synthetic" else ""
    source = "; ".join({each.provenance.source: None for each in release().extracts if each.name == "deprivation"})
    outlines = edition().neighbourhood_outlines(level, code)
    subtitle = f"{mark}Index of Multiple Deprivation. The darker, the more deprived."
    title = narrative.deprivation_title(rows, name)
    st.subheader(title, anchor=False)
    st.markdown(subtitle)
    on_chart = ", ".join((f"Release {release().id}", *["SYNTHETIC"] * bool(mark)))
    spec = specification(
        ("deprivation", level, code),
        lambda: charts.deprivation_map(rows, outlines),
        on_chart,
    )
    show_chart("deprivation", spec, f"{mark}{alt_text.deprivation_alt(rows, name)}")
    footer = f"{mark}Source: {source}. {outlines_note(release())} Release {release().id}."
    st.caption(footer)
    with st.expander("Table and downloads"):
        data_table(
            f"Neighbourhoods of {name}, most deprived first",
            ["Neighbourhood", "Code", "National tenth"],
            [[row.small_area_name, row.small_area_code, narrative.tenth(row.decile)] for row in rows],
            [False, False, True],
        )
        stamp = {"release": release().id, "nature": release().nature("deprivation"), "source": footer}
        with st.container(horizontal=True):
            offer_downloads(
                "deprivation",
                f"deprivation-{level}-{code}-{release().id}",
                {
                    "csv": lambda: rows_as_csv([row._asdict() for row in rows], stamp),
                    "svg": lambda: pictures.picture(spec, "svg", title, subtitle, footer),
                    "png": lambda: pictures.picture(spec, "png", title, subtitle, footer),
                },
            )


def show_measure(measure: Measure, level: str, code: str) -> None:
    """The neighbourhoods of a Place by a measure counted there, in a period of the reader's choice."""
    question = Question(kind="neighbourhoods", measure=measure.id, area=code, level=level)
    offered = list(reversed(periods(counted(edition(), question))))
    if not offered:
        st.info("This measure was not counted in these neighbourhoods, or every figure is hidden.")
        return
    period = choose("Period", "period", {each: each for each in offered}, default=offered[0])
    show(answer(edition(), replace(question, period=period)))
