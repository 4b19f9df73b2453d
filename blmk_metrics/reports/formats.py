"""The formats in which a report can be had."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format: its name, what it is for, how its files end, and how they are called over the network.

    `part` stands in the file's name where its ending does not tell formats apart.
    """

    name: str
    description: str
    ending: str
    mime: str
    part: str = ""


OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS: Mapping[str, Format] = {
    "docx": Format(
        name="Word",
        description="the whole report as a document to edit, in your own template if you give one; 2 to 5 MB",
        ending="docx",
        mime=f"{OFFICE}.wordprocessingml.document",
    ),
    "pptx": Format(
        name="PowerPoint",
        description="one finding a slide, with charts that can be edited and notes for the speaker; about 1 MB",
        ending="pptx",
        mime=f"{OFFICE}.presentationml.presentation",
    ),
    "xlsx": Format(
        name="Excel",
        description="every table, one a sheet, numbers as numbers; under 1 MB",
        ending="xlsx",
        mime=f"{OFFICE}.spreadsheetml.sheet",
    ),
    "pdf": Format(
        name="PDF",
        description="the whole report to read or to publish, for screen readers too; about 1 MB",
        ending="pdf",
        mime="application/pdf",
    ),
    "svg": Format(
        name="Pictures",
        part="pictures",
        description="every figure as SVG, for print at any size, in one zip file; under 1 MB",
        ending="zip",
        mime="application/zip",
    ),
    "zip": Format(
        name="Everything",
        part="everything",
        description="all of these, each figure also as PNG and CSV, and a manifest, in one zip file; about 10 MB",
        ending="zip",
        mime="application/zip",
    ),
}
# Those that can take a template.
TEMPLATED = ("docx", "zip")


def file_name(area_name: str, format: str, release_id: str, synthetic: bool) -> str:
    """A report's file name: the area, the release, and SYNTHETIC where figures are."""
    chosen = FORMATS[format]
    parts = ["outcomes", area_name, *[chosen.part] * bool(chosen.part), release_id, *["SYNTHETIC"] * synthetic]
    return "-".join(re.sub(r"[^0-9A-Za-z]+", "_", part) for part in parts) + f".{chosen.ending}"
