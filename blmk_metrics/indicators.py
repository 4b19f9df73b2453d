"""The lead outcome measures: each is declared here, once, and nowhere else."""

from dataclasses import dataclass
from enum import StrEnum

from blmk_metrics.periods import PeriodType


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
    """Which disclosure rules hold: `local` for hospital and GP records, `official` for published statistics."""

    OFFICIAL = "official"
    LOCAL = "local"


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One of the ways of saying a figure: its method, its name, and what it shows and what it hides."""

    method: Method | Summary
    name: str
    told: str


@dataclass(frozen=True, kw_only=True)
class Inequality:
    """What an indicator is the inequality of: a value for each group, most deprived first.

    `averages` are the ways of making a group's value of its counts, `summaries` those of making one figure of the
    groups' values. Of both the first leads. The average in use is the indicator's `method`; the summary, `summary`.
    """

    across: str
    averages: tuple[Alternative, ...]
    summaries: tuple[Alternative, ...]
    value_name: str
    value_unit: str
    value_polarity: Polarity
    summary: Summary = Summary.SLOPE_INDEX


@dataclass(frozen=True, kw_only=True)
class PublishedSeries:
    """A series that a publisher gives: the kind of file it stands in, its key there, and which group it is of."""

    layout: str
    key: str
    category_type: str = "all"
    category: str = ""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One measure: what it is called, how it is computed, and what may be said of it.

    `id` names its file in `sql/indicators`; `extracts` are the tables that file reads. `short_unit` follows a number
    directly; `counted_noun` is `counted` in a word. `adds_up` False: a footprint has no figure, since its members'
    counts are not parts of one. `baseline` None means the first period with a figure. `uncollected` are periods in
    which nothing was collected; `series_breaks` the first period of each new series. `published_as` are the official
    series of the measure, by the kind of file. `ages` bounds a standardised rate, in whole years.
    """

    id: str
    name: str
    short_name: str
    question: str
    priority: Priority
    method: Method
    multiplier: float
    unit: str
    short_unit: str
    change_unit: str
    decimals: int
    polarity: Polarity
    period_type: PeriodType
    regime: Regime
    extracts: tuple[str, ...]
    counted: str
    counted_noun: str
    population: str
    official_source: str
    rationale: str
    caveats: tuple[str, ...]
    baseline: str | None = None
    relative_change: bool = False
    published_as: tuple[PublishedSeries, ...] = ()
    series_breaks: tuple[str, ...] = ()
    uncollected: tuple[str, ...] = ()
    ages: tuple[int, int] = (0, 120)
    adds_up: bool = True
    inequality: Inequality | None = None


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        id="school_readiness",
        name="Children with a good level of development at the end of Reception",
        short_name="School readiness",
        question="Are our children ready for school?",
        priority=Priority.START_WELL,
        method=Method.PROPORTION,
        multiplier=100,
        unit="% of children",
        short_unit="%",
        change_unit="percentage points",
        decimals=1,
        polarity=Polarity.HIGH_IS_GOOD,
        period_type=PeriodType.ACADEMIC_YEAR,
        regime=Regime.OFFICIAL,
        extracts=("early_years_profile",),
        counted="children with a good level of development",
        counted_noun="children",
        population="children assessed at the end of Reception",
        official_source="Department for Education, Early Years Foundation Stage Profile; Fingertips indicator 90631",
        rationale="Children who start school ready to learn do better at school, in work and in health.",
        caveats=(
            "No profile was collected in 2019/20 and 2020/21 because of the pandemic.",
            "The assessment framework changed in 2021/22: figures before and after it are not comparable.",
        ),
        baseline="2021/22",
        published_as=(
            PublishedSeries(layout="fingertips", key="90631"),
            PublishedSeries(layout="early_years", key="gld"),
            PublishedSeries(layout="lait", key="FSP_NEW_GOODDEV"),
            PublishedSeries(
                layout="lait", key="FSP_Gooddev_FSM", category_type="free_school_meals", category="Eligible"
            ),
            PublishedSeries(
                layout="lait", key="FSP_Gooddev_FSM_Other", category_type="free_school_meals", category="Not eligible"
            ),
        ),
        series_breaks=("2021/22",),
        uncollected=("2019/20", "2020/21"),
    ),
    Indicator(
        id="preventable_mortality",
        name="Deaths under 75 from causes considered preventable",
        short_name="Preventable mortality",
        question="Are fewer people dying early of preventable causes?",
        priority=Priority.LIVE_WELL,
        method=Method.DIRECTLY_STANDARDISED_RATE,
        multiplier=100_000,
        unit="deaths per 100,000 people",
        short_unit=" per 100,000",
        change_unit="per 100,000",
        decimals=1,
        polarity=Polarity.LOW_IS_GOOD,
        period_type=PeriodType.CALENDAR_YEAR,
        regime=Regime.OFFICIAL,
        extracts=("preventable_deaths", "european_standard_population"),
        counted="deaths under 75 from preventable causes",
        counted_noun="deaths",
        population="residents aged under 75",
        official_source="Office for National Statistics, deaths and mid-year estimates; Fingertips indicator 93721",
        rationale="These deaths could mostly be avoided by public health action and prevention.",
        caveats=(
            "Causes follow the 2019 definition of preventable mortality.",
            "The rate is standardised for age on the European Standard Population 2013, cut at 75.",
        ),
        baseline="2019",
        published_as=(PublishedSeries(layout="fingertips", key="93721"),),
        ages=(0, 74),
    ),
    Indicator(
        id="falls_admissions",
        name="Emergency hospital admissions due to falls in people aged 65 and over",
        short_name="Falls admissions",
        question="Are fewer older people going to hospital because of a fall?",
        priority=Priority.AGE_WELL,
        method=Method.DIRECTLY_STANDARDISED_RATE,
        multiplier=100_000,
        unit="admissions per 100,000 people aged 65+",
        short_unit=" per 100,000",
        change_unit="per 100,000",
        decimals=0,
        polarity=Polarity.LOW_IS_GOOD,
        period_type=PeriodType.FINANCIAL_YEAR,
        regime=Regime.LOCAL,
        extracts=("emergency_falls_admissions", "european_standard_population"),
        counted="emergency admissions due to a fall",
        counted_noun="admissions",
        population="residents aged 65 and over",
        official_source="NHS England, Hospital Episode Statistics; Fingertips indicator 22401",
        rationale="Falls are a leading reason for emergency admission of older people, and many are avoidable.",
        caveats=(
            "One person may be admitted several times. The interval treats admissions as independent, as the official "
            "series does, so it is somewhat too narrow.",
            "The rate is standardised for age on the European Standard Population 2013, from 65.",
        ),
        baseline="2019/20",
        relative_change=True,
        published_as=(PublishedSeries(layout="fingertips", key="22401"),),
        ages=(65, 120),
    ),
    Indicator(
        id="inactivity_long_term_sickness",
        name="Economically inactive people aged 16 to 64 who are inactive because of long-term sickness",
        short_name="Inactivity from sickness",
        question="Is long-term sickness keeping fewer people out of work?",
        priority=Priority.GROWTH,
        method=Method.SURVEY_PROPORTION,
        multiplier=100,
        unit="% of economically inactive people",
        short_unit="%",
        change_unit="percentage points",
        decimals=1,
        polarity=Polarity.LOW_IS_GOOD,
        period_type=PeriodType.APRIL_TO_MARCH,
        regime=Regime.OFFICIAL,
        extracts=("annual_population_survey",),
        counted="people inactive because of long-term sickness (survey estimate)",
        counted_noun="people",
        population="economically inactive people aged 16 to 64 (survey estimate)",
        official_source="Office for National Statistics, Annual Population Survey (Nomis NM_17_5, variable 1496)",
        rationale="Long-term sickness is a leading reason for leaving work, and good work is good for health.",
        caveats=(
            "A sample survey: one Place's figure for one year rests on few people and moves by chance.",
            "A figure with a coefficient of variation of 20% or more is unreliable: nothing is concluded from it.",
        ),
        baseline="2019/20",
        published_as=(
            PublishedSeries(layout="nomis", key="1496"),
            PublishedSeries(layout="nomis", key="1503", category_type="sex", category="Male"),
            PublishedSeries(layout="nomis", key="1510", category_type="sex", category="Female"),
        ),
    ),
    Indicator(
        id="first_condition_gap",
        name="Gap by deprivation in the average age at onset of a first long-term condition",
        short_name="Gap in age at first condition",
        question="Is the gap in age at first long-term condition closing?",
        priority=Priority.REDUCING_INEQUALITIES,
        method=Method.LIFE_TABLE_MEAN_AGE,
        multiplier=1,
        unit="years between least and most deprived",
        short_unit=" years",
        change_unit="years",
        decimals=1,
        polarity=Polarity.LOW_IS_GOOD,
        period_type=PeriodType.CALENDAR_YEAR,
        regime=Regime.LOCAL,
        extracts=("first_condition_onsets",),
        counted="first long-term conditions",
        counted_noun="conditions",
        population="person-years of residents without a long-term condition",
        official_source="Pseudonymised GP records held locally. No national figure exists",
        rationale="People in more deprived neighbourhoods fall ill earlier. The partnership wants that gap to close.",
        caveats=(
            "The method is subject to continued development by the partnership.",
            "The gap that leads is a slope index: the difference between the two ends of the whole population, fitted "
            "through all five groups. The last group's age less the first's, the plain gap, stands beside it.",
            "Who would reach 90 without a condition counts as 90, so the average is higher than the usual age of those "
            "who fall ill; a shorter list of conditions raises every figure.",
            "A gap below nought has turned round: the most deprived fall ill later. Neither direction is then better.",
            "Deaths are treated as leaving the population, not as onset.",
            "A recorded diagnosis stands for onset, so under-diagnosis in deprived areas understates the gap.",
            "History recorded late, after a person's first year of registration, counts as new.",
        ),
        inequality=Inequality(
            across="deprivation_quintile",
            averages=(
                Alternative(
                    method=Method.LIFE_TABLE_MEAN_AGE,
                    name="Life-table mean",
                    told="The average age at which a first condition would begin at this year's rates, were nobody to "
                    "die first, counted to 90. It answers to the risk at every age and not to how old people are. It "
                    "hides whether onset is early for a few or a little earlier for all.",
                ),
                Alternative(
                    method=Method.LIFE_TABLE_MEDIAN_AGE,
                    name="Life-table median",
                    told="The age by which half would have a first condition at this year's rates. It answers to the "
                    "risk, and a few very early onsets hardly move it. It hides everything that happens after half "
                    "have fallen ill, and its interval is too narrow where a group has fewer than some 500 onsets.",
                ),
                Alternative(
                    method=Method.CRUDE_MEAN_AGE,
                    name="Crude mean of new cases",
                    told="The average age of the people who fell ill this year: easily counted and explained. It "
                    "hides the level of risk, even when it is standardised for age: where the risk is twice as high "
                    "at every age it can stay the same, and where more young people live it is lower. Its gap can "
                    "have the wrong sign.",
                ),
            ),
            summaries=(
                Alternative(
                    method=Summary.SLOPE_INDEX,
                    name="Slope index",
                    told="The difference between the most and the least deprived end of the whole population, on the "
                    "straight line through all five groups, each weighed by its size. It hides how far the groups "
                    "lie off that line.",
                ),
                Alternative(
                    method=Summary.QUANTILE_GAP,
                    name="Plain gap",
                    told="The least deprived fifth's age less the most deprived fifth's: easily checked. It uses only "
                    "two of the five groups, so it hides whatever happens to the people between, and how many people "
                    "are in the two.",
                ),
            ),
            value_name="average age at onset of a first long-term condition",
            value_unit="years of age",
            value_polarity=Polarity.HIGH_IS_GOOD,
        ),
    ),
)

BY_ID = {indicator.id: indicator for indicator in INDICATORS}
