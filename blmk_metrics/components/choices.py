"""What a reader chooses: the Place, once for every page; a measure, its basis and its average."""

from collections.abc import Sequence

import streamlit as st

from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.components.address import choose, hold, notice, only, quoted, share_here
from blmk_metrics.components.served import areas_to_choose, edition, offered_bases
from blmk_metrics.figures import BASES, PARAMETERS, Figure, answer, settle
from blmk_metrics.indicators import BY_ID, Indicator
from blmk_metrics.ways import averages, said_by

PLACE = "place"
MEASURE = "measure"
BASIS = "basis"
AVERAGE = "average"


def choose_place() -> None:
    """Let the reader choose their area, once for every page, and take away the view that follows."""
    areas = areas_to_choose()
    chooser, share = st.columns([3, 1], vertical_alignment="bottom")
    with chooser:
        choose("Place", PLACE, {code: area.name for code, area in areas.items()}, default=next(iter(areas)))
    with share:
        share_here()


def choose_measure(offered: Sequence[Indicator]) -> Indicator:
    """Let the reader choose one of some measures."""
    names = {indicator.id: indicator.short_name for indicator in offered}
    return BY_ID[choose("Measure", MEASURE, names, default=offered[0].id)]


def choose_basis(indicator: Indicator, category_type: str = WHOLE) -> Basis:
    """Let the reader choose between figures as published and figures computed from counts, where there are both."""
    offered: dict[str, str] = {each: BASES[each] for each in offered_bases(indicator, category_type)}
    first, *others = offered
    if not others:
        return Basis(only(BASIS, first, offered[first]))
    return Basis(choose("Figures", BASIS, offered, first, f"_{indicator.id}"))


def choose_average(indicator: Indicator, basis: Basis) -> Indicator:
    """Let the reader choose the average that an inequality of counts is made of; the measure by that average."""
    offered, inequality = averages(indicator), indicator.inequality
    if inequality is None or basis is Basis.OFFICIAL:
        return indicator
    names: dict[str, str] = {each.method: each.name for each in offered}
    names[offered[0].method] += " (lead)"
    label = f"{inequality.value_name.capitalize()}, as"
    return said_by(indicator, choose(label, AVERAGE, names, offered[0].method, f"_{indicator.id}"))


def asked_figure() -> Figure:
    """The figure that the address asks for; what it asks for in vain is named in a notice."""
    parameters = {name: st.query_params[name] for name in PARAMETERS if name in st.query_params}
    question, unanswered = settle(edition(), parameters)
    for each in unanswered:
        asked = f"asks for {each.parameter} {quoted(each.value)}, which {each.fault}"
        if not each.value:
            asked = f"does not say which {each.parameter}"
        notice(f"The address {asked}. Showing {each.instead}.")
    figure = answer(edition(), question)
    hold(figure.question.parameters)
    return figure


def chosen_place() -> str:
    """The code of the area that the reader chose, on whichever page."""
    code: str = st.session_state[PLACE]
    return code
