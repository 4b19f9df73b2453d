"""A link that was made on another release: what is shown is current, and what was revised since is told."""

import streamlit as st

from blmk_metrics.components.current_release import earlier_edition, release
from blmk_metrics.components.routes import path_of_this_page
from blmk_metrics.components.share import shown_figures
from blmk_metrics.figures import MeasureFigure
from blmk_metrics.figures.revisions import revisions
from blmk_metrics.narrative.numbers import day
from blmk_metrics.releases import ReleaseError
from blmk_metrics.releases.differences import Difference
from blmk_metrics.releases.edition import Edition

RELEASE = "release"
LINKED = "_linked_release"
VIEW = "_linked_view"
# More than anybody reads before the figures; Data and provenance has them all.
MOST = 12


def follow_link() -> None:
    """Note which release the address was made on, where it is not the one that is served."""
    linked_id = st.query_params.get(RELEASE, release().id)
    if linked_id != release().id:
        st.session_state[LINKED] = linked_id
        st.session_state.pop(VIEW, None)


def say_what_was_revised(view: dict[str, str], notices: st.delta_generator.DeltaGenerator) -> None:
    """Tell what of the figures on the page was revised since the link was made, for as long as its view is shown."""
    if (linked := st.session_state.get(LINKED)) is None:
        return
    shown = {**view, "": path_of_this_page()}
    if st.session_state.setdefault(VIEW, shown) != shown:
        del st.session_state[LINKED], st.session_state[VIEW]
        return
    current = f"Shown are the current figures, of release {release().id}."
    try:
        before = earlier_edition(linked)
    except ReleaseError:
        notices.warning(
            "This link was made on a release that is not kept here, so what was revised since cannot be told. "
            + current
        )
        return
    notice = f"This link was made on release {linked}, published {day(before.release.published)}. {current}"
    notices.info("\n\n".join((notice, *_revisions(shown_figures(), before))))


def _revisions(figures: list[MeasureFigure], before: Edition) -> list[str]:
    if not figures:
        return ["Which figures were revised since is told on the pages that show them."]
    found = revisions(figures, before)
    lines = [f"Revised since: {len(found.differing)} of the figures on this page."] if found.differing else []
    if found.differing:
        lines.append("\n".join(f"- {_line(each)}" for each in found.differing[:MOST]))
        if len(found.differing) > MOST:
            lines.append(f"And {len(found.differing) - MOST} more.")
    elif not (found.new or found.withheld or found.replaced):
        lines.append("None of the figures on this page was revised since.")
    if found.new:
        lines.append(f"New since: {', '.join(found.new)}.")
    if found.replaced:
        lines.append(
            f"Not compared: {', '.join(found.replaced)}. Of the two releases one is SYNTHETIC and one is real."
        )
    if found.withheld:
        lines.append(
            f"Not compared: {', '.join(found.withheld)}. Two releases of local records are never set side by side, "
            "since small counts could be had from their difference."
        )
    return lines


def _line(each: Difference) -> str:
    return f"{each.of}, {each.what}: {each.before} → {each.after}" if each.after else f"{each.of}, {each.what}: new"
