"""The official sources that are fetched: data, not code, in `data/sources.csv`."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from pydantic import AfterValidator

from blmk_metrics.catalogue.faults import Fault, Faulty, Refused, listed
from blmk_metrics.catalogue.field_types import line, matching
from blmk_metrics.catalogue.type_words import quoted
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.errors import InputError
from blmk_metrics.fetching.safe_addresses import why_refused

AREAS = "{areas}"
JSON_LAYOUT = "boundaries"


def _url(address: str) -> str:
    if strange := re.findall(r"\{[^}]*\}?|\}", address.replace(AREAS, "")):
        raise Faulty(f"has {strange[0][:40]}, but only {AREAS} is known")
    if reason := why_refused(address):
        raise Faulty(reason)
    return address


# The name becomes a file's.
Name = Annotated[str, line(60), matching("[a-z0-9_]+", "may have only small letters, digits and _")]
Cell = Annotated[str, line(2000)]


@dataclass(frozen=True)
class Source:
    """A file that a publisher serves: `name` is what it is called here, `layout` the kind of file it is."""

    name: Name
    title: Cell
    layout: Cell
    url: Annotated[Cell, AfterValidator(_url)]
    publisher: Cell
    licence: Cell

    @property
    def file(self) -> str:
        """The name of its file in an inbox."""
        return f"{self.name}.geojson" if self.layout == JSON_LAYOUT else f"{self.name}.csv"

    def address(self, areas: Iterable[str]) -> str:
        """Its address, asking for these areas where it asks for areas."""
        return self.url.replace(AREAS, ",".join(quote(code, safe="") for code in areas))


COLUMNS = [field.name for field in fields(Source)]


def read_sources(path: Path) -> list[Source]:
    """The sources that a CSV file lists. Raises InputError with every fault of the file, naming the line of each."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text, strict=True)
            rows = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} cannot be read ({error})") from error
    if not rows or rows[0][1] != COLUMNS:
        raise InputError(f"{path}: the header must be {','.join(COLUMNS)}")
    sources: dict[str, Source] = {}
    found: list[Fault] = []
    for number, cells in rows[1:]:
        where = f"line {number}"
        if len(cells) != len(COLUMNS):
            wrong = f"has {len(cells)} cells, but the header {len(COLUMNS)}"
            found.append(Fault(where, wrong, "put a cell with a comma in quotation marks"))
            continue
        try:
            source = validated(Source, dict(zip(COLUMNS, cells, strict=True)), where)
        except Refused as error:
            found += error.faults
            continue
        if source.name in sources:
            found.append(Fault(where, f"name {quoted(source.name)} is there twice", "name one of the two otherwise"))
        sources[source.name] = source
    if found:
        raise InputError(listed(str(path), found))
    if not sources:
        raise InputError(f"{path} lists no source")
    return list(sources.values())
