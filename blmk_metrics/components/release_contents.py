"""What a release is made of, what changed in it, and how it agrees with what was published."""

from collections.abc import Sequence

import streamlit as st

from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.components.current_release import changes, edition, release
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.operator_log import note_trouble
from blmk_metrics.narrative.numbers import roughly
from blmk_metrics.releases import ReleaseError
from blmk_metrics.releases.reconciliation import Point, between_bases, reconciliation
from blmk_metrics.reports.tables import extracts_table

# More differences than anybody reads on a page; the command line gives them all.
MOST = 200


def show_extracts() -> None:
    """Every extract of the release, with its provenance, and where its measures are declared."""
    st.markdown(release().measures_from)
    table = extracts_table(release())
    data_table(table.caption, table.columns, table.rows, table.numeric)


def show_quality() -> None:
    """What became of the person-level records that counts were made from: so many rows, so many left out, and why."""
    counted = {each.title: each.provenance.quality for each in release().extracts if each.provenance.quality}
    if not counted:
        st.markdown("No extract of this release was counted from person-level records.")
    for title, quality in counted.items():
        rows = [
            [name, which, roughly(count)]
            for name, account in quality.items()
            if "rows" in account
            for which, count in {
                "given": account["rows"],
                "used": account["used"],
                **{f"left out: {reason}": rows for reason, rows in account["left_out"].items()},
            }.items()
        ]
        data_table(f"Rows behind {title}", ["Rows of", "Which", "How many"], rows, [False, False, True])
        settings = quality["settings"]
        st.markdown(
            f"Counted for {settings['from']} to {settings['to']} from records that end on {settings['records_end']}. "
            f"What is recorded within {settings['washout_days']} days of registration is taken for history. "
            f"Conditions that count: {', '.join(settings['conditions'])}. "
            f"Indices of Deprivation {settings['indices_of_deprivation']}."
        )


def show_changes() -> None:
    """What differs from the release before this one."""
    try:
        compared = changes()
        note_trouble(f"the release before {release().id}", "")
    except ReleaseError as error:
        note_trouble(f"the release before {release().id}", str(error))
        st.markdown("The release before this one can no longer be opened, so nothing can be compared.")
        return
    if compared is None:
        st.markdown("This is the first release in its folder: there is none before it to compare with.")
        return
    previous, found = compared
    if local := [each.short_name for each in edition().measures() if each.regime is Regime.LOCAL]:
        st.markdown(
            f"Revised figures of {', '.join(local)} are not listed where they are computed from local records: the "
            "difference between two releases could point at a person."
        )
    if not found:
        st.markdown(f"Nothing differs from release `{previous}` before it.")
        return
    data_table(
        f"{len(found):,} differences from release {previous}"
        + (f"; the first {MOST} are shown, and the command diff gives all" if len(found) > MOST else ""),
        ["Difference", "Of", "Which", "Before", "Now"],
        [[each.kind, each.of, each.what, each.before, each.after] for each in found[:MOST]],
        [False, False, False, True, True],
    )


def show_bases() -> None:
    """Figures computed from counts beside the official ones, point by point."""
    both = [each for each in edition().measures() if len(edition().bases(each)) > 1]
    if not both:
        st.markdown("No measure of this release has both, so there is nothing to compare.")
    for measure in both:
        points = between_bases(
            measure, *(edition().measured(measure, WHOLE, basis) for basis in (Basis.COMPUTED, Basis.OFFICIAL))
        )
        if points:
            _points(f"{measure.short_name}: {_agreeing(points)} figures agree", points, "Official", "Computed")
        else:
            st.markdown(f"{measure.short_name}: the two series have no period in common.")


def show_agreement() -> None:
    """The figures that the partnership printed, beside this release's own."""
    published = edition().published_figures()
    found = {each: reconciliation(each, edition().measured(each), published) for each in edition().measures()}
    if without := [each.short_name for each, points in found.items() if not points]:
        st.markdown(f"The plan prints no figure of a period that this release has for: {', '.join(without)}.")
    for measure, points in found.items():
        if points:
            _points(f"{measure.short_name}: {_agreeing(points)} published figures agree", points, "Published", "Here")


def _agreeing(points: Sequence[Point]) -> str:
    return f"{sum(point.agrees for point in points)} of {len(points)}"


def _points(caption: str, points: Sequence[Point], published: str, own: str) -> None:
    data_table(
        caption,
        ["Area", "Figure", published, own, "Agrees"],
        [[each.area_name, each.figure, each.published, each.own, "yes" if each.agrees else "no"] for each in points],
        [False, False, True, True, False],
    )
