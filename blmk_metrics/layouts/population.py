"""Mid-year population in single years of age: one column an age, or as the Nomis API answers."""

import re
from dataclasses import replace

import pandas as pd

from blmk_metrics.errors import InputError, YearNeeded
from blmk_metrics.layouts.cells import authority, distinct, filled, numbers, placed, years
from blmk_metrics.layouts.parts import Part, Reference, typed
from blmk_metrics.layouts.sheets import Sheet
from blmk_metrics.layouts.texts import some

TITLE = "mid-year population by single year of age"
PUBLISHER = "Office for National Statistics"
OLDEST = 90
AGES = {**{str(age): age for age in range(OLDEST)}, f"{OLDEST}+": OLDEST}
# Files of younger oldest ages are recognised too, to be refused with a reason.
SURELY = {str(age) for age in range(80)}
CODE, NAME = r"(?i)code|(ltla|utla|lad|lsoa|msoa)\d\d_?(code|cd)", r"(?i)name|(ltla|utla|lad|lsoa|msoa)\d\d_?(name|nm)"
TOTAL = r"(?i)all|all ages|total|total_population"
NEIGHBOURHOOD = r"E0[12]\d{6}"

# What Nomis calls the same dimension depends on the dataset.
SEX = ("GENDER_NAME", "C_SEX_NAME")
NOMIS = {"DATE", "GEOGRAPHY_CODE", "GEOGRAPHY_NAME", "C_AGE_NAME", "MEASURES_NAME", "OBS_VALUE"}
ABOUT = {"DATE_NAME", "OBS_STATUS_NAME", "OBS_CONF_NAME"}
SINGLE_YEAR = rf"Aged? (?:\d|[1-8]\d|{OLDEST}\+|{OLDEST} and over)"
SEXES = {"Male": "M", "Female": "F", "Total": "P"}


def recognises(header: list[str]) -> bool:
    """Whether a header has a column for each year of age, or is that of a Nomis answer by area, sex and age only."""
    if set(header) >= NOMIS:
        dimensions = {column for column in header if column.endswith("_NAME")} - NOMIS - ABOUT
        return len(dimensions) == 1 and dimensions <= set(SEX)
    return set(header) >= SURELY and any(re.fullmatch(CODE, column) for column in header)


def read(sheet: Sheet, reference: Reference) -> list[Part]:
    """Residents of known areas, and of the neighbourhoods within them, by single year of age."""
    people = _of_nomis(sheet, reference) if set(sheet.columns) >= NOMIS else _of_columns(sheet, reference)
    years_present = sorted(set(people["year"]))
    source = f"Mid-year population estimates, {years_present[0]}" + (
        f" to {years_present[-1]}" if len(years_present) > 1 else ""
    )
    columns = {str(name): cells for name, cells in people.items()}
    return [Part(name="population", source=source, publisher=PUBLISHER, table=typed("population", columns))]


def _of_columns(sheet: Sheet, reference: Reference) -> pd.DataFrame:
    if reference.year is None:
        raise YearNeeded(f"{sheet.path} does not say of which year it is: give --year")
    if lacking := [age for age in AGES if age not in sheet.columns]:
        raise InputError(
            f"{sheet.path} has no column {', '.join(lacking[:5])}: single years of age from 0 to 90+ are needed"
        )
    if re.search(r"(?i)\b(sex|gender|(fe)?males?)\b", " ".join((*sheet.titles, *sheet.columns))):
        raise InputError(f"{sheet.path} tells men from women, which this layout cannot; give the file of all persons")
    code, name, total = (_only(sheet, pattern) for pattern in (CODE, NAME, TOTAL))
    if not code or not name:
        raise InputError(f"{sheet.path}: the header must have one column of codes and one of names of areas")
    sheet, area_code = _placed(sheet, reference, code, name)
    distinct(sheet, (area_code,), code)
    filled(sheet, *AGES)
    people = pd.DataFrame({age: numbers(sheet, column) for column, age in AGES.items()})
    if total:
        # Estimates that were rounded one by one may miss their total a little.
        sheet.refuse((numbers(sheet, total) - people.sum(axis=1)).abs() > 1, total, "is not the sum of the ages")
    long = people.assign(area_code=area_code).melt("area_code", var_name="age", value_name="people")
    return long.assign(year=reference.year, sex="P")


def _of_nomis(sheet: Sheet, reference: Reference) -> pd.DataFrame:
    named = next(column for column in SEX if column in sheet.columns)
    sheet = sheet.keep(sheet["MEASURES_NAME"].str.strip().str.lower() == "value", "a measure that is not the value")
    single = sheet["C_AGE_NAME"].str.strip().str.fullmatch(SINGLE_YEAR)
    sheet = sheet.keep(single, "an age of several years")
    if sheet.rows.empty:
        raise InputError(f"{sheet.path} has no values by single year of age; ask Nomis for the ages 0 to 90+")
    sheet, area_code = _placed(sheet, reference, "GEOGRAPHY_CODE", "GEOGRAPHY_NAME")
    filled(sheet, "OBS_VALUE")
    sex = sheet[named].str.strip().map(SEXES)
    sheet.refuse(sex.isna(), named, f"is none of {', '.join(SEXES)}")
    cells = pd.DataFrame(
        {
            "year": years(sheet, "DATE"),
            "area_code": area_code,
            "sex": sex,
            "age": sheet["C_AGE_NAME"].str.extract(r"(\d+)", expand=False).astype("int64"),
            "people": numbers(sheet, "OBS_VALUE"),
        }
    )
    distinct(sheet, (cells[key] for key in ("year", "area_code", "sex", "age")), "C_AGE_NAME")
    whole = cells.groupby(["year", "area_code", "sex"])["age"].transform("size") == len(AGES)
    sheet.refuse(~whole, "C_AGE_NAME", "is of an area without all ages; 0 to 90+ are needed")
    sexes = {
        each: (sex == each).groupby([cells["year"], cells["area_code"]]).transform("any") for each in SEXES.values()
    }
    by_sex = sexes["F"] & sexes["M"]
    sheet.refuse(~by_sex & ~sexes["P"], named, "has neither the other sex nor the total beside it")
    wanted = (sex == "P") ^ by_sex
    sheet.keep(wanted, "persons, where both sexes are given")
    return cells[wanted]


def _placed(sheet: Sheet, reference: Reference, code: str, name: str) -> tuple[Sheet, pd.Series]:
    """The rows of known areas and of neighbourhoods within them, and the code of each, a neighbourhood's its own."""
    own = sheet[code].str.strip()
    small = own.str.fullmatch(NEIGHBOURHOOD)
    place = authority(sheet[name]).where(small, own)
    sheet = replace(sheet, rows=sheet.rows.assign(place=place, called=sheet[name].where(~small, place)))
    sheet, area_code = placed(sheet, reference.areas, "place", "called")
    return sheet, area_code.mask(small[area_code.index], own[area_code.index])


def _only(sheet: Sheet, pattern: str) -> str:
    """The one column that is named so, or nothing. Raises InputError when there are several."""
    named = [column for column in sheet.columns if re.fullmatch(pattern, column)]
    if len(named) > 1:
        raise InputError(f"{sheet.path}: the header has {some(named)} for one thing; keep one")
    return named[0] if named else ""
