"""What a chart's Vega-Lite specification puts on the page: every mark with its place, its colours and its words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

WHITE = "#FFFFFF"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One mark of one layer: `kind` is Vega-Lite's type of it, `line` the colour of its line or text, `fill` that of
    its inside, `dots` that of the dots along a line. `datum` is what it is drawn of, `channels` the layer's encoding.
    None: the layer does not say."""

    kind: str
    layer: int
    x: Any
    x2: Any
    y: Any
    y2: Any
    line: str | None
    fill: str | None
    shape: str | None
    dash: tuple[int, ...]
    text: Any
    dots: str | None
    datum: Mapping[str, Any]
    channels: Mapping[str, Any]

    @property
    def dashed(self) -> bool:
        """Whether the line is broken: a dash without a gap is none."""
        return any(self.dash[1::2])


def marks(specification: Mapping[str, Any], *kinds: str) -> list[Mark]:
    """The marks of some kinds, the lowest first; of text and outlines without the white halo beneath them.

    A mark without a figure is not drawn, so it is left out; but of a line, whose gaps matter, it is kept.
    """
    return [mark for mark, halo in _every(specification) if mark.kind in kinds and not halo and _drawn(mark)]


def halos(specification: Mapping[str, Any]) -> list[Mark]:
    """The white halos beneath texts and outlines."""
    return [mark for mark, halo in _every(specification) if halo]


def order_down(specification: Mapping[str, Any]) -> list[str]:
    """The names down the side of a chart, in the order in which it has them."""
    down = (layer["encoding"].get("y", {}) for layer in specification["layer"])
    return next(each["sort"] for each in down if "sort" in each)


def title_across(specification: Mapping[str, Any], axis: str) -> set[str]:
    """What a chart's axis, `x` or `y`, is called: its layers must agree."""
    titles = set()
    for layer in specification["layer"]:
        channel = layer.get("encoding", {}).get(axis, {})
        titles |= {each for each in (channel.get("title"), (channel.get("axis") or {}).get("title")) if each}
    return titles


def _drawn(mark: Mark) -> bool:
    if mark.kind in ("line", "geoshape"):
        return True
    places = [
        name for name in ("x", "x2", "y", "y2", "longitude", "latitude") if "field" in mark.channels.get(name, {})
    ]
    return all(mark.datum.get(mark.channels[name]["field"]) is not None for name in places)


def _every(specification: Mapping[str, Any]) -> Iterator[tuple[Mark, bool]]:
    for number, layer in enumerate(specification["layer"]):
        style, channels = layer["mark"], layer.get("encoding", {})
        for datum in drawn_of(layer, specification):
            yield _mark(number, style, channels, datum), _is_halo(style)


def drawn_of(layer: Mapping[str, Any], specification: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What a layer draws, a mark each."""
    # Altair says once for all layers what all are drawn of.
    values = layer.get("data", specification.get("data", {})).get("values", [{}])
    drawn = values["features"] if isinstance(values, dict) else values
    for transform in layer.get("transform", ()):
        drawn = list(_transformed(drawn, transform))
    return drawn


def _transformed(drawn: list[Mapping[str, Any]], transform: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Data after one step: a look-up of fields by a key, or a filter on what is there or is not."""
    if "lookup" in transform:
        fields, key = transform["from"]["fields"], transform["from"]["key"]
        by_key = {each[key]: each for each in transform["from"]["data"]["values"]}
        for datum in drawn:
            fact = by_key.get(datum[transform["lookup"]], {})
            yield {**datum, **{name: fact.get(name) for name in fields}}
        return
    there = re.fullmatch(r"isValid\(datum\.(\w+)\)", transform["filter"])
    absent = re.fullmatch(r"datum\.(\w+) === null", transform["filter"])
    assert there or absent, transform
    name = (there or absent)[1]
    yield from (datum for datum in drawn if (datum[name] is not None) == bool(there))


def _is_halo(style: Mapping[str, Any]) -> bool:
    return style.get("stroke") == WHITE and style.get("aria") is False and "fill" not in style


def _mark(number: int, style: Mapping[str, Any], channels: Mapping[str, Any], datum: Mapping[str, Any]) -> Mark:
    def look(*names: str) -> Any:
        """The first of these that a datum, or else the style of all marks, has: as Vega-Lite resolves it."""
        for name in names:
            if name in channels:
                return datum.get(channels[name]["field"]) if "field" in channels[name] else channels[name].get("value")
        return next((style[name] for name in names if name in style), None)

    line = look("color", "stroke")
    filled = style.get("filled", style["type"] in ("area", "tick"))
    return Mark(
        kind=style["type"],
        layer=number,
        **{name: look(name) for name in ("x", "x2", "y", "y2", "shape", "text")},
        line=line,
        fill=look("fill") if "fill" in channels or "fill" in style else line if filled else None,
        dash=tuple(style.get("strokeDash", ())),
        dots=style["point"].get("color", line) if isinstance(style.get("point"), dict) else style.get("point") and line,
        datum=datum,
        channels=channels,
    )
