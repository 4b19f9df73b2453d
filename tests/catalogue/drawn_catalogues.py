"""Small catalogues drawn in the text of a test."""

from pathlib import Path

from blmk_metrics.catalogue.catalogue_reading import read_catalogue
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measures import Measure

# What files of these tests may name.
CUTS = {"sex": ("Female", "Male"), "free_school_meals": ("Eligible", "Not eligible"), "fifth": ("1", "2", "3")}
EXTRACTS = ("early_years_profile", "onsets")

SHORT = """
name = "Healthy life expectancy at birth"
tier = "mission"
unit = "years"
polarity = "high is good"

[period]
kind = "calendar year"

[[series]]
layout = "ons_els"
key = "Healthy life expectancy"
"""
COUNTED = """
name = "Children ready for school"
tier = "lead"
priority = "Start Well"
unit = "% of children"
polarity = "high is good"

[period]
kind = "academic year"

[counts]
method = "proportion"
extracts = ["early_years_profile"]
numerator = "children with a good level of development"
denominator = "children"
disclosure = "official"
"""
UNEQUAL = """
name = "Gap in age"
short_name = "Gap"
tier = "lead"
priority = "Reducing Inequalities"
unit = "years between ends"
polarity = "low is good"

[period]
kind = "calendar year"

[counts]
method = "life_table_mean_age"
extracts = ["onsets"]
numerator = "first conditions"
numerator_noun = "conditions"
denominator = "person-years"
disclosure = "local"

[inequality]
across = "fifth"
value_name = "age at onset"
value_unit = "years of age"
value_polarity = "high is good"
averages = [
    { method = "life_table_mean_age", name = "Life-table mean", explanation = "Shows one thing, hides another." },
    { method = "crude_mean_age", name = "Crude mean", explanation = "Shows one thing, hides another." },
]
summaries = [
    { method = "slope_index", name = "Slope index", explanation = "Shows one thing, hides another." },
    { method = "quantile_gap", name = "Plain gap", explanation = "Shows one thing, hides another." },
]
"""


def written(folder: Path, **files: str | bytes) -> Path:
    """A folder with a file for each measure, by its id."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def read(*folders: Path, **declared: object) -> Catalogue:
    """The catalogue of folders, whose files may name what these tests declare."""
    return read_catalogue(folders, **{"cuts": CUTS, "extracts": EXTRACTS, **declared})


def read_one(folder: Path, text: str) -> Measure:
    """The one measure of a catalogue of one file."""
    (measure,) = read(written(folder / "catalogue", drawn=text)).measures
    return measure
