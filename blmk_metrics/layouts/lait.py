"""Local Authority Interactive Tool of the Department for Education: a row for each item, area and year."""

from dataclasses import replace

import pandas as pd

from blmk_metrics.catalogue.terms import Layout
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.cells import distinct, percentages, placed, spanning, years
from blmk_metrics.layouts.parts import Part, Reference, published
from blmk_metrics.layouts.sheets import Sheet
from blmk_metrics.layouts.texts import some

LAYOUT = Layout.LAIT
TITLE = "Local Authority Interactive Tool"
PUBLISHER = "Department for Education"
COLUMNS = {"Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region"}
MARKS = ("-", "z", "c", "x", "low", "u", ":", "..", "NA")


def recognises(header: list[str]) -> bool:
    """Whether a header is the tool's."""
    return set(header) == COLUMNS


def read(sheet: Sheet, reference: Reference) -> list[Part]:
    """The published estimates of every declared measure, one part a measure."""
    declared = {series.key: (measure, series) for measure, series in reference.series(LAYOUT)}
    key = sheet["Short Desc"].str.strip()
    if not key.isin(declared).any():
        raise InputError(
            f"{sheet.path} holds no item that a measure declares. It holds {some(key, 3)}; "
            f"declared are {', '.join(declared)}"
        )
    sheet = sheet.keep(key.isin(declared), "another item")
    # The tool writes its numbers of authorities as decimals: 822.0.
    number = sheet["LA Number"].str.strip().str.removesuffix(".0")
    place = number.where(number.isin(reference.areas), sheet["LA and Regions"])
    sheet = replace(sheet, rows=sheet.rows.assign(place=place))
    sheet, area_code = placed(sheet, reference.areas, "place", "LA and Regions")
    key = key[sheet.rows.index]
    # 2022 is the school year that ends in it.
    period = spanning(years(sheet, "Years") - 1)
    distinct(sheet, (area_code, period, key), "Years")
    value = percentages(sheet, "Values", MARKS)
    columns = {
        "area_code": area_code,
        "period": period,
        "value": value,
        "note": pd.Series("not published", index=value.index).where(value.isna()),
    }
    return published(key, declared, columns, TITLE, PUBLISHER)
