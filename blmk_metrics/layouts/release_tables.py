"""Tables in the columns that a release has: counts of the local system, areas, and figures printed elsewhere."""

import pandas as pd
import pyarrow as pa

from blmk_metrics.catalogue.extracts import COUNTS, DAY, NUMBER, OPTIONAL, REFERENCE_TABLES, TRUTH, WHOLE
from blmk_metrics.catalogue.standard_populations import european_standard_population
from blmk_metrics.errors import InputError
from blmk_metrics.layouts.cells import MOST, distinct, filled, folded, numbers, placed, spanning, whole, years
from blmk_metrics.layouts.parts import Part, Reference, typed
from blmk_metrics.layouts.sheets import Sheet
from blmk_metrics.layouts.texts import some

TITLE = "local CSV in the columns of a release's table"
PUBLISHER = "Local"
LICENCE = "Not stated"
TABLES = {**COUNTS, "area_names": OPTIONAL["area_names"], **REFERENCE_TABLES}
# What tells one row from another: in a table of counts, all but its numbers.
KEYS = {
    **{name: [field.name for field in schema if field.type != NUMBER] for name, schema in COUNTS.items()},
    "areas": ["area_code"],
    "area_members": ["footprint_code", "member_code"],
    "area_names": ["name"],
    "published_figures": ["indicator_id", "area_code", "period", "figure"],
}
# These tell which areas there are; those of every other table must be among them.
OF_AREAS = ("areas", "area_members")
SPANNING = set(spanning(pd.Series(range(1900, 2100))))
WORDS = {
    "academic_year": (SPANNING, "is no academic year, such as 2021/22"),
    "financial_year": (SPANNING, "is no financial year, such as 2021/22"),
    "period": (SPANNING | {str(year) for year in range(1900, 2100)}, "is no period, such as 2021/22 or 2021"),
    "sex": ({"F", "M", "U"}, "is none of F, M and U (not known)"),
    "free_school_meals": ({"true", "false"}, "is neither true nor false"),
    "age_band": (
        set(european_standard_population()["age_band"].to_pylist()),
        "is no age band of the European Standard Population, such as 65-69 or 90+",
    ),
    "area_type": ({"country", "footprint", "place"}, "is none of country, footprint and place"),
}
CODE = r"[A-Z]\d{8}"
# Neither people nor events: these may be fractions. A figure may be a change, and below zero.
FRACTIONS = {"person_years": 0, "half_width_95": 0, "value": None}
RANGES = {"deprivation_quintile": (1, 5), "deprivation_decile": (1, 10), "age": (0, 130), "decimals": (0, 6)}
WHOLES = {"good_level_of_development": "children", "long_term_sick": "economically_inactive"}


def recognises(header: list[str]) -> bool:
    """Whether a header holds every column of one of the tables."""
    return _table(header) is not None


def read(sheet: Sheet, reference: Reference) -> list[Part]:
    """The rows of the one table whose columns these are. Raises InputError when there are any other columns."""
    name = _table(sheet.columns)
    if name is None:
        raise InputError(f"{sheet.path} lacks columns that each of the tables {', '.join(TABLES)} has")
    if extra := [column for column in sheet.columns if column not in TABLES[name].names]:
        raise InputError(
            f"{sheet.path} has columns that {name} has not: {some(extra)}. Take them out: what tells of single "
            "persons is never ingested"
        )
    filled(sheet, *(field.name for field in TABLES[name] if not field.nullable))
    areas = {}
    if name not in OF_AREAS:
        sheet, areas["area_code"] = placed(sheet, reference.areas, "area_code")
    cells = {field.name: _cells(sheet, field) for field in TABLES[name]} | areas
    keys = [cells[key].map(folded) if key == "name" else cells[key] for key in KEYS[name]]
    distinct(sheet, keys, KEYS[name][-1])
    for part, of in WHOLES.items():
        if part in cells:
            sheet.refuse((cells[part] > cells[of]).fillna(False), part, f"is more than its whole, {of}")
    if "deprivation_decile" in cells:
        fifth = (cells["deprivation_decile"] + 1) // 2
        sheet.refuse(cells["deprivation_quintile"] != fifth, "deprivation_quintile", "is not the fifth of its decile")
    return [Part(name=name, table=typed(name, cells), source="Local file", publisher=PUBLISHER, licence=LICENCE)]


def _table(header: list[str]) -> str | None:
    """The table all of whose columns are there; the widest, should one hold another's."""
    fitting = [name for name, schema in TABLES.items() if set(schema.names) <= set(header)]
    return max(fitting, key=lambda name: len(TABLES[name].names), default=None)


def _cells(sheet: Sheet, field: pa.Field) -> pd.Series:
    """A column as what it is in its table, missing where it is blank."""
    column = field.name
    sheet.refuse_cut(column)
    if column == "year":
        return years(sheet, column)
    if column in FRACTIONS:
        return numbers(sheet, column, least=FRACTIONS[column])
    if field.type in (WHOLE, NUMBER):
        least, most = RANGES.get(column, (0, MOST))
        return whole(sheet, column, least=least, most=most)
    text = sheet[column].str.strip()
    present = text.where(text != "")
    # The areas themselves are matched against nothing: their codes must at least be codes.
    sheet.refuse(present.notna() & ~text.map(str.isprintable), column, "has a character that no text has")
    if column.endswith("_code"):
        sheet.refuse(present.notna() & ~text.str.fullmatch(CODE), column, "is no code of nine characters")
    if field.type == DAY:
        days = pd.to_datetime(present, format="%Y-%m-%d", errors="coerce")
        sheet.refuse(present.notna() & days.isna(), column, "is no date, such as 2009-04-01")
        return days
    if field.type == TRUTH:
        present = present.str.lower()
    if column in WORDS:
        words, reason = WORDS[column]
        sheet.refuse(present.notna() & ~present.isin(words), column, reason)
    return present.map({"true": True, "false": False}).astype("boolean") if field.type == TRUTH else present
