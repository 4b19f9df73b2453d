"""What a reader must be told before any figure: that data is synthetic, or that there is nothing to show and why."""

from typing import NoReturn

import streamlit as st

from blmk_metrics.components.served import release
from blmk_metrics.releases import ReleaseError


def refuse(error: ReleaseError) -> NoReturn:
    """Say why nothing is served, and draw no more."""
    st.title("No figures can be shown", anchor=False)
    st.error(str(error))
    st.markdown("Nothing was changed. The person who looks after this dashboard can mend it with the message above.")
    st.stop()


def synthetic_banner() -> None:
    """The banner of a release with synthetic data. It cannot be closed."""
    if release().any_synthetic:
        st.warning("**SYNTHETIC demonstration data.** These figures are invented. Do not quote them.")
