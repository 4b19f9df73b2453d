"""A measure is a file: what it says is read, what it leaves out follows, and a release may bring its own."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blmk_metrics.catalogue.periods import PeriodKind
from blmk_metrics.catalogue.terms import Method, Polarity, Priority, Regime, Tier
from blmk_metrics.errors import InputError
from tests.catalogue.drawn_catalogues import COUNTED, CUTS, SHORT, read, read_one, written

SCHOOL_READINESS = """
# data/catalogue/school_readiness.toml: a lead measure, counted here.
name = "Children with a good level of development at the end of Reception"
short_name = "School readiness"
question = "Are children in {place} ready for school?"
tier = "lead"
priority = "Start Well"
unit = "% of children"
polarity = "high is good"
rationale = "Children who start school ready to learn do better at school, in work and in health."
caveats = ["The assessment framework changed in 2021/22: figures before and after it are not comparable."]

[period]
kind = "academic year"
baseline = "2021/22"
breaks = ["2021/22"]
closed = ["2021/22", "2022/23"]
context = { "2019/20" = "not collected: pandemic", "2020/21" = "not collected: pandemic" }

[counts]                     # sql/indicators/school_readiness.sql says what is counted
method = "proportion"
extracts = ["early_years_profile"]
numerator = "children with a good level of development"
denominator = "children assessed at the end of Reception"
cuts = ["sex", "free_school_meals"]
disclosure = "official"

[[series]]                   # the same measure as others publish it: the whole key, nothing left to guess
layout = "fingertips"
key = "90631"
sex = "Persons"
age = "5 yrs"

[[series]]
layout = "lait"
key = "FSP_Gooddev_FSM"
cut = { free_school_meals = "Eligible" }
"""
HEALTHY_LIFE_EXPECTANCY = """
# data/catalogue/healthy_life_expectancy.toml
name = "Healthy life expectancy at birth"
question = "How many years in good health can a child born in {place} expect?"
tier = "mission"
unit = "years"
polarity = "high is good"
plausible = [40, 90]
source = "Office for National Statistics, health state life expectancies"

[period]
kind = "calendar year"
length = 3

[[series]]
layout = "ons_els"
key = "Female healthy life expectancy"
unit = "yrs"
cut = { sex = "Female" }

