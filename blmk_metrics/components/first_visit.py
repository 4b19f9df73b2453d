"""A guided first visit of three steps: in the page's flow, so that it covers nothing, and never twice unasked."""

import streamlit as st

from blmk_metrics.components.address import STREAMLITS, WRITTEN

STEP = "_first_visit_step"
CLOSED = -1
STEPS = (
    (
        "Choose your Place",
        "The box **Place** at the top is for every page. What you choose is in the link, so that you can share it.",
    ),
    (
        "Read a card",
        "First the **figure** with its **95% interval**, the range in which the truth is likely to lie. Then the "
        "**verdicts**: ▲ good, ▼ bad, ● no difference that chance cannot explain, ○ nothing can be said. The small "
        "chart shows the way there; the dashed line is what the area is compared with.",
    ),
    (
        "Open a measure, then take it away",
        "A card's name opens its page: the trend, the map, who is left behind, and how the figure was made. "
        "**Share this view** gives a link to it; **Table and downloads** under each chart gives the figures and the "
        "picture.",
    ),
)


def first_visit() -> None:
    """Show the steps to somebody whose session is new and whose link asks for nothing, and to whoever wants them; to
    everybody else, a button that opens them."""
    if STEP not in st.session_state:
        fresh = WRITTEN not in st.session_state and not set(st.query_params) - STREAMLITS
        st.session_state[STEP] = 0 if fresh else CLOSED
    step = st.session_state[STEP]
    if step == CLOSED:
        _button("How to read this", "open", 0)
        return
    with st.container(border=True, gap="small"):
        st.header("New here? Three steps", anchor=False)
        name, text = STEPS[step]
        st.markdown(f"**{step + 1} of {len(STEPS)}. {name}.** {text}")
        first, last = step == 0, step == len(STEPS) - 1
        with st.container(horizontal=True):
            # A button that was taken away or disabled under the reader's hand would lose the keyboard's place.
            _button("Close" if first else "Back", "left", CLOSED if first else step - 1)
            _button("Done" if last else "Next", "right", CLOSED if last else step + 1)
            if not first and not last:
                _button("Close", "close", CLOSED)


def _button(label: str, key: str, step: int) -> None:
    st.button(label, key=f"first_visit_{key}", on_click=_go, args=(step,))


def _go(step: int) -> None:
    st.session_state[STEP] = step
