"""What a reader must know before any figure: that data is synthetic, or that something cannot be shown.

Why it cannot names the server's folders and files, which is for its operator alone: see `operator_log`.
"""

from typing import NoReturn

import streamlit as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.components.current_release import edition, release
from blmk_metrics.narrative.numbers import day

NO_RELEASE = (
    "No release of figures can be opened at the moment: please try again in a few minutes, and if it stays so, tell "
    "whoever looks after this dashboard."
)
OLDER_RELEASE = "The release published last cannot be shown, and an older one is shown instead."


def refuse() -> NoReturn:
    """Say that nothing can be shown, and draw no more."""
    st.title("No figures can be shown", anchor=False)
    st.error(NO_RELEASE)
    st.stop()


def synthetic_banner() -> None:
    """The banner of a release with synthetic data, naming the measures that it is of. It cannot be closed."""
    measures = edition().measures()
    invented = [each.short_name for each in measures if release().synthetic(each)]
    if invented and len(invented) == len(measures):
        st.warning("**SYNTHETIC demonstration data.** These figures are invented. Do not quote them.")
    elif invented:
        st.warning(
            f"**SYNTHETIC demonstration data: {', '.join(invented)}.** These figures are invented. Do not quote them. "
            "The other measures are real."
        )


def say_what_is_shown_instead() -> None:
    """That the release published last cannot be shown, and which is shown in its place."""
    st.error(
        f"The release published last cannot be shown. Shown instead: {release().title}, published "
        f"{day(release().published)} (release {release().id})."
    )


def say_what_cannot_be_read(what: str) -> None:
    """That a part of the page is missing."""
    st.warning(f"{what} cannot be shown at the moment.")


def say_that_there_are_no_figures(measure: Measure, place: str) -> None:
    """That the served release holds nothing of a measure, under its question of a Place by its name."""
    st.title(measure.question_in(place), anchor=False)
    st.info(f"This release holds no figures for this measure: {measure.name}.")
