"""Nomis: CSV answers of its interface with the Annual Population Survey, whole (28 columns) or with columns chosen."""

import pandas as pd

from blmk_metrics.errors import InputError
from blmk_metrics.layouts import population_survey
from blmk_metrics.layouts.cells import distinct, flags, numbers, percentages, placed
from blmk_metrics.layouts.parts import Part, Reference
from blmk_metrics.layouts.population_survey import (
    COUNTS,
    Declared,
    declared_by,
    survey_parts,
    twelve_months,
    variable_named,
)
from blmk_metrics.layouts.sheets import Sheet
from blmk_metrics.layouts.texts import shown, some

LAYOUT = population_survey.LAYOUT
TITLE = "Nomis CSV answer"
PUBLISHER = population_survey.PUBLISHER
PARTS_OF_A_DIMENSION = ("", "_NAME", "_CODE", "_TYPE", "_TYPECODE", "_SORTORDER")
COLUMNS = {
    *(name + part for name in ("DATE", "GEOGRAPHY", "VARIABLE", "MEASURES") for part in PARTS_OF_A_DIMENSION),
    *(
        "OBS_VALUE",
        "OBS_STATUS",
        "OBS_STATUS_NAME",
        "OBS_CONF",
        "OBS_CONF_NAME",
        "URN",
        "RECORD_OFFSET",
        "RECORD_COUNT",
    ),
}
MEASURES = {"20599": "value", "21001": "numerator", "21002": "denominator", "21003": "half_width"}
MEASURE_NAMES = {
    "variable": "value",
    "numerator": "numerator",
    "denominator": "denominator",
    "confidence": "half_width",
}
# Percentage points between a percentage and its counts, which Nomis rounds to hundreds of people.
APART = 2
# The most rows of one page; without RECORD_COUNT there is no other sign that more follow.
PAGE = 25_000


def recognises(header: list[str]) -> bool:
    """Whether a header is an answer of this interface, of any data but populations by age."""
    return (
        {"DATE_NAME", "OBS_VALUE"} <= set(header)
        and not {"GEOGRAPHY_CODE", "GEOGRAPHY_NAME"}.isdisjoint(header)
        and not {"MEASURES", "MEASURES_NAME"}.isdisjoint(header)
        and not any(column.startswith("C_AGE") for column in header)
    )


def read(sheet: Sheet, reference: Reference) -> list[Part]:
    """The survey's counts and published estimates of every declared variable in the answer."""
    declared = declared_by(reference)
    sheet = sheet.keep(sheet["OBS_VALUE"] != "OBS_VALUE", "the header of another page")
    key = _variable(sheet, declared)
    _refuse_a_page(sheet)
    sheet = sheet.keep(key.isin(declared), "another variable")
    sheet = sheet.keep(_measure(sheet).notna(), "a measure that is not carried")
    period = twelve_months(sheet["DATE_NAME"])
    if period.isna().all():
        dates = some(sheet["DATE_NAME"], 3)
        raise InputError(f"{sheet.path} holds nothing of 12 months from April to March; it has {dates}. Ask for those")
    sheet = sheet.keep(period.notna(), "a period that is not 12 months from April to March")
    sheet, area_code = placed(sheet, reference.areas, *_present(sheet, "GEOGRAPHY_CODE", "GEOGRAPHY_NAME"))
    index = sheet.rows.index
    cells = pd.DataFrame(
        {"area_code": area_code, "period": period[index], "key": key[index], "measure": _measure(sheet)}
    )
    distinct(sheet, [cells[column] for column in cells], "DATE_NAME")
    return survey_parts(_strata(sheet, cells), declared)


