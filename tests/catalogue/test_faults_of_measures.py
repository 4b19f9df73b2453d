"""Whatever is wrong with the files of measures is named at once: the file, the field, what is wrong, what to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blmk_metrics.catalogue.defaults import completed
from blmk_metrics.catalogue.faults import Refused
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.raw_fields import RawFields
from blmk_metrics.catalogue.rules import Declared, faults_between
from blmk_metrics.catalogue.validation import validated
from blmk_metrics.errors import InputError
from tests.catalogue.drawn_catalogues import COUNTED, CUTS, EXTRACTS, SHORT, UNEQUAL, read, written

# Tenths lie in fifths, and twentieths in tenths.
NESTING = {"tenth": "fifth", "twentieth": "tenth"}
NESTED = {"cuts": {**CUTS, "tenth": ("1", "2"), "twentieth": ("1", "2")}, "within": NESTING}


def refusal(*folders, **declared) -> str:
    with pytest.raises(InputError) as refused:
        read(*folders, **declared)
    return str(refused.value)


def fault(folder, text: str, **declared) -> str:
    """What is wrong with the one file of a catalogue, without its name."""
    name = "catalogue/drawn.toml"
    message = refusal(written(folder / "catalogue", drawn=text), **declared)
    assert name in message
    return message[message.index(name) + len(name) :].removeprefix(": ").removeprefix(", ")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("polarity =", "polarty =", "'polarty' is not one of its fields; write polarity"),
        ('tier = "mission"\n', "", "tier is missing; add it, as one of 'mission', 'lead', 'supporting', 'context'"),
        (
            'polarity = "high is good"\n',
            "",
            "polarity is missing; add it, as one of 'high is good', 'low is good', 'none'",
        ),
        (
            '"high is good"',
            '"up"',
            "polarity must be one of 'high is good', 'low is good' or 'none', not 'up'; choose one of them",
        ),
        ('name = "Healthy life expectancy at birth"', "name = 5", 'name must be a text; write it in "quotes"'),
        ('unit = "years"', "unit = 2024-11-16", 'unit must be a text; write it in "quotes"'),
        ('tier = "mission"', 'tier = "lead"', "priority is missing, and a lead measure leads one; add it"),
        (
            'tier = "m',
            'id = "x"\ntier = "m',
            "id is 'x', but the file's name, which is the measure's id, is drawn; take id out",
        ),
        ('tier = "m', 'plausible = [9, 3]\ntier = "m', "plausible has 9 before 3; write the lower bound first"),
        ('tier = "m', 'plausible = [9]\ntier = "m', "plausible 2: is missing; add it"),
        ('tier = "m', 'plausible = [nan, 3]\ntier = "m', "plausible 1 must be a number, not nan; write it in figures"),
        ('tier = "m', 'decimals = 9\ntier = "m', "decimals must be 4 or less, not 9; write another number"),
        ('tier = "m', 'multiplier = "1"\ntier = "m', "multiplier must be a number, not '1'; write it in figures"),
        (
            'unit = "years"',
            'unit = "% of us"\nmultiplier = 1000',
            "multiplier is 1000, but the unit is '% of us'; write 100, or leave it out",
        ),
        (
            'tier = "m',
            'question = "How is {area}?"\ntier = "m',
            "question has '{area}'; write {place} for the name of the Place",
        ),
        (
            'tier = "m',
            'parent = "nobody"\ntier = "m',
            "parent 'nobody' is not the id of a measure; choose the id of a measure, or take it out",
        ),
        (
            'tier = "m',
            'parent = "drawm"\ntier = "m',
            "parent 'drawm' is not the id of a measure; write drawn",
        ),
        (
            'tier = "m',
            'parent = "drawn"\ntier = "m',
            "its parents go round in a circle (drawn, drawn); take parent out of one of them",
        ),
        (
            'kind = "calendar year"\n',
            "",
            "period: kind is missing; add it, as one of 'calendar year',",
        ),
        ('[period]\nkind = "calendar year"\n', "", "period is missing; add it"),
        ('"calendar year"', '"year"', "period: kind must be one of 'calendar year', 'academic year',"),
        (
            '"calendar year"',
            '"calendar year"\nbaseline = "2021/22"',
            "period: baseline '2021/22' is not a period of its kind (calendar year); write it as 2023",
        ),
        (
            '"calendar year"',
            '"calendar year"\nlength = 3\nbreaks = ["2021"]',
            "period: break '2021' is not a period of its kind (3 calendar years together); write it as 2012 to 2014",
        ),
        (
            '"calendar year"',
            '"academic year"\ncontext = { "2020/22" = "pandemic" }',
            "period: context period '2020/22' is not a period of its kind (academic year, September to August); "
            "write it as 2021/22",
        ),
        (
            '"calendar year"',
            '"calendar month"\nuncollected = ["2020-13"]',
            "period: uncollected period '2020-13' is not a period of its kind (calendar month); "
            "write it as 2025-03 or March 2025",
        ),
        (
            '"calendar year"',
            '"quarter"\nlength = 2',
            "period: length is 2, but periods of the kind 'quarter' are never pooled; take length out",
        ),
        (
            '"calendar year"',
            '"calendar year"\nbaseline_chosen_by = "the plan"',
            "period: baseline_chosen_by is there without a baseline; add the baseline, or take it out",
        ),
        (
            '"calendar year"',
            '"calendar year"\nbaseline = "2020"\nuncollected = ["2020"]',
            "period: baseline '2020' is uncollected; choose a period that has figures",
        ),
        (
            '"calendar year"',
            '"calendar year"\nclosed = ["2020"]',
            "period: closed is there without [counts], and what others publish may change; take it out",
        ),
        (
            '"calendar year"',
            '"calendar year"\npublication_months = [13]',
            "period: publication_month 1 must be 12 or less, not 13; write another number",
        ),
        (
            '[[series]]\nlayout = "ons_els"\nkey = "Healthy life expectancy"\n',
            "",
            "it has neither [counts] nor [[series]]; say what is counted, or who publishes it",
        ),
        ('layout = "ons_els"\n', "", "series 1: layout is missing; add it"),
        (
            'layout = "ons_els"',
            'layout = "ons_els"\ncut = { sex = "Male", fifth = "1" }',
            "series 1: cut names groups of 2 cuts; write the one that the series is a group of",
        ),
        (
            'layout = "ons_els"',
            'layout = "ons_els"\ncut = { sexx = "Male" }',
            "series 1: cut 'sexx' is not declared; choose one of fifth, free_school_meals, sex",
        ),
        (
            'layout = "ons_els"',
            'layout = "ons_els"\ncut = { sex = "Boys" }',
            "series 1, cut: sex: group 'Boys' is not declared; choose one of Female, Male",
        ),
        (
            'layout = "ons_els"',
            'layout = "ons_els"\nsex = "Female"\ncut = { sex = "Male" }',
            "series 1: sex is 'Female', and 'Male' in cut; write the sex that the series is of in both, or cut alone",
        ),
        (
            "[[series]]",
            '[[series]]\nlayout = "ons_els"\nkey = "Healthy life expectancy"\ncut = { sex = "Male" }\n[[series]]',
            "series 2: it has the same layout and key as series 1; take one of the two out, or tell them apart by",
        ),
        ("[[series]]", "[inequality]\n[[series]]", "it has [inequality] without [counts]; add [counts], or take"),
    ],
)
def test_a_fault_of_a_published_measure_is_named_with_what_to_do(tmp_path, old, new, expected):
    assert old in SHORT
    assert expected in fault(tmp_path, SHORT.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"early_years_profile"',
            '"early_year"',
            "counts: extract 'early_year' is not declared; choose one of early_years_profile, onsets",
        ),
        ('["early_years_profile"]', "[]", "counts: extracts must have 1 or more, not 0; add what is missing"),
        ('["early_years_profile"]', '"early"', 'counts: extracts must be a list; write it as ["one", "two"]'),
        ("disclosure", 'cuts = ["age"]\ndisclosure', "counts: cut 'age' is not declared; choose one of fifth, free"),
        ("disclosure", "ages = [75, 5]\ndisclosure", "counts: ages has 75 before 5; write the first age first"),
        ("disclosure", "ages = [5, 130]\ndisclosure", "counts: age 2 must be 120 or less, not 130"),
        ('disclosure = "official"\n', "", "counts: disclosure is missing; add it, as one of 'official', 'local'"),
        (
            '"academic year"',
            '"academic year"\nclosed = ["2020"]',
            "period: closed period '2020' is not a period of its kind (academic year, September to August); write",
        ),
        (
            '"academic year"',
            '"academic year"\nuncollected = ["2019/20"]\nclosed = ["2018/19", "2019/20"]',
            "period: closed period '2019/20' is uncollected, and has no counts that could change; take it out",
        ),
        ('"proportion"', '"share"', "counts: method must be one of 'proportion', 'survey_proportion', 'crude_rate'"),
        (
            'tier = "l',
            'method = "crude_rate"\ntier = "l',
            "method is 'crude_rate', and 'proportion' in [counts]; write it in [counts] alone",
        ),
        ("[period]", "[words]\n[period]", "it has [counts] and [words]; write the words in [counts], and take"),
    ],
)
def test_a_fault_of_a_counted_measure_is_named_with_what_to_do(tmp_path, old, new, expected):
    assert old in COUNTED
    assert expected in fault(tmp_path, COUNTED.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"fifth"',
            '"tenth"',
            "inequality: across 'tenth' is not declared; choose one of fifth, free_school_meals, sex",
        ),
        (
            '"crude_mean_age"',
            '"life_table_mean_age"',
            "inequality: averages have 'life_table_mean_age' twice; take one",
        ),
        (
            'method = "life_table_mean_age"\nextracts',
            'method = "crude_mean_age"\nextracts',
            "inequality: the first of averages is 'life_table_mean_age', but the method in [counts] is",
        ),
        (
            '"quantile_gap"',
            '"mode"',
            "inequality, summary 2: method must be one of 'slope_index' or 'quantile_gap', not",
        ),
    ],
)
def test_a_fault_of_an_inequality_is_named_with_what_to_do(tmp_path, old, new, expected):
    assert old in UNEQUAL
    assert expected in fault(tmp_path, UNEQUAL.replace(old, new, 1))


def test_a_file_with_three_faults_names_all_three(tmp_path):
    text = SHORT.replace('"high is good"', '"up"').replace('"calendar year"', '"calendar year"\nbaseline = "2021/22"')
    assert fault(tmp_path, text + "lenght = 3\n").splitlines() == [
        " has 3 faults:",
        "- polarity must be one of 'high is good', 'low is good' or 'none', not 'up'; choose one of them",
        "- series 1: 'lenght' is not one of its fields; choose from layout, key, sex, age, category, unit, cut",
        "- period: baseline '2021/22' is not a period of its kind (calendar year); write it as 2023",
    ]


def test_every_faulty_file_is_in_the_one_message(tmp_path):
    message = refusal(written(tmp_path, one=SHORT.replace("tier", "teir"), two=SHORT + "= 3", three=COUNTED))
    assert "one.toml has 2 faults:" in message
    assert "/two.toml: it is not TOML" in message
    assert "three.toml" not in message


def test_sql_that_is_missing_is_named(tmp_path):
    assert fault(tmp_path, COUNTED, counted={"another"}).startswith(
        "counts: sql/indicators/drawn.sql is missing; add it, or take [counts] out"
    )


@pytest.mark.parametrize(
    ("text", "cuts"),
    [(COUNTED, ("tenth", "fifth")), (COUNTED, ("twentieth", "sex", "fifth")), (UNEQUAL, ("sex", "tenth"))],
    ids=["next to each other", "two steps apart", "across which an inequality is"],
)
def test_a_measure_counted_by_two_cuts_of_which_one_nests_in_the_other_is_refused(tmp_path, text, cuts):
    text = text.replace("disclosure", f"cuts = {list(cuts)}\ndisclosure", 1)
    inner = next(each for each in cuts if each in NESTING)
    what = f"cut '{inner}' nests in 'fifth', so a hidden count could be had by subtraction"
    assert fault(tmp_path, text, **NESTED) == f"counts: {what}; count by one of the two"


def test_a_measure_may_be_counted_by_a_cut_that_nests_in_one_that_it_is_only_published_by(tmp_path):
    text = COUNTED.replace("disclosure", 'cuts = ["sex", "tenth"]\ndisclosure', 1)
    series = SHORT[SHORT.index("[[series]]") :] + 'cut = { fifth = "1" }\n'
    assert read(written(tmp_path, drawn=text + series), **NESTED).ids == ("drawn",)


def test_a_layout_that_nobody_reads_is_named(tmp_path):
    assert fault(tmp_path, SHORT, layouts={"fingertips": ("sex", "age")}).startswith(
        "series 1: layout 'ons_els' is not declared; choose one of fingertips"
    )


def test_two_files_of_one_id_are_named_together(tmp_path):
    written(tmp_path / "catalogue" / "a", one=SHORT)
    written(tmp_path / "catalogue" / "b", one=SHORT)
    message = refusal(tmp_path / "catalogue")
    assert "catalogue/b/one.toml: " in message
    assert "catalogue/a/one.toml has the same name, which is the measure's id; rename one of the two" in message


def test_a_circle_of_parents_is_one_message(tmp_path):
    def child_of(parent: str, key: str) -> str:
        return f'parent = "{parent}"\n' + SHORT.replace('key = "', f'key = "{key}')

    message = refusal(written(tmp_path, a=child_of("c", "1"), b=child_of("a", "2"), c=child_of("b", "3")))
    assert message.count("in a circle (") == 1
    assert "a.toml: its parents go round in a circle (a, c, b, a); take parent out of one of them" in message


def test_a_series_of_two_measures_is_named_with_both(tmp_path):
    message = refusal(written(tmp_path / "catalogue", one=SHORT, two=SHORT))
    assert "catalogue/two.toml, series 1: it has the same layout and key as series 1 of" in message
    assert "catalogue/one.toml" in message
    of_men = SHORT + 'sex = "Male"\n'
    assert read(written(tmp_path / "catalogue", one=SHORT, two=of_men)).ids == ("one", "two")


def test_of_two_files_that_contradict_each_other_the_releases_own_is_to_be_mended(tmp_path):
    shipped, own = written(tmp_path / "shipped", two=SHORT), written(tmp_path / "own", one=SHORT)
    message = refusal(shipped, own)
    assert message.split(", series 1")[0].endswith("own/one.toml")


def test_a_parent_whose_own_file_is_faulty_is_still_there(tmp_path):
    message = refusal(written(tmp_path, up=SHORT + "= 3", down='parent = "up"\n' + SHORT))
    assert "up.toml: it is not TOML" in message
    assert "down.toml" not in message


@pytest.mark.parametrize("name", ["School-Readiness", "school readiness", "5_years", "école", "a__b", "_a"])
def test_a_files_name_that_cannot_be_an_id_is_named(tmp_path, name):
    message = refusal(written(tmp_path, **{name: SHORT}))
    assert message.endswith(
        f"{name}.toml: its name is the measure's id, and is not in lower case with digits and underscores; "
        "rename it as life_expectancy.toml is"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'unit = 3\nname = "a"\nname = 3', "it is not TOML that can be read (Cannot overwrite a value"),
        (b'name = "a\n', "(at line 1, column 10)); mend it there: texts are in quotes"),
        (b'name = "a"\nunit = "\xa3"\n', "line 2 is not UTF-8 text; save the file as UTF-8"),
        (b"", "it is empty; describe the measure in it, or take it out"),
        (b"name = " + b"[" * 5_000, "it is not TOML that can be read"),
        (b"#" * 200_001, "it is larger than 200,000 bytes; shorten it"),
    ],
    ids=["doubled", "open text", "latin", "empty", "nested", "large"],
)
def test_a_file_that_cannot_be_read_at_all_says_why(tmp_path, content, expected):
    assert expected in refusal(written(tmp_path, one=content))


def test_a_folder_without_files_is_refused(tmp_path):
    assert refusal(tmp_path).endswith("has no file of a measure; restore it")


# Any value that a file may have in any field.
CELLS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
VALUES = st.recursive(
    CELLS,
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.text(max_size=5), each, max_size=3),
    max_leaves=4,
)
FOREIGN = ("Input should", "valid ", "keyword argument", "instance of")
FOLLOWING = ("short_name", "question", "source", "multiplier", "decimals", "short_unit", "change_unit", "plausible")
FIELDS = [*Measure.__dataclass_fields__, "oops"]


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES))
def test_whatever_a_file_has_is_refused_in_plain_words_that_say_what_to_do(written_fields):
    fields = RawFields(written_fields)
    with pytest.raises(Refused) as refused:
        validated(Measure, completed(fields, "drawn"))
    found = [*refused.value.faults, *faults_between(fields, Declared(cuts=CUTS, extracts=EXTRACTS), "drawn")]
    for each in found:
        assert each.mend
        assert not any(
            foreign in str(each) for foreign in ("Input should", "valid ", "keyword argument", "instance of")
        )
    # What a file leaves out is never called wrong, since it follows from the rest.
    assert not any(str(each).startswith(("change_unit is", "source is", "question is")) for each in found) or {
        *("change_unit", "source", "question")
    } & set(written_fields)
