"""Ways to spoil a file, and ways to write it otherwise that change nothing it says."""

import csv
import dataclasses
import random
from collections.abc import Callable

from tests.layouts.layouts import Layout

NO_NUMBERS = (
    *("many", "nan", "NaN", "inf", "-inf", "Infinity", "1e309", "1e999", "1000000000000", "1e12", "-5", "--5", "- 5"),
    *("01/02/2024", "2024-01-02", "Jan-24", "0x10", "1_000", "1 234", "1,23,4", "1.234,5", ",5,", "1.2.3", "62%", "£5"),
    *("<5", "#N/A", "#REF!", "TRUE", "½", "²", "٣", "１２", "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+-1", "1\n2"),
    *('5"', "\x1b[31m5", "\u202e5", "5\ufeff", "e5", ".", "+", "," * 9, "9" * 400, "x" * 200_000, "\t=1", "null"),
)
STRANGE_WORDS = (
    "",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-1",
    "many",
    "1e309",
    "\x1b[2J",
    "x" * 5000,
    "a\nb",
    "01/02/2024",
)


def _reordered(layout: Layout, rng: random.Random) -> str:
    # The page of Nomis has its areas first, as its header is known by.
    fixed = 1 if layout.titles else 0
    order = [*range(fixed), *rng.sample(range(fixed, len(layout.header)), len(layout.header) - fixed)]
    header, *rows = ([cells[place] for place in order] for cells in (layout.header, *layout.rows))
    return dataclasses.replace(layout, header=header, rows=rows).text()


def _with_strangers(layout: Layout, rng: random.Random) -> str:
    rows = list(layout.rows)
    more = [[cell.replace("E06000999", f"E0700{each:04}") for cell in rows[-1]] for each in range(9)]
    # An area may not stand twice among those that are left out either, where the file has one row of each.
    for cells in more if layout.strangers else ():
        rows.insert(rng.randrange(len(rows)), cells)
    return dataclasses.replace(layout, rows=rows).text()


def _with_thousands(layout: Layout, _: random.Random) -> str:
    places = [layout.header.index(column) for column in layout.figures]
    rows = [
        [f"{int(cell):,}" if place in places and cell.isdigit() else cell for place, cell in enumerate(cells)]
        for cells in layout.rows
    ]
    return dataclasses.replace(layout, rows=rows).text()


def _padded(layout: Layout, _: random.Random) -> str:
    return dataclasses.replace(layout, rows=[[f" {cell}  " for cell in cells] for cells in layout.rows]).text()


def _decimal(layout: Layout, _: random.Random) -> str:
    rows = layout.rows
    for column in layout.figures:
        place = layout.header.index(column)
        rows = [
            [*cells[:place], f"{cells[place]}.0" if cells[place].isdigit() else cells[place], *cells[place + 1 :]]
            for cells in rows
        ]
    return dataclasses.replace(layout, rows=rows).text()


# The same figures in other clothes.
SAME: dict[str, Callable[[Layout, random.Random], str | bytes]] = {
    "a byte-order mark": lambda layout, _: layout.text().encode("utf-8-sig"),
    "UTF-16, little end first": lambda layout, _: b"\xff\xfe" + layout.text().encode("utf-16-le"),
    "UTF-16, big end first": lambda layout, _: b"\xfe\xff" + layout.text().encode("utf-16-be"),
    "Windows-1252": lambda layout, _: layout.text().encode("cp1252"),
    "CRLF": lambda layout, _: layout.text("\r\n"),
    "CR": lambda layout, _: layout.text("\r", quoting=csv.QUOTE_ALL),
    "every cell in quotes": lambda layout, _: layout.text(quoting=csv.QUOTE_ALL),
    "columns in another order": _reordered,
    "other areas": _with_strangers,
    "thousands separators": _with_thousands,
    "decimals that are none": _decimal,
    "spaces around cells": _padded,
    "blank lines at its end": lambda layout, _: layout.text() + "\n" * 5,
    "blank lines before it": lambda layout, _: "\n\n\n" + layout.text(),
    "lines of title above it": lambda layout, _: (
        '"A title, of two lines\nwith \u2028 and \x0c in it"\n\n' + layout.text()
    ),
}


def _without(layout: Layout, column: int) -> str:
    header, *rows = ([*cells[:column], *cells[column + 1 :]] for cells in (layout.header, *layout.rows))
    return dataclasses.replace(layout, header=header, rows=rows).text()


def _renamed(layout: Layout, column: int, name: str) -> str:
    return dataclasses.replace(layout, header=[*layout.header[:column], name, *layout.header[column + 1 :]]).text()


