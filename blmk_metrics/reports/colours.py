"""Colours of the house as slides have them."""

from pptx.dml.color import RGBColor


def rgb(colour: str) -> RGBColor:
    """A colour of six hexadecimal digits behind a hash, for python-pptx."""
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))
