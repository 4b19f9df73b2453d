"""The official sources that are fetched: data, not code, in `data/sources.csv`."""

import csv
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from urllib.parse import quote

from blmk_metrics.errors import InputError
from blmk_metrics.fetching.addresses import why_refused

AREAS = "{areas}"
JSON_LAYOUT = "boundaries"


@dataclass(frozen=True)
class Source:
    """A file that a publisher serves: `name` is what it is called here, `layout` the kind of file it is."""

    name: str
    title: str
    layout: str
    url: str
    publisher: str
    licence: str

    @property
    def file(self) -> str:
        """The name of its file in an inbox."""
        return f"{self.name}.geojson" if self.layout == JSON_LAYOUT else f"{self.name}.csv"

    def address(self, areas: Iterable[str]) -> str:
        """Its address, asking for these areas where it asks for areas."""
        return self.url.replace(AREAS, ",".join(quote(code, safe="") for code in areas))


COLUMNS = [field.name for field in fields(Source)]


def read_sources(path: Path) -> list[Source]:
    """The sources that a CSV file lists. Raises InputError, naming the line, when one cannot be right."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} cannot be read ({error})") from error
    if not rows or rows[0][1] != COLUMNS:
        raise InputError(f"{path}: the header must be {','.join(COLUMNS)}")
    sources: dict[str, Source] = {}
    for line, cells in rows[1:]:
        if reason := _why_wrong(cells, sources):
            raise InputError(f"{path}, line {line}: {reason}")
        sources[cells[0]] = Source(*cells)
    if not sources:
        raise InputError(f"{path} lists no source")
    return list(sources.values())


def _why_wrong(cells: list[str], before: dict[str, Source]) -> str:
    if len(cells) != len(COLUMNS):
        return f"has {len(cells)} cells, but the header {len(COLUMNS)}; put a cell with a comma in quotation marks"
    source = Source(*cells)
    if blank := [column for column, cell in zip(COLUMNS, astuple(source), strict=True) if not cell]:
        return f"{blank[0]} is blank"
    # The name becomes a file's.
    if not re.fullmatch(r"[a-z0-9_]+", source.name):
        return f"name {source.name!r} may have only small letters, digits and _"
    if source.name in before:
        return f"name {source.name!r} stands twice"
    if strange := re.findall(r"\{[^}]*\}?|\}", source.url.replace(AREAS, "")):
        return f"url has {strange[0]}, but only {AREAS} is known"
    if reason := why_refused(source.url):
        return f"url {reason}"
    return ""
