"""The tables that a release may hold beside its reference tables, and the columns of each.

A key column is never empty; counts are of people or events; codes are those of the Office for National Statistics.
"""

import pyarrow as pa

TEXT, WHOLE, NUMBER, TRUTH, BYTES = pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.binary()
DAY = pa.date32()


def _table(keys: dict[str, pa.DataType], **cells: pa.DataType) -> pa.Schema:
    return pa.schema(
        [pa.field(name, kind, nullable=False) for name, kind in keys.items()]
        + [pa.field(name, kind) for name, kind in cells.items()]
    )


# What was counted: each is made into estimates by the file of `sql/indicators` that reads it.
COUNTS = {
    "early_years_profile": _table(
        {"academic_year": TEXT, "area_code": TEXT},
        sex=TEXT,
        free_school_meals=TRUTH,
        children=NUMBER,
        good_level_of_development=NUMBER,
    ),
    "preventable_deaths": _table(
        {"year": WHOLE, "area_code": TEXT, "sex": TEXT, "age_band": TEXT}, deaths=NUMBER, population=NUMBER
    ),
    "emergency_falls_admissions": _table(
        {"financial_year": TEXT, "area_code": TEXT, "sex": TEXT, "age_band": TEXT}, admissions=NUMBER, population=NUMBER
    ),
    "annual_population_survey": _table(
        {"period": TEXT, "area_code": TEXT}, long_term_sick=NUMBER, economically_inactive=NUMBER, half_width_95=NUMBER
    ),
    "first_condition_onsets": _table(
        {"year": WHOLE, "area_code": TEXT, "deprivation_quintile": WHOLE, "deprivation_decile": WHOLE}
        | {"sex": TEXT, "age": WHOLE},
        person_years=NUMBER,
        onsets=NUMBER,
    ),
}

# Tables that are empty where a release has none.
OPTIONAL = {
    # Estimates as their publisher gives them, in the unit of the measure. `note` says why a value is missing.
    "published_estimates": _table(
        {"indicator_id": TEXT, "area_code": TEXT, "period": TEXT, "category_type": TEXT, "category": TEXT},
        value=NUMBER,
        lower_ci_95=NUMBER,
        upper_ci_95=NUMBER,
        lower_ci_998=NUMBER,
        upper_ci_998=NUMBER,
        numerator=NUMBER,
        denominator=NUMBER,
        official_comparison=TEXT,
        official_trend=TEXT,
        flag=TEXT,
        note=TEXT,
    ),
    # Neighbourhoods (`lsoa`, `msoa`, `ward`) within the areas, with outlines in WGS 84 as well-known binary.
    "small_areas": _table(
        {"level": TEXT, "small_area_code": TEXT, "small_area_name": TEXT, "area_code": TEXT}, geometry=BYTES
    ),
    # The Index of Multiple Deprivation: decile 1 holds the most deprived tenth of the country's neighbourhoods.
    "deprivation": _table(
        {"edition": WHOLE, "lsoa_code": TEXT, "lsoa_name": TEXT, "area_code": TEXT},
        imd_rank=WHOLE,
        imd_decile=WHOLE,
        imd_score=NUMBER,
    ),
    # Residents at mid-year, in single years of age; 90 is 90 and over. `area_code` may be a neighbourhood's.
    "population": _table({"year": WHOLE, "area_code": TEXT, "sex": TEXT, "age": WHOLE}, people=NUMBER),
    # What sources call the areas, beside their codes and own names.
    "area_names": _table({"name": TEXT, "area_code": TEXT}),
}

# What every release has: its areas, and the figures printed elsewhere that its own are held against.
REFERENCE_TABLES = {
    "areas": _table(
        {"area_code": TEXT, "area_name": TEXT, "full_name": TEXT, "area_type": TEXT, "position": WHOLE},
        valid_from=DAY,
        valid_to=DAY,
    ),
    "area_members": _table({"footprint_code": TEXT, "member_code": TEXT}),
    "published_figures": _table(
        {"indicator_id": TEXT, "area_code": TEXT, "period": TEXT, "figure": TEXT, "value": NUMBER, "decimals": WHOLE}
    ),
}

# What several files may make up together: a new file replaces what an earlier one says of the same of these columns. Of
# tables of counts these are the period and the area, which stand first.
MERGED_BY = {
    **{name: tuple(schema.names[:2]) for name, schema in COUNTS.items()},
    "population": ("year", "area_code"),
    "deprivation": ("area_code",),
    "areas": ("area_code",),
    "area_names": ("name",),
    "area_members": ("footprint_code",),
    "small_areas": ("level", "area_code"),
}

SCHEMAS = COUNTS | OPTIONAL | REFERENCE_TABLES

# The columns of every declared table, those among them whose types are their makers'.
COLUMNS = {name: schema.names for name, schema in SCHEMAS.items()} | {
    "boundaries": ["area_code", "name", "geometry"],
    "european_standard_population": ["age_band", "standard_population"],
}
# Columns of files with a row a person, however they are written. None of them ever stands in a release.
PERSONAL = {"person_id", "nhs_number", "birth_month", "date_of_birth", "diagnosed_on"}
