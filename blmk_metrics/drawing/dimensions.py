"""How large a drawing is."""

import re

SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


def dimensions(svg: str) -> tuple[str, str]:
    """The width and height that an SVG says of itself, in units of its own. Raises ValueError where it says none."""
    found = SIZE.match(svg)
    if found is None:
        raise ValueError(f"the drawing does not begin with an svg element that has a width and a height: {svg[:80]!r}")
    return found[1], found[2]