[[series]]
layout = "ons_els"
key = "Male healthy life expectancy"
unit = "yrs"
cut = { sex = "Male" }
"""


def test_a_counted_measure_is_read_from_its_file(tmp_path):
    folder = written(tmp_path, school_readiness=SCHOOL_READINESS)
    (measure,) = read(folder, layouts={"fingertips": ("sex", "age"), "lait": ()}, counted={"school_readiness"}).measures
    assert measure.id == "school_readiness"
    assert (measure.tier, measure.priority, measure.polarity) == (
        *(Tier.LEAD, Priority.START_WELL, Polarity.HIGH_IS_GOOD),
    )
    assert (measure.multiplier, measure.decimals, measure.short_unit) == (100, 1, "%")
    assert (measure.change_unit, measure.plausible) == ("percentage points", (0, 100))
    assert (measure.method, measure.regime, measure.ages) == (Method.PROPORTION, Regime.OFFICIAL, (0, 120))
    assert measure.counts.cuts == ("sex", "free_school_meals")
    assert (measure.counted_noun, measure.population) == ("children", "children assessed at the end of Reception")
    assert (measure.period_type, measure.baseline) == (PeriodKind.ACADEMIC_YEAR, "2021/22")
    assert measure.closed_periods == ("2021/22", "2022/23")
    assert measure.period.words == "academic year, September to August"
    assert measure.period.context["2020/21"] == "not collected: pandemic"
    assert measure.counts_people
    assert measure.adds_up
    assert measure.source == "Fingertips 90631; lait FSP Gooddev FSM"
    whole, eligible = measure.series
    assert (whole.sex, whole.age, whole.cut_id, whole.group) == ("Persons", "5 yrs", "all", "")
    assert (eligible.cut_id, eligible.group) == ("free_school_meals", "Eligible")
    assert measure.question_in("Luton") == "Are children in Luton ready for school?"


def test_a_measure_that_is_only_published_needs_no_counts(tmp_path):
    measure = read_one(tmp_path, HEALTHY_LIFE_EXPECTANCY)
    assert measure.short_name == measure.name == "Healthy life expectancy at birth"
    assert (measure.priority, measure.method, measure.counts, measure.extracts) == (None, None, None, ())
    assert measure.regime is Regime.OFFICIAL
    assert not measure.counts_people
    assert not measure.adds_up
    assert (measure.multiplier, measure.decimals, measure.short_unit, measure.change_unit) == (1, 1, " years", "years")
    assert (measure.plausible, measure.period.words) == ((40, 90), "3 calendar years together")
    assert (measure.counted, measure.counted_noun, measure.population) == ("", "", "")
    assert [(each.key, each.unit, each.cut_id, each.group) for each in measure.series] == [
        ("Female healthy life expectancy", "yrs", "sex", "Female"),
        ("Male healthy life expectancy", "yrs", "sex", "Male"),
    ]


def test_a_published_measure_may_say_by_which_method_and_of_what_it_is(tmp_path):
    words = '[words]\nnumerator = "births of a low weight"\nnumerator_noun = "births"\ndenominator = "live births"\n'
    measure = read_one(tmp_path, 'method = "proportion"\n' + SHORT.replace('"years"', '"% of births"') + words)
    assert measure.counts_people
    assert (measure.counted, measure.counted_noun, measure.population) == (
        *("births of a low weight", "births", "live births"),
    )


@pytest.mark.parametrize(
    ("unit", "multiplier", "decimals", "short_unit", "change_unit"),
    [
        ("%", 100, 1, "%", "percentage points"),
        ("% of pupils", 100, 1, "%", "percentage points"),
        ("percent", 100, 1, "%", "percentage points"),
        ("per cent of adults", 100, 1, "%", "percentage points"),
        ("percentage points", 1, 1, " percentage points", "percentage points"),
        ("deaths per 100,000 people", 100_000, 1, " per 100,000", "per 100,000"),
        ("stillbirths per 1,000 births", 1_000, 1, " per 1,000", "per 1,000"),
        ("years", 1, 1, " years", "years"),
        ("£ a week", 1, 0, " pounds", "pounds"),
        ("ratio of prices to earnings", 1, 1, "", "ratio of prices to earnings"),
        ("minutes", 1, 1, " minutes", "minutes"),
    ],
)
def test_a_unit_brings_what_follows_from_it(tmp_path, unit, multiplier, decimals, short_unit, change_unit):
    measure = read_one(tmp_path, SHORT.replace('"years"', f'"{unit}"'))
    assert (measure.multiplier, measure.decimals) == (multiplier, decimals)
    assert (measure.short_unit, measure.change_unit) == (short_unit, change_unit)


def test_what_a_file_says_itself_comes_before_what_would_follow(tmp_path):
    measure = read_one(tmp_path, 'decimals = 2\nshort_unit = " a"\nchange_unit = "b"\nsource = "c"\n' + SHORT)
    assert (measure.decimals, measure.short_unit, measure.change_unit, measure.source) == (2, " a", "b", "c")


def test_the_noun_of_a_rate_is_that_of_its_unit(tmp_path):
    text = COUNTED.replace("% of children", "admissions per 100,000 people").replace('"children with', '"emergency')
    assert read_one(tmp_path, text).counted_noun == "admissions"


LINES = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=60).filter(str.strip)
# Writing a text so that TOML reads the same: what has no quote or backslash is written as it is.
PLAIN = LINES.filter(lambda text: not set(text) & {"'", '"', "\\"})


@settings(deadline=None)
@given(
    name=PLAIN,
    unit=PLAIN | st.sampled_from(["%", "% of adults", "years", "deaths per 10,000", "per 0", "£"]),
    polarity=st.sampled_from(list(Polarity)),
    tier=st.sampled_from([tier for tier in Tier if tier is not Tier.LEAD]),
    kind=st.sampled_from(list(PeriodKind)),
    key=PLAIN,
)
def test_any_short_file_is_enough(name, unit, polarity, tier, kind, key):
    text = f"""
        name = '{name}'
        unit = '{unit}'
        polarity = '{polarity}'
        tier = '{tier}'
        period.kind = '{kind}'
        series = [{{ layout = 'any', key = '{key}' }}]
    """
    with tempfile.TemporaryDirectory() as folder:
        measure = read_one(Path(folder), text)
    assert (measure.name, measure.short_name, measure.unit) == (name, name, unit)
    assert measure.question_in("Luton").startswith(name.replace("{place}", "Luton"))
    assert measure.multiplier > 0
    assert 0 <= measure.decimals <= 4
    assert measure.short_unit == measure.short_unit.rstrip() or measure.short_unit == f" {unit}"
    assert measure.change_unit
    assert measure.source
    assert (measure.plausible == (0, 100)) == (measure.short_unit == "%")
    assert hash(measure) == hash(measure)


def test_a_releases_own_file_is_added_or_replaces_the_one_that_ships(tmp_path):
    shipped = written(tmp_path / "shipped", one=SHORT, two=SHORT.replace('key = "', 'key = "2 '))
    own = written(
        tmp_path / "own",
        two=SHORT.replace('key = "', 'key = "2 ').replace("Healthy", "Own"),
        three=SHORT.replace('key = "', 'key = "3 '),
    )
    catalogue = read(shipped, own)
    assert catalogue.ids == ("one", "three", "two")
    assert catalogue.measure("two").name == "Own life expectancy at birth"
    assert read(shipped, tmp_path / "none").ids == ("one", "two")


def test_files_may_lie_in_folders_of_their_own(tmp_path):
    written(tmp_path / "catalogue" / "start_well", one=SHORT)
    assert read(tmp_path / "catalogue").ids == ("one",)


def test_a_releases_own_file_cannot_bring_counting(tmp_path):
    shipped = written(tmp_path / "shipped", counted=COUNTED, published=SHORT)
    for id in ("another", "published"):
        own = written(tmp_path / id, **{id: COUNTED})
        with pytest.raises(InputError, match=rf"{id}/{id}.toml: it has \[counts\], and a release's own file can only"):
            read(shipped, own)


def test_a_releases_own_file_may_say_anew_what_ships_but_not_count_it_otherwise(tmp_path):
    shipped = written(tmp_path / "shipped", counted=COUNTED.replace('"official"', '"local"'))
    own = written(tmp_path / "own", counted=COUNTED)
    with pytest.raises(InputError, match=r"its \[counts\] or \[inequality\] is another than that of the file that"):
        read(shipped, own)
    words = COUNTED.replace('"official"', '"local"').replace('denominator = "children"', 'denominator = "pupils"')
    own = written(tmp_path / "words", counted=words.replace("ready for school", "who are ready"))
    measure = read(shipped, own, counted={"counted"}).measure("counted")
    assert (measure.name, measure.population) == ("Children who are ready", "pupils")


def test_a_file_may_begin_with_a_byte_order_mark_and_end_its_lines_as_windows_does(tmp_path):
    text = b"\xef\xbb\xbf" + SHORT.replace("\n", "\r\n").encode()
    assert read(written(tmp_path, one=text)).ids == ("one",)


def test_labels_of_cuts_and_names_of_what_is_declared_are_the_callers(tmp_path):
    text = SHORT + 'cut = { ethnicity = "Asian" }\n'
    assert read(written(tmp_path, one=text), cuts={**CUTS, "ethnicity": ("Asian", "Black")}).ids == ("one",)
