"""What a reader chooses: the Place, once for every page; a measure, its basis and its average."""

from collections.abc import Sequence

import streamlit as st

from blmk_metrics import narrative
from blmk_metrics.catalogue.cuts import WHOLE
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis
from blmk_metrics.catalogue.variants import Variant, averages, lead_variant, variant_of
from blmk_metrics.components.address import choose, hold, notice, offer_link, only, quoted
from blmk_metrics.components.current_release import edition
from blmk_metrics.figures import BASES, PARAMETERS, Figure, answer, figure_in_print, is_id, settle

PLACE = "place"
MEASURE = "measure"
BASIS = "basis"
AVERAGE = "average"


def choose_place() -> None:
    """Let the reader choose their area, once for every page, and take away the view that follows."""
    areas = edition().choosable()
    chooser, share = st.columns([3, 1], vertical_alignment="bottom")
    with chooser:
        choose("Place", PLACE, {code: area.name for code, area in areas.items()}, default=next(iter(areas)))
    with share:
        offer_link()


def choose_measure(offered: Sequence[Measure]) -> Measure:
    """Let the reader choose one of some measures."""
    names = {measure.id: measure.short_name for measure in offered}
    chosen = choose("Measure", MEASURE, names, default=offered[0].id)
    return next(measure for measure in offered if measure.id == chosen)


def choose_basis(measure: Measure, category_type: str = WHOLE) -> Basis:
    """Let the reader choose between figures as published and figures computed from counts, where there are both."""
    offered: dict[str, str] = {each: BASES[each] for each in edition().bases(measure, category_type)}
    first, *others = offered
    if not others:
        return Basis(only(BASIS, first, offered[first]))
    return Basis(choose("Figures", BASIS, offered, first, f"_{measure.id}"))


def choose_variant(measure: Measure, basis: Basis) -> Variant:
    """Let the reader choose the average that an inequality of counts is made of; the variant of that average."""
    offered, inequality = averages(measure), measure.inequality
    if inequality is None or basis is Basis.OFFICIAL:
        return lead_variant(measure)
    names: dict[str, str] = {each.method: each.name for each in offered}
    names[offered[0].method] += " (lead)"
    label = f"{narrative.sentence_case(inequality.value_name)}, as"
    return variant_of(measure, choose(label, AVERAGE, names, offered[0].method, f"_{measure.id}"))


def figure_in_address() -> Figure:
    """The figure that the address asks for; what it asks for in vain is named in a notice."""
    parameters = {name: st.query_params[name] for name in PARAMETERS if name in st.query_params}
    question, unanswered = settle(edition(), parameters)
    for each in unanswered:
        fault = f"asks for {each.parameter} {quoted(each.value)}, which {each.fault}"
        if not each.value:
            fault = f"does not say which {each.parameter}"
        notice(f"The address {fault}. Showing {each.instead}.")
    figure = answer(edition(), question)
    printed_id = st.query_params.get("figure", "")
    if (
        is_id(printed_id)
        and (printed := figure_in_print(edition(), printed_id))
        and (replaced := printed.replaced_by(figure))
    ):
        notice(replaced)
    hold(figure.question.parameters)
    return figure


def chosen_place() -> str:
    """The code of the area that the reader chose, on whichever page."""
    code: str = st.session_state[PLACE]
    return code
