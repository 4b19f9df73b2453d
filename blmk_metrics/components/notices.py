"""What a reader must be told before any figure: that data is synthetic, or that there is nothing to show and why."""

from html import escape
from typing import NoReturn

import streamlit as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.components.current_release import edition, release
from blmk_metrics.errors import InputError
from blmk_metrics.narrative.numbers import day
from blmk_metrics.releases import ReleaseError


def refuse(error: ReleaseError) -> NoReturn:
    """Say why nothing is served, and draw no more."""
    st.title("No figures can be shown", anchor=False)
    st.error(str(error))
    st.markdown("Nothing was changed. The person who looks after this dashboard can mend it with the message above.")
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


def say_what_is_shown_instead(trouble: str) -> None:
    """That the release published last cannot be served, why, and which is shown in its place."""
    st.error(
        f"The release published last cannot be shown: {trouble} Shown instead: {release().title}, published "
        f"{day(release().published)} (release {release().id})."
    )


def say_what_cannot_be_read(what: str, error: InputError) -> None:
    """That a part of the page is missing, and the message that helps to mend it, whatever marks that quotes."""
    st.warning(f"{what} cannot be shown. The person who looks after this dashboard can mend it:")
    # Each fault of a file has a line of its own.
    st.html(f'<p style="white-space:pre-line;">{escape(str(error))}.</p>')


def say_that_there_are_no_figures(measure: Measure, place: str) -> None:
    """That the served release holds nothing of a measure, under its question of a Place by its name."""
    st.title(measure.question_in(place), anchor=False)
    st.info(f"This release holds no figures for this measure: {measure.name}.")
