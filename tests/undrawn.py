"""Streamlit's own command, but that no meeting is drawn before somebody opens one: a minute after its start the server
would begin to specify its charts, which takes both processors for a while, at a moment that no test can foresee."""

from streamlit.web import bootstrap
from streamlit.web.cli import main

load_options = bootstrap.load_config_options


def load_options_and_wait_long(flag_options: dict) -> None:
    """Load Streamlit's options, and then what reads them as it is imported."""
    load_options(flag_options)
    from blmk_metrics.components import meeting_route

    meeting_route.SECONDS = 1e6


if __name__ == "__main__":
    bootstrap.load_config_options = load_options_and_wait_long
    main(prog_name="streamlit")
