"""The words that a measure's file may choose from, and that code decides by."""

from enum import StrEnum

# The table of estimates as their publishers give them, of all measures.
PUBLISHED = "published_estimates"


class Tier(StrEnum):
    """Where in the pyramid of measures one belongs, from the top."""

    MISSION = "mission"
    LEAD = "lead"
    SUPPORTING = "supporting"
    CONTEXT = "context"


class Priority(StrEnum):
    """The partnership's strategic priorities, in the order of its plan."""

    START_WELL = "Start Well"
    LIVE_WELL = "Live Well"
    AGE_WELL = "Age Well"
    GROWTH = "Growth"
    REDUCING_INEQUALITIES = "Reducing Inequalities"


class Method(StrEnum):
    """How counts become an estimate: the name of a file in `sql/methods`."""

    PROPORTION = "proportion"
    SURVEY_PROPORTION = "survey_proportion"
    CRUDE_RATE = "crude_rate"
    DIRECTLY_STANDARDISED_RATE = "directly_standardised_rate"
    LIFE_TABLE_MEAN_AGE = "life_table_mean_age"
    LIFE_TABLE_MEDIAN_AGE = "life_table_median_age"
    CRUDE_MEAN_AGE = "crude_mean_age"

    @property
    def counts_people(self) -> bool:
        """Whether a value is so many out of so many, so that a difference in it is a number of people or events."""
        return self in (
            Method.PROPORTION,
            Method.SURVEY_PROPORTION,
            Method.CRUDE_RATE,
            Method.DIRECTLY_STANDARDISED_RATE,
        )


class Summary(StrEnum):
    """How groups' values become one figure of inequality: the name of a file in `sql/methods`."""

    SLOPE_INDEX = "slope_index"
    QUANTILE_GAP = "quantile_gap"


class Polarity(StrEnum):
    """Which direction is good."""

    HIGH_IS_GOOD = "high is good"
    LOW_IS_GOOD = "low is good"
    NONE = "none"


class Regime(StrEnum):
    """Which disclosure rules apply: `local` for hospital and GP records, `official` for published statistics."""

    OFFICIAL = "official"
    LOCAL = "local"


class BenchmarkKind(StrEnum):
    """The kind of area that others are compared with, where a reader chooses none."""

    COUNTRY = "country"
    REGION = "region"
    FOOTPRINT = "footprint"


class Layout(StrEnum):
    """The kinds of published files that are read: each is a module of `blmk_metrics.layouts`."""

    FINGERTIPS = "fingertips"
    NOMIS = "nomis"
    EARLY_YEARS = "early_years"
    LAIT = "lait"
    EXPLORE_LOCAL_STATISTICS = "explore_local_statistics"

    @property
    def parts(self) -> tuple[str, ...]:
        """What tells series of one key apart in such a file, by the names that a measure's file has for it."""
        return {Layout.FINGERTIPS: ("sex", "age"), Layout.EXPLORE_LOCAL_STATISTICS: ("unit",)}.get(self, ())
