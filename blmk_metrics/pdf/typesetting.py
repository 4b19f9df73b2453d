"""A layout and its data, set as a PDF that a screen reader can follow: PDF/UA-1, tagged, its typeface in it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from blmk_metrics.errors import InputError
from blmk_metrics.releases import Release
from blmk_metrics.resources import FONTS


def typeset(layout: Path, data: Mapping[str, str], release: Release) -> bytes:
    """A layout's PDF of data, by name; the same bytes for the same release.

    Raises InputError when the release has a letter that the typeface lacks: such a file would not be accessible.
    """
    # The layout reads data and never text of its own making: nothing in a name or a source can become markup.
    compiler = typst.Compiler(
        layout.read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONTS)]),
        sys_inputs=dict(data),
    )
    published = datetime.combine(release.published, time(), UTC)
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=published)
    except typst.TypstError as error:
        letter = re.search('the text `"(.+)"` could not be displayed', error.message)
        if letter is None:
            raise
        raise InputError(
            f"release {release.id} has {letter[1]!r} in a name or a source, which the typeface of the PDF "
            "lacks; ask for another format, or publish the release without it"
        ) from error
    if not isinstance(pdf, bytes):
        raise TypeError(f"{layout} was set as {type(pdf).__name__}, not as one PDF")
    return pdf
