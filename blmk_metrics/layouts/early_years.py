"""Explore Education Statistics: the Early Years Foundation Stage Profile of the Department for Education."""

from dataclasses import replace

import pandas as pd

from blmk_metrics.catalogue.terms import Layout
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.cells import distinct, folded, numbers, percentages, placed, spanning
from blmk_metrics.layouts.early_years_groups import children_cut
from blmk_metrics.layouts.parts import Part, Reference, typed
from blmk_metrics.layouts.sheets import Sheet

LAYOUT = Layout.EARLY_YEARS
TITLE = "Early Years Foundation Stage Profile"
PUBLISHER = "Department for Education"
SOURCE = "Explore Education Statistics, Early Years Foundation Stage Profile"
CHILDREN = ("number_of_children", "number_of_pupils", "children_number")
GOOD = "gld_number"
PERCENT = ("gld_percent", "gld_percentage")
PLACES = {
    "national": ("country_code", "country_name"),
    "regional": ("region_code", "region_name"),
    "local authority": ("new_la_code", "la_name"),
}
LEADING = {"time_period", "geographic_level", *(column for pair in PLACES.values() for column in pair)}
UNCUT = {*LEADING, *CHILDREN, *PERCENT, GOOD, "time_identifier", "old_la_code", "place code", "place name"}
# The department's own marks, and why there is no figure where one stands.
MARKS = {
    "z": "not applicable",
    "c": "hidden by the publisher to protect people",
    "x": "not available",
    "low": "too low to be shown",
    "u": "unreliable, so not shown",
    ":": "not available",
    "..": "not available",
}
LETTERS = {"": None, "Female": "F", "Male": "M"}
STRATUM, FIGURES = ["period", "area_code"], ["children", "good"]


def recognises(header: list[str]) -> bool:
    """Whether a header has the publication's places and the good level of development, in the layout of any year."""
    return set(header) >= LEADING and not {*PERCENT, GOOD}.isdisjoint(header)


def read(sheet: Sheet, reference: Reference) -> list[Part]:
    """The children counted; or, where the file does not count them, the published percentages."""
    level = sheet["geographic_level"].map(folded)
    code = name = pd.Series("", index=level.index)
    for each, (codes, names) in PLACES.items():
        code, name = code.mask(level == each, sheet[codes]), name.mask(level == each, sheet[names])
    sheet = replace(sheet, rows=sheet.rows.assign(**{"place code": code, "place name": name}))
    sheet = sheet.keep(level.isin(PLACES), "a kind of place that is not carried")
    if "time_identifier" in sheet.columns:
        sheet = sheet.keep(sheet["time_identifier"].map(folded) == "academic year", "not an academic year")
    sheet, cuts = children_cut(sheet, UNCUT)
    if sheet.rows.empty:
        raise InputError(f"{sheet.path} has no row of all children, of a sex or of free school meals in a school year")
    sheet, area_code = placed(sheet, reference.areas, "place code", "place name")
    kind, group = (cuts.loc[sheet.rows.index, each] for each in ("kind", "group"))
    period = _period(sheet)
    distinct(sheet, (area_code, period, kind, group), "time_period")
    children, good, percent = (_figures(sheet, columns) for columns in (CHILDREN, (GOOD,), PERCENT))
    sheet.refuse(good > children, GOOD, "is more than the children there are")
    counted = children.notna() & good.notna()
    if counted.any() and not (percent.notna() & ~counted & (kind == "all")).any():
        cells = {"period": period, "area_code": area_code, "kind": kind, "group": group, "children": children}
        return _part("early_years_profile", _counts(sheet, pd.DataFrame(cells | {"good": good})))
    owner = next((measure.id for measure, _ in reference.series(LAYOUT)), None)
    if owner is None:
        raise InputError(f"{sheet.path} holds percentages of a good level of development, which no measure declares")
    column = next((each for each in PERCENT if each in sheet.columns), GOOD)
    columns = {
        "indicator_id": owner,
        "area_code": area_code,
        "period": period,
        "category_type": kind,
        "category": group,
        "value": percent,
        "numerator": good,
        "denominator": children,
        "note": sheet[column].str.strip().map(MARKS).fillna("not published").where(percent.isna()),
    }
    return _part("published_estimates", columns, owner)


def _counts(sheet: Sheet, cells: pd.DataFrame) -> dict[str, object]:
    """The children of each area and year once: by sex where all of the file has both sexes, else whole.

    One grain for a file, since a release refuses series of which some lack the groups of others.
    """
    # Free school meals cut the same children again; both cuts in one table would count them twice.
    sheet = sheet.keep(cells["kind"] != "free_school_meals", "children who are counted by sex or whole already")
    cells = cells.loc[sheet.rows.index]
    counted = cells[FIGURES].notna().all(axis=1)
    sheet, cells = sheet.keep(counted, "no count is given"), cells[counted]
    whole, girls, boys = (cells[cells["group"] == group] for group in LETTERS)
    both = girls.set_index(STRATUM)[FIGURES] + boys.set_index(STRATUM)[FIGURES]
    sums = both.reindex(pd.MultiIndex.from_frame(whole[STRATUM])).set_axis(whole.index)
    apart = (sums.notna() & (sums != whole[FIGURES])).any(axis=1)
    children = next(column for column in CHILDREN if column in sheet.columns)
    sheet.refuse(apart, children, "or its good levels are not those of both sexes")
    rows = pd.concat([girls, boys]).sort_index()
    strata = len(cells[STRATUM].drop_duplicates())
    if len(both.dropna()) == strata:
        sheet.account.left_out["children who are counted by sex or whole already"] += len(whole)
    else:
        rows = whole.set_index(STRATUM)[FIGURES].combine_first(both).dropna().reset_index().assign(group="")
        if lost := strata - len(rows):
            sheet.account.left_out["one sex without the other"] += lost
    return {
        "academic_year": rows["period"],
        "area_code": rows["area_code"],
        "sex": rows["group"].map(LETTERS),
        "children": rows["children"],
        "good_level_of_development": rows["good"],
    }


def _part(name: str, columns: dict[str, object], series: str = "") -> list[Part]:
    return [Part(name=name, series=series, source=SOURCE, publisher=PUBLISHER, table=typed(name, columns))]


def _figures(sheet: Sheet, columns: tuple[str, ...]) -> pd.Series:
    read = percentages if columns == PERCENT else numbers
    found = [read(sheet, column, MARKS) for column in columns if column in sheet.columns]
    return found[0] if found else pd.Series(float("nan"), index=sheet.rows.index)


def _period(sheet: Sheet) -> pd.Series:
    years = sheet["time_period"].str.strip()
    ends = years.str.extract(r"^(\d{4})(\d\d)$").astype("float64")
    sheet.refuse((ends[0] + 1) % 100 != ends[1], "time_period", "is no academic year: one such as 201819 is")
    return spanning(ends[0].astype("int64"))
