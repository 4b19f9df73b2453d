"""The report pack: choosing it, having it built beside the server, and taking it away."""

import hashlib
import logging
from collections import OrderedDict
from threading import BoundedSemaphore

import streamlit as st

from blmk_metrics.components.address import choose
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.folder import folder
from blmk_metrics.components.notices import NO_RELEASE
from blmk_metrics.components.operator_log import log
from blmk_metrics.errors import InputError
from blmk_metrics.releases.areas import Area
from blmk_metrics.reports.building import Order, building
from blmk_metrics.reports.formats import FORMATS, TEMPLATED, file_name

OWN = "_report_in_own_template"
AT_ONCE = 2
KEPT = 8


def choose_format() -> str:
    """Let the reader choose a format, and say what it is for."""
    format = choose("Format", "format", {each: one.name for each, one in FORMATS.items()}, default=next(iter(FORMATS)))
    st.markdown(f"{FORMATS[format].name}: {FORMATS[format].description}.")
    return format


def order_report(area: Area, format: str) -> Order:
    """What is asked for: this area of the release being served, in the reader's own template where one is given."""
    uploaded = None
    if format in TEMPLATED:
        uploaded = st.file_uploader("Your own Word template (optional)", type=["docx", "dotx"])
    return Order(
        folder=folder(),
        release_id=edition().release.id,
        area_code=area.code,
        format=format,
        template=uploaded.getvalue() if uploaded else None,
        template_name=uploaded.name if uploaded else "",
    )


def offer_report(area: Area, order: Order) -> None:
    """A button that builds a report; once it is built, by whomever, one that downloads it."""
    content = _finished(order)
    if content is None and st.button("Build the report", type="primary"):
        content = _built(order)
    if content is None:
        return
    synthetic = any(edition().release.synthetic(measure) for measure in edition().measures())
    name = file_name(area.name, order.format, order.release_id, synthetic)
    st.download_button(
        f"Download {FORMATS[order.format].name}",
        content,
        name,
        FORMATS[order.format].mime,
        type="primary",
        on_click="ignore",
        icon=":material/download:",
    )
    st.caption(f"{name}, {max(len(content) / 1e6, 0.1):.1f} MB")


def _built(order: Order) -> bytes | None:
    """Have a report built, telling how far it is; None, and why, where it cannot be."""
    turns, progress = _turns(), st.empty()
    # What is told is also when a reader who has left is noticed: then neither the wait nor the building goes on.
    while not turns.acquire(timeout=1):
        progress.info(f"{AT_ONCE} reports are being built for others. Yours begins as soon as one of them is done.")
    try:
        with building(order) as report:
            for step in report.steps():
                so_far = f"{step.done} of {step.parts}: " if step.done else ""
                progress.progress(step.done / step.parts, f"{so_far}{step.what}")
            content = report.content()
    except InputError as error:
        # What is wrong with a reader's own template is for that reader; what names the server's folder is not.
        why = f": {error}."
        if str(order.folder.resolve()) in why:
            log("report failed", logging.ERROR, area=order.area_code, format=order.format, why=str(error))
            why = f". {NO_RELEASE}"
        progress.error(f"The report was not built{why}")
        return None
    finally:
        turns.release()
    progress.empty()
    _keep(order, content)
    return content


def _finished(order: Order) -> bytes | None:
    if order.template is not None:
        which, content = st.session_state.get(OWN, (None, None))
        return content if which == _identity(order) else None
    return _kept().get(_identity(order))


def _keep(order: Order, content: bytes) -> None:
    # What is in somebody's own template is theirs alone.
    if order.template is not None:
        st.session_state[OWN] = (_identity(order), content)
        return
    kept = _kept()
    kept[_identity(order)] = content
    while len(kept) > KEPT:
        kept.popitem(last=False)


def _identity(order: Order) -> tuple[str, ...]:
    template = hashlib.sha256(order.template).hexdigest() if order.template is not None else ""
    return (order.release_id, order.area_code, order.format, template)


@st.cache_resource(show_spinner=False)
def _kept() -> OrderedDict[tuple[str, ...], bytes]:
    """The reports built last, for whoever asks for the same."""
    return OrderedDict()


@st.cache_resource(show_spinner=False)
def _turns() -> BoundedSemaphore:
    return BoundedSemaphore(AT_ONCE)
