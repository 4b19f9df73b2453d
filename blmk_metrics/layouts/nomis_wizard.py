"""Nomis: a table that its web pages make of the Annual Population Survey, below lines that say what it is of."""

import re

import pandas as pd

from blmk_metrics.errors import InputError
from blmk_metrics.layouts import population_survey
from blmk_metrics.layouts.cells import distinct, folded, numbers, placed
from blmk_metrics.layouts.parts import Part, Reference
from blmk_metrics.layouts.population_survey import (
    LONG_TERM_SICK,
    declared_by,
    survey_parts,
    twelve_months,
    variable_named,
)
from blmk_metrics.layouts.sheets import Sheet
from blmk_metrics.layouts.texts import shown, some

LAYOUT = population_survey.LAYOUT
TITLE = "Nomis table from its web pages"
PUBLISHER = population_survey.PUBLISHER
AREA = ("local authority", "area", "country", "region")
MARKS = ("*", "#", "!", ":", "-")
DATE = re.compile(r'^"?date:?"?,\W*(\w{3} \d{4}-\w{3} \d{4})', re.IGNORECASE)


def recognises(header: list[str]) -> bool:
    """Whether a header is an area and the percentage that is long-term sick."""
    return bool(header) and header[0].casefold().startswith(AREA) and bool(_variables(header))


def read(sheet: Sheet, reference: Reference) -> list[Part]:
    """The survey's published estimates, and its counts where they stand beside them."""
    declared = declared_by(reference)
    first, *_ = sheet.columns
    beside = {name: _column(sheet, name) for name in ("numerator", "denominator", "conf")}
    if any(beside.values()) and sum("%" in column for column in sheet.columns) > 1:
        raise InputError(
            f"{sheet.path} holds several variables, and {some(filter(None, beside.values()))} may be of "
            "any of them; download one variable at a time"
        )
    sheet.refuse(sheet[first].str.strip() == first, first, "begins a second table; download one date at a time")
    period = _period(sheet)
    sheet = sheet.keep(period.notna(), "a period that is not 12 months from April to March")
    sheet, area_code = placed(sheet, reference.areas, *(["mnemonic"] if "mnemonic" in sheet.columns else []), first)
    period = period[sheet.rows.index]
    distinct(sheet, (area_code, period), first)
    strata = []
    for column in _variables(sheet.columns):
        if (key := variable_named(column, declared)) is None:
            raise InputError(f"{sheet.path} holds '{shown(column)}', which no measure declares")
        value = numbers(sheet, column, MARKS, most=100)
        figures = {
            "value": value,
            "numerator": _figures(sheet, beside["numerator"]),
            "denominator": _figures(sheet, beside["denominator"]),
            "half_width": _figures(sheet, beside["conf"], most=100),
        }
        if beside["numerator"]:
            beyond = figures["numerator"] > figures["denominator"]
            sheet.refuse(beyond, beside["numerator"], "is beyond its denominator")
        mark = sheet[column].str.strip()
        note = ("not available (marked " + mark + ")").where(mark != "", "not available").where(value.isna())
        strata.append(
            pd.DataFrame({"area_code": area_code, "period": period, "key": key, **figures, "note": note, "flag": None})
        )
    return survey_parts(pd.concat(strata, ignore_index=True), declared)


def _variables(header: list[str]) -> list[str]:
    return [column for column in header if LONG_TERM_SICK.fullmatch(folded(column))]


def _column(sheet: Sheet, begins: str) -> str:
    return next((column for column in sheet.columns if column.casefold().startswith(begins)), "")


def _figures(sheet: Sheet, column: str, **bounds: float) -> pd.Series:
    return numbers(sheet, column, MARKS, **bounds) if column else pd.Series(float("nan"), index=sheet.rows.index)


def _period(sheet: Sheet) -> pd.Series:
    """The period of each row, from its date, else from the line above the table that gives one date for all."""
    if column := _column(sheet, "date"):
        date = sheet[column]
    else:
        dates = [found[1] for line in sheet.titles if (found := DATE.match(line.strip()))]
        date = pd.Series(dates[0] if len(dates) == 1 else "", index=sheet.rows.index)
    period = twelve_months(date)
    if period.isna().all():
        raise InputError(
            f"{sheet.path} does not say of which 12 months from April to March it is "
            f"({shown(date.iloc[0]) or 'no date stands above the table'}); download it for one such date"
        )
    return period
