"""Streamlit's own command, but that no meeting is drawn before somebody opens one: a minute after its start the server
would load the library that draws them, which takes a hundred megabytes once, at a moment that no test can foresee."""

from streamlit.web.cli import main

from blmk_metrics.components import meeting_route

if __name__ == "__main__":
    meeting_route.SECONDS = 1e6
    main(prog_name="streamlit")