def _twice(layout: Layout, column: int) -> str:
    header, *rows = ([*cells, cells[column]] for cells in (layout.header, *layout.rows))
    return dataclasses.replace(layout, header=header, rows=rows).text()


def _put(text: str, rng: random.Random, what: str) -> str:
    place = rng.randrange(len(text))
    return text[:place] + what + text[place:]


def _lines(layout: Layout, change: Callable[[list[str]], object]) -> str:
    head, *rows = layout.lines()
    change(rows)
    return layout.titles + head + "".join(rows) + layout.notes


def _cut_row(layout: Layout, rng: random.Random) -> str:
    def change(rows: list[str]) -> None:
        row = rng.randrange(len(rows))
        # Before its last cell: what that has lost, nobody can see.
        rows[row] = rows[row][: rng.randrange(1, rows[row].rindex(",") + 1)] + "\n"

    return _lines(layout, change)


def _put_byte(layout: Layout, rng: random.Random, what: bytes) -> bytes:
    content = layout.text().encode()
    place = rng.randrange(len(content))
    return content[:place] + what + content[place:]


# What may lose rows or cells, but may never say anything else.
SPOILT: dict[str, Callable[[Layout, random.Random], str | bytes]] = {
    "cut anywhere": lambda layout, rng: layout.text().encode()[: rng.randrange(len(layout.text()))],
    "cut anywhere, in UTF-16": lambda layout, rng: layout.text().encode("utf-16")[: rng.randrange(len(layout.text()))],
    "a row cut": _cut_row,
    "a row dropped": lambda layout, rng: _lines(layout, lambda rows: rows.pop(rng.randrange(len(rows)))),
    "a row twice": lambda layout, rng: _lines(layout, lambda rows: rows.append(rng.choice(rows))),
    "rows in another order": lambda layout, rng: _lines(layout, rng.shuffle),
    "the header again": lambda layout, _: _lines(layout, lambda rows: rows.insert(1, layout.lines()[0])),
    "a quote": lambda layout, rng: _put(layout.text(), rng, '"'),
    "a quote that opens a cell": lambda layout, rng: _put(layout.text(), rng, ',"'),
    "a comma": lambda layout, rng: _put(layout.text(), rng, ","),
    "a NUL": lambda layout, rng: _put_byte(layout, rng, b"\0"),
    "a byte that is no UTF-8": lambda layout, rng: _put_byte(layout, rng, b"\xff"),
    "a byte that is no Windows-1252": lambda layout, rng: _put_byte(layout, rng, b"\x81"),
    "a control character": lambda layout, rng: _put(layout.text(), rng, "\x1b"),
    "an escape": lambda layout, rng: _put(layout.text(), rng, "\\"),
    "a separator of lines": lambda layout, rng: _put(layout.text(), rng, "\u2028"),
    "a column dropped": lambda layout, rng: _without(layout, rng.randrange(len(layout.header))),
    "a column without a name": lambda layout, rng: _renamed(layout, rng.randrange(len(layout.header)), ""),
    "a column named otherwise": lambda layout, rng: _renamed(layout, rng.randrange(len(layout.header)), "\x1b" * 999),
    "a column named as another": lambda layout, rng: _renamed(
        layout, rng.randrange(len(layout.header)), rng.choice(layout.header)
    ),
    "a column twice": lambda layout, rng: _twice(layout, rng.randrange(len(layout.header))),
    "a cell more": lambda layout, _: _lines(layout, lambda rows: rows.insert(1, "1," + rows[0])),
    "semicolons": lambda layout, _: layout.text(delimiter=";"),
    "tabs": lambda layout, _: layout.text(delimiter="\t"),
    "its header only": lambda layout, _: layout.titles + layout.lines()[0],
    "its titles only": lambda layout, _: layout.titles,
    "blank rows only": lambda layout, _: layout.titles + layout.lines()[0] + "," * (len(layout.header) - 1) + "\n",
    "a page around it": lambda layout, _: f"<!DOCTYPE html><pre>{layout.text()}</pre>",
    "a spreadsheet": lambda layout, _: b"PK\x03\x04\x14\x00\x06\x00" + layout.text().encode(),
    "a spreadsheet behind its rows": lambda layout, _: layout.text().encode() + b"PK\x03\x04\x14\x00\x06\x00",
    "braces around it": lambda layout, _: f"{{{layout.text()}}}",
    "a huge cell": lambda layout, _: _lines(layout, lambda rows: rows.append("x" * 300_000 + "," + rows[0])),
}
