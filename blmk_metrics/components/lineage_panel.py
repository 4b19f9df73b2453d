"""How a figure was made, beneath it: worked out when a reader opens it, and not before."""

import streamlit as st

from blmk_metrics.components.current_release import edition
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.sql_text import show_sql
from blmk_metrics.figures import Figure, MeasureFigure
from blmk_metrics.lineage import Origin, Stage, origin

# A file longer than this is folded, so that the next stage stays in reach.
LONG_FILE = 16


def show_origin(figure: Figure) -> None:
    """The SQL that made a figure, stage by stage, the extracts it read, and the command that gives its rows; of a
    figure that is made of several, each of theirs."""
    for part in figure.parts:
        label = "How was this made?" if len(figure.parts) == 1 else f"How was this made? {part.measure.short_name}"
        _panel(part, label, "_".join(("made", figure.kind, *part.question.parameters.values())))


# By itself: opening it draws nothing else of the page again.
@st.fragment
def _panel(figure: MeasureFigure, label: str, key: str) -> None:
    panel = st.expander(label, key=key, on_change="rerun")
    if panel.open:
        with panel:
            _show(figure, _origin(figure.id, figure))


@st.cache_resource(max_entries=60, show_spinner=False)
def _origin(figure_id: str, _figure: MeasureFigure) -> Origin:  # noqa: ARG001  the cache's key: it holds the release
    return origin(edition(), _figure)


def _show(figure: MeasureFigure, found: Origin) -> None:
    invented = ", whose counts are SYNTHETIC: invented, not real" if figure.synthetic else ""
    st.markdown(
        f"{len(found.stages)} files of SQL made this figure, one after another, from the extracts of release "
        f"`{figure.release_id}`{invented}. Each stands here as it ran, with the values it was given and its numbers of "
        "rows."
    )
    for number, stage in enumerate(found.stages, start=1):
        _show_stage(number, stage)
    if found.functions:
        st.markdown("**The functions that these stages call**")
        _show_sql("sql/functions.sql", found.functions)
    _show_extracts(found)
    period = figure.question.period
    every = f" It prints every period; the figure shows {period}." if period else ""
    st.markdown(f"**The same figures on the command line**, where this release is the published one.{every}")
    st.code(found.command, language=None, wrap_lines=True)


def _show_stage(number: int, stage: Stage) -> None:
    notes = {
        "Reads": ", ".join(f"`{name}` ({rows})" for name, rows in stage.reads),
        "With": ", ".join(f"`${name} = {value}`" for name, value in stage.values),
        "Gives": f"`{stage.name}` ({stage.rows})",
    }
    listed = "\n".join(f"- {term} {text}" for term, text in notes.items() if text)
    st.markdown(f"**{number}. {stage.purpose}**\n\n{listed}")
    _show_sql(stage.path, stage.sql)


def _show_sql(path: str, sql: str) -> None:
    lines = len(sql.splitlines())
    with st.expander(f"{path}, {lines} lines", expanded=lines <= LONG_FILE, type="compact"):
        show_sql(sql)


def _show_extracts(found: Origin) -> None:
    data_table(
        "The extracts that were read",
        ["Extract", "Nature", "Source", "Publisher", "Licence", "Retrieved", "SHA-256 of the file"],
        [
            [
                extract.title,
                extract.provenance.nature.upper(),
                extract.provenance.source,
                extract.provenance.publisher,
                extract.provenance.licence,
                extract.provenance.retrieved,
                extract.sha256,
            ]
            for extract in found.extracts
        ],
        [False] * 7,
    )