def _strata(sheet: Sheet, cells: pd.DataFrame) -> pd.DataFrame:
    """One row for each area, period and variable, from one for each of its measures."""
    figure = percentages(sheet, "OBS_VALUE", of=cells["measure"].isin(["value", "half_width"]))
    if "OBS_STATUS" in sheet.columns:
        normal = sheet["OBS_STATUS"].str.strip() == "A"
        sheet.refuse(figure.isna() & normal, "OBS_VALUE", "is empty, though its status is that of a normal value")
    reasons = _present(sheet, "OBS_STATUS_NAME", "OBS_STATUS")
    status = sheet[reasons[0]].str.strip() if reasons else pd.Series("", index=figure.index)
    note = status.where(status != "", "not available").where(figure.isna())
    cells = cells.assign(figure=figure, note=note, flag=flags(status), record=figure.index)

    def wide(column: str) -> pd.DataFrame:
        return cells.pivot(index=["area_code", "period", "key"], columns="measure", values=column)

    figures, records = wide("figure"), wide("record")
    if "value" not in figures:
        raise InputError(f"{sheet.path} lacks the percentage itself; ask for measures=20599,21001,21002,21003")
    strata = figures.reindex(columns=list(MEASURES.values()))
    _refuse_where(sheet, records, "numerator", strata["numerator"] > strata["denominator"], "beyond its denominator")
    # Counts come rounded to hundreds; a percentage further off than that belongs to others.
    counted = 100 * strata["numerator"] / strata["denominator"]
    _refuse_where(sheet, records, "value", (strata["value"] - counted).abs() > APART, "not what its counts give")
    return strata.assign(note=wide("note")["value"], flag=wide("flag")["value"]).reset_index()


def _refuse_where(sheet: Sheet, records: pd.DataFrame, measure: str, wrong: pd.Series, why: str) -> None:
    first = records.reindex(columns=[measure])[wrong][measure].astype("int64").sort_values()
    sheet.refuse(pd.Series(True, index=first, dtype=bool), "OBS_VALUE", f"is a {measure} {why}")


def _variable(sheet: Sheet, declared: Declared) -> pd.Series:
    """The variable of each row. Raises InputError when none is declared, or the answer is of another dataset."""
    strange = [column for column in sheet.columns if column not in COLUMNS]
    codes, names = _present(sheet, "VARIABLE", "VARIABLE_CODE"), _present(sheet, "VARIABLE_NAME")
    if not (strange or codes or names):
        sheet.require("VARIABLE")
    if not strange:
        variable = sheet[(codes or names)[0]].str.strip()
        key = variable if codes else variable.map({each: variable_named(each, declared) for each in variable.unique()})
        if key.isin(declared).any():
            if codes and names:
                counted = [name for name, (measure, _) in declared.items() if COUNTS in measure.extracts]
                other = key.isin(counted) & ~sheet[names[0]].str.contains("long.term.sick", case=False)
                sheet.refuse(other, names[0], "is not the name of its variable's code")
            return key
    of = next((column for column in (*strange, *names) if column.endswith("_NAME")), (*strange, *codes, *names)[0])
    variables = ", ".join(f"'{shown(each)}'" for each in list(dict.fromkeys(sheet[of]))[:3])
    raise InputError(
        f"{sheet.path} holds {shown(of.removesuffix('_NAME'))} {variables}: no series that a measure declares. "
        f"Declared are the variables {', '.join(declared)} of the Annual Population Survey"
    )


def _measure(sheet: Sheet) -> pd.Series:
    """The measure of each row. Raises InputError where its code and its name are of different ones."""
    measures = [
        sheet[column].str.strip().str.lower().map(names)
        for column, names in (("MEASURES", MEASURES), ("MEASURES_NAME", MEASURE_NAMES))
        if column in sheet.columns
    ]
    if len(measures) == 2:
        apart = measures[0].notna() & measures[1].notna() & (measures[0] != measures[1])
        sheet.refuse(apart, "MEASURES_NAME", "is not the name of its measure's code")
    return measures[0]


def _present(sheet: Sheet, *columns: str) -> list[str]:
    return [column for column in columns if column in sheet.columns]


def _refuse_a_page(sheet: Sheet) -> None:
    # A page that was added twice is still one page.
    rows = sheet["RECORD_OFFSET"].nunique() if "RECORD_OFFSET" in sheet.columns else len(sheet.rows)
    there = numbers(sheet, "RECORD_COUNT").max() if "RECORD_COUNT" in sheet.columns else rows + (rows == PAGE)
    if there > rows:
        many = f"{there:,.0f}" if "RECORD_COUNT" in sheet.columns else "perhaps more"
        raise InputError(
            f"{sheet.path} holds {rows:,} of {many} rows: it is one page of several. "
            f"Fetch the rest (recordoffset={rows}), add them to the file and ingest it again"
        )
