"""From an id in print back to its figure."""

from urllib.parse import urlencode

import streamlit as st

from blmk_metrics.components.current_release import edition, release
from blmk_metrics.components.routes import base_address, figure_path
from blmk_metrics.figures import answer, figure_in_print, is_id


def find_figure() -> None:
    """A field for the id that is printed on a figure, and the figure that has it in the served release."""
    code = st.text_input("Figure id, as printed: four letters or digits, a hyphen, four more", max_chars=20).strip()
    if not code:
        return
    if not is_id(code) or (printed := figure_in_print(edition(), code)) is None:
        st.warning(
            f"Release {release().id} has no figure of that id. An id belongs to one release, which is printed beside "
            "it: what was made of another shows another id. The figure itself is found by its title on its page."
        )
        return
    figure = answer(edition(), printed.question)
    link = f"{base_address()}/{figure_path()}?{urlencode(figure.address)}"
    if replaced := printed.replaced_by(figure):
        st.info(replaced)
    st.markdown(f"**{figure.title}**  \n{figure.full_subtitle}  \n[Open the figure]({link})")
