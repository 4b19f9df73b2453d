"""Charts on the page. Building a specification costs more than sending it, so each is built once a release."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from blmk_metrics import charts
from blmk_metrics.components.current_release import release
from blmk_metrics.components.outline_route import outlines_address

Draw = Callable[[], Any]
Specification = dict[str, Any]


def specification(identity: tuple[str, ...], draw: Draw, stamp: str) -> Specification:
    """The specification of a chart. With the release, `identity` says all that it depends on; `stamp` stands at its
    foot, and goes with it where a browser's own tools save or copy it."""
    return _built((release().id, *identity, stamp), draw)


def show_chart(name: str, spec: Specification, alt_text: str) -> None:
    """Draw a specification, with the text that stands for it."""
    st.vega_lite_chart(spec=for_browser(spec), theme=None, alt=alt_text, key=f"{name}_chart")


def for_browser(spec: Specification) -> Specification:
    """A specification with the address of outlines in place of them, and its data in its layers.

    Streamlit would make a table of data that all layers share, with libraries that nothing else needs.
    """
    shared = spec.get("data")
    layers = [_layer_for_browser({"data": shared, **layer} if shared else layer) for layer in spec["layer"]]
    return {**_without(spec, "data"), "layer": layers}


def _layer_for_browser(layer: Specification) -> Specification:
    values = layer.get("data", {}).get("values")
    if not isinstance(values, dict) or "name" not in values:
        return layer
    return {**layer, "data": {**_without(layer["data"], "values"), "url": outlines_address(values["name"])}}


def _without(fields: dict[str, Any], name: str) -> dict[str, Any]:
    return {each: value for each, value in fields.items() if each != name}


@st.cache_resource(max_entries=300, show_spinner=False)
def _built(identity: tuple[str, ...], _draw: Draw) -> Specification:
    # Tests validate every chart against the schema; validating again here would take longer than drawing.
    return charts.stamped(_draw().to_dict(validate=False), identity[-1])
