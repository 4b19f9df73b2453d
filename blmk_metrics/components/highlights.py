"""Areas highlighted together in every chart of a page: chosen in a box by keyboard, or by a click on a chart."""

from collections.abc import Sequence

import streamlit as st

from blmk_metrics.charts import CLICKABLE
from blmk_metrics.components.address import choose_several
from blmk_metrics.components.chart_block import for_browser, specification
from blmk_metrics.components.choices import chosen_place
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.figure_block import draw_figure
from blmk_metrics.figures import MOST_AREAS, Figure

AREAS = "areas"
TURN = "_clicks"
CLICKED = "clicked"
CLICK = {
    "name": CLICKED,
    "select": {"type": "point", "fields": ["area_code"], "on": "click", "toggle": False},
    "views": [CLICKABLE],
}


def choose_highlighted() -> tuple[str, ...]:
    """Let the reader choose which areas stand out, at most as many as there are colours: to begin with, the chosen
    Place. Nothing is given back for that Place alone, which stands out in any figure."""
    names = {code: area.name for code, area in edition().choosable().items()}
    alone = (chosen_place(),)
    highlighted = choose_several(f"Highlight (at most {MOST_AREAS})", AREAS, names, alone, MOST_AREAS)
    return () if highlighted == alone else highlighted


def draw_clickable(figure: Figure, name: str) -> None:
    """The chart of a figure whose areas a click highlights, or leaves be."""
    if figure.empty:
        draw_figure(figure, name)
        return
    # A chart is a new one after each click, without a selection of its own: the box alone remembers what stands out,
    # so that neither can contradict the other, and the same area can be clicked again.
    key = f"{name}_chart_{st.session_state.setdefault(TURN, 0)}"
    st.vega_lite_chart(
        spec={**for_browser(specification((figure.id,), figure.draw, figure.mark)), "params": [CLICK]},
        theme=None,
        alt=figure.text_alternative,
        key=key,
        on_select=lambda: _take_up(key),
        selection_mode=CLICKED,
    )


def toggled(highlighted: Sequence[str], code: str, most: int) -> list[str]:
    """Highlighted areas after a click on one: without it, or with it, the first giving way where there are too many."""
    if code in highlighted:
        return [each for each in highlighted if each != code]
    return [*highlighted, code][-most:]


def _take_up(key: str) -> None:
    clicked = [each.get("area_code") for each in st.session_state[key].selection.get(CLICKED, [])]
    for code in clicked:
        if code in edition().choosable():
            st.session_state[AREAS] = toggled(st.session_state.get(AREAS, []), code, MOST_AREAS)
    st.session_state[TURN] += 1
