"""What partners report doing, beside a measure's figures and apart from them."""

from html import escape

import streamlit as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.components.current_release import edition, release
from blmk_metrics.components.folder import folder
from blmk_metrics.components.notices import say_what_cannot_be_read
from blmk_metrics.components.operator_log import note_trouble
from blmk_metrics.content import Report, partners_file, read_reports, reports_for
from blmk_metrics.errors import InputError


def show_reports(measure: Measure, area_code: str) -> None:
    """What partners report under a measure, for one area; nothing where they report nothing."""
    try:
        reports = reports_for(_reports(), measure.id, _concerning(area_code))
        note_trouble("what partners report", "")
    except InputError as error:
        note_trouble("what partners report", str(error))
        st.header("What partners report doing", anchor=False)
        say_what_cannot_be_read("What partners report")
        return
    if not reports:
        return
    st.header("What partners report doing", anchor=False)
    st.markdown(
        "Taken from partners' own documents. That they report it is no evidence that it changed the figures above."
        + (" The figures above are invented, so no report is about them." if release().synthetic(measure) else "")
    )
    # As HTML with everything escaped: what somebody wrote into a file is shown as text, whatever marks it holds.
    st.html(f"<ul>{''.join(map(_item, reports))}</ul>")


def _item(report: Report) -> str:
    where = ", ".join(edition().area(code).name for code in report.areas if code in edition().choosable())
    lead = f"<strong>{escape(where)}.</strong> " if where else ""
    source = escape(f"{report.document}, {report.section}, {report.dated}.")
    return f'<li style="margin-bottom:0.6rem;">{lead}{escape(report.text)}<br><small>Source: {source}</small></li>'


def _reports() -> tuple[Report, ...]:
    """The reports of the served folder's own file, or those that ship, where areas of another release are let pass."""
    path = partners_file(folder())
    own = folder() in path.parents
    return read_reports(path, release().catalogue.ids, edition().choosable() if own else None)


def _concerning(area_code: str) -> set[str]:
    """The area, what it is made of, and the footprints it belongs to."""
    members = edition().members
    return {*members(area_code), *(code for code in edition().choosable() if area_code in members(code)), area_code}
