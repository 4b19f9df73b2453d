"""One page inside the frame that every page has, without a browser."""

from streamlit.testing.v1 import AppTest

TIMEOUT = 60


def page_of(file: str, place: str, route: str = "", **parameters: str) -> AppTest:
    """Run one page file inside the frame's duties: release, banner, Place."""

    def frame(file, route):
        import runpy

        import streamlit as st

        from blmk_metrics.components.address import begin_choices, end_choices
        from blmk_metrics.components.choices import choose_place
        from blmk_metrics.components.current_release import serve
        from blmk_metrics.components.notices import synthetic_banner
        from blmk_metrics.components.routes import ROUTE, pages
        from blmk_metrics.resources import PAGES

        st.navigation(pages())
        st.session_state[ROUTE] = route
        serve()
        synthetic_banner()
        begin_choices()
        choose_place()
        runpy.run_path(str(PAGES / f"{file}.py"))
        end_choices()

    app = AppTest.from_function(frame, default_timeout=TIMEOUT, args=(file, route))
    app.query_params["place"] = place
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()
