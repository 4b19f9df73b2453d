"""A cut is one declaration: with a column in the counts it is everywhere that the others are."""

import dataclasses

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from blmk_metrics.catalogue import in_force
from blmk_metrics.catalogue.cuts import CUTS, Cut, Order
from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.measure_catalogue import Catalogue
from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Basis, of_area, rows_of
from blmk_metrics.engines.in_duckdb import DuckDBEngine
from blmk_metrics.engines.statements import statement, statements_in
from blmk_metrics.errors import InputError
from blmk_metrics.figures import answer, question_of
from blmk_metrics.pipeline.checks import complaints
from blmk_metrics.pipeline.counting import cut_settings, open_engine, series
from blmk_metrics.pipeline.disclosure import suppressed
from blmk_metrics.pipeline.stages import _suppressed, measured_table
from blmk_metrics.resources import CATALOGUE, SQL
from tests.drawn import arrow, same, table
from tests.republished import republished
from tests.shipped import MEASURES

# Its labels are not in the order of the alphabet, and its column is not called as it is.
RURALITY = Cut(
    id="rurality",
    column="settlement",
    groups={"1": "Urban", "2": "Town and fringe", "3": "Rural"},
    words="how rural the neighbourhood is",
    order=Order.ORDERED,
)
# A cut of which a measure has the column, and whose file does not name it.
TENTH = Cut(
    id="tenth",
    column="deprivation_decile",
    groups={str(each): str(each) for each in range(1, 11)},
    words="tenth of deprivation",
    order=Order.ORDERED,
    within="deprivation_quintile",
)
EVERY_CUT = (*CUTS.values(), RURALITY)
LUTON = "E06000032"
# A measure whose file of SQL these tests replace.
MEASURE = next(each for each in MEASURES.values() if each.counts and not each.inequality)
CHILDREN = """
    academic_year | area_code | sex | settlement | good_level_of_development | children
    2022/23       | E06000032 | F   | 1          | 60                        | 100
    2022/23       | E06000032 | M   | 1          | 50                        | 100
    2022/23       | E06000032 | F   | 2          | 70                        | 100
    2022/23       | E06000032 | M   | 2          | 60                        | 100
    2022/23       | E06000032 | F   | 3          | 80                        | 100
    2022/23       | E06000032 | M   | 3          | 75                        | 100
    2021/22       | E06000032 | F   |            | 40                        | 100
    2021/22       | E06000032 | M   |            | 41                        | 100
"""
COUNTED = """-- Children with a good level of development, by how rural their neighbourhood is.
select
    academic_year as period,
    area_code,
    sex,
    settlement,
    good_level_of_development as numerator,
    children as denominator
from early_years_profile
"""
WHOLE = {"category_type": "all", "slope_across": "", "slope_columns": ["period"]}


@pytest.fixture(autouse=True)
def one_declaration(monkeypatch):
    """All that is changed."""
    monkeypatch.setitem(CUTS, RURALITY.id, RURALITY)
    monkeypatch.setitem(CUTS, TENTH.id, TENTH)


@pytest.fixture
def measure(write_sql):
    """A measure of counts that have its column."""
    write_sql(f"indicators/{MEASURE.id}.sql", COUNTED)
    return dataclasses.replace(
        MEASURE, counts=dataclasses.replace(MEASURE.counts, extracts=("early_years_profile",), cuts=("sex", "rurality"))
    )


@pytest.fixture
def engine(release):
    """An engine over the extract with the column."""
    engine = open_engine({**release.tables, "early_years_profile": arrow(CHILDREN)})
    yield engine
    engine.close()


def test_a_new_cut_is_among_the_series_of_a_measure_that_has_its_column(engine, measure):
    found = {each.category_type: each.latest_period for each in series(measure, engine)}
    assert found == {"all": "2022/23", "rurality": "2022/23", "sex": "2022/23"}
    others = [each for each in MEASURES.values() if each.id != measure.id and series(each, engine)]
    assert others
    assert all("rurality" not in {one.category_type for one in series(each, engine)} for each in others)


# A few first conditions in one tenth of Luton, and no age at which nobody falls ill.
TENTHS = pa.Table.from_pylist(
    [
        {
            **{"year": 2023, "area_code": LUTON, "sex": sex, "age": age},
            **{"deprivation_quintile": (tenth + 1) // 2, "deprivation_decile": tenth},
            **{"person_years": 900.0, "onsets": 0.0 if tenth == 3 and age else 3.0},
        }
        for tenth in range(1, 11)
        for sex in "FM"
        for age in range(0, 90, 5)
    ],
    schema=SCHEMAS["first_condition_onsets"],
)
GAP = MEASURES["first_condition_gap"]


@pytest.fixture
def tenths(release):
    """An engine over first conditions by tenths."""
    engine = open_engine({**release.tables, "first_condition_onsets": TENTHS})
    yield engine
    engine.close()


def with_cuts(measure: Measure, *cuts: str) -> Measure:
    """A measure that declares other cuts than its own."""
    return dataclasses.replace(measure, counts=dataclasses.replace(measure.counts, cuts=cuts))


def computed(measure: Measure, engine: DuckDBEngine) -> set[str]:
    """The ways in which a release counts a measure."""
    return {each.category_type for each in series(measure, engine) if each.basis is Basis.COMPUTED}


def test_a_measure_is_offered_by_the_cuts_that_its_file_names_and_by_no_other_that_its_counts_have(tenths):
    assert computed(GAP, tenths) == {"all", "sex", "deprivation_quintile"}
    assert computed(with_cuts(GAP, "tenth"), tenths) == {"all", "tenth", "deprivation_quintile"}
    assert computed(with_cuts(GAP), tenths) == {"all", "deprivation_quintile"}
    assert computed(dataclasses.replace(with_cuts(GAP), inequality=None), tenths) == {"all"}


def test_a_cut_that_a_file_does_not_name_is_not_counted_though_its_column_is_there(tenths):
    (by_quintile, by_tenth) = (measured_table(GAP, tenths, cut) for cut in ("deprivation_quintile", "tenth"))
    assert pc.count(by_quintile["numerator"]).as_py() > 0
    assert pc.count(by_tenth["numerator"]).as_py() == pc.count(by_tenth["value"]).as_py() == 0


def test_a_cut_that_a_file_does_not_name_hides_nothing_and_one_that_it_names_is_guarded(tenths):
    assert _suppressed(GAP, tenths).num_rows == 0
    by_tenth = dataclasses.replace(with_cuts(GAP, "tenth"), inequality=None)
    hidden = {(row["category_type"], row["category"]) for row in _suppressed(by_tenth, tenths).to_pylist()}
    assert hidden == {("tenth", "3"), ("tenth", "2")}


def test_counts_are_checked_by_the_cuts_that_a_file_names_alone(release):
    odd = TENTHS.set_column(
        TENTHS.schema.get_field_index("deprivation_decile"),
        TENTHS.schema.field("deprivation_decile"),
        pa.array([11 if each == 10 else each for each in TENTHS["deprivation_decile"].to_pylist()]),
    )
    engine = open_engine({**release.tables, "first_condition_onsets": odd})
    for cuts, found in ((("sex",), []), (("tenth",), ["group_is_unknown"])):
        checks = [each.check for each in complaints(Catalogue((with_cuts(GAP, *cuts),)), engine)]
        assert checks == found
    engine.close()


def test_a_published_series_of_a_cut_that_a_file_does_not_name_is_offered(release):
    row = dict.fromkeys(SCHEMAS["published_estimates"].names) | {"indicator_id": GAP.id, "area_code": LUTON}
    row |= {"period": "2023", "category_type": "tenth", "category": "3", "value": 9.0}
    estimates = pa.Table.from_pylist([row], schema=SCHEMAS["published_estimates"])
    engine = open_engine({**release.tables, "published_estimates": estimates})
    found = {(each.category_type, each.basis) for each in series(GAP, engine)}
    engine.close()
    assert ("tenth", Basis.OFFICIAL) in found
    assert ("tenth", Basis.COMPUTED) not in found


def test_a_file_that_names_a_cut_and_the_one_that_it_nests_in_is_refused_with_what_to_do(tmp_path, monkeypatch):
    shipped = (CATALOGUE / f"{GAP.id}.toml").read_text()
    named = 'cuts = ["sex", "deprivation_quintile"]'
    assert named in shipped
    folder = tmp_path / "release"
    (folder / in_force.OWN).mkdir(parents=True)
    file = tmp_path / f"{GAP.id}.toml"
    monkeypatch.setattr(in_force, "CATALOGUE", tmp_path)
    for cuts in ('"sex", "deprivation_quintile", "tenth"', '"tenth"'):
        # An inequality is counted by the cut that it is across, whether or not it is named beside the others.
        file.write_text(shipped.replace(named, f"cuts = [{cuts}]"))
        with pytest.raises(InputError) as refused:
            in_force.catalogue_in(folder)
        assert str(refused.value).endswith(
            f"{file.name}, counts: cut 'tenth' nests in 'deprivation_quintile', so a hidden count could be had by "
            "subtraction; count by one of the two"
        )


def test_a_cut_nests_if_at_all_in_another_that_is_declared():
    assert [cut.id for cut in CUTS.values() if cut.within and cut.within not in CUTS.keys() - {cut.id}] == []


def test_two_cuts_of_one_column_are_each_offered_where_a_file_names_it(release, monkeypatch):
    halves = dataclasses.replace(TENTH, id="half", groups={"1": "First", "10": "Last"}, within="")
    monkeypatch.setitem(CUTS, halves.id, halves)
    engine = open_engine({**release.tables, "first_condition_onsets": TENTHS})
    assert computed(with_cuts(GAP, "half"), engine) == {"all", "half", "deprivation_quintile"}
    engine.close()


def test_a_new_cut_is_rolled_up_under_its_labels(run_stage):
    rows = run_stage(
        ("strata",),
        {
            "counts": """
                period | area_code | settlement | numerator | denominator
                2023   | E06000032 | 2          | 1         | 10
                2023   | E06000032 | 9          | 2         | 10
                2023   | E06000032 |            | 3         | 10
            """
        },
        **WHOLE | {"category_type": "rurality", "cut_columns": ["settlement"]},
    )
    assert same(of_drawn(rows, LUTON), "category | numerator\nTown and fringe | 1\nNot known | 5")


def of_drawn(rows: list[dict], area_code: str) -> list[dict]:
    """One area's rows of a stage."""
    return [row for row in rows if row["area_code"] == area_code]


def test_an_inequality_across_a_new_cut_takes_its_groups_by_their_place(run_stage):
    rows = run_stage(
        ("strata",),
        {
            "counts": """
                period | area_code | settlement | numerator | denominator
                2023   | E92000001 | 1          | 1         | 10
                2023   | E92000001 | 3          | 3         | 10
                2023   | E92000001 |            | 9         | 10
            """
        },
        **WHOLE | {"slope_across": "rurality", "slope_columns": ["settlement"], "cut_columns": ["period"]},
    )
    assert same(rows, "quantile | numerator\n1 | 1\n3 | 3\n | 9")


def test_a_new_cut_is_measured_and_judged_in_the_order_of_its_groups(engine, measure):
    rows = of_area(rows_of(measured_table(measure, engine, "rurality")), LUTON)
    latest = [row for row in rows if row.period == "2022/23" and row.value is not None]
    assert [(row.category, row.value) for row in latest] == [
        ("Urban", 55.0),
        ("Town and fringe", 65.0),
        ("Rural", 77.5),
    ]
    assert {row.reliability for row in latest} == {"good"}
    before = [row for row in rows if row.period == "2021/22" and row.value is not None]
    assert [(row.category, row.value) for row in before] == [("Not known", 40.5)]
    assert list(dict.fromkeys(row.category for row in rows)) == [*RURALITY.labels, "Not known"]


def test_a_figure_of_a_new_cut_is_asked_for_by_its_id_and_says_its_words(measure, release, tmp_path):
    of_one_year = "\n".join(line for line in CHILDREN.splitlines() if "2021/22" not in line)
    edition = republished(tmp_path, release, Catalogue((measure,)), early_years_profile=arrow(of_one_year))
    parameters = {"figure": "groups", "measure": measure.id, "place": LUTON, "by": "rurality", "period": "2022/23"}
    figure = answer(edition, question_of(edition, parameters))
    assert RURALITY.words in figure.subtitle
    assert [cells[0] for cells in figure.table.rows][: len(RURALITY.labels)] == list(RURALITY.labels)


def test_the_groups_of_a_new_cut_are_hidden_and_guarded():
    drawn = """
        period | area_code | settlement | numerator | denominator
        2023   | A         | 1          | 90        | 1000
        2023   | A         | 2          | 4         | 1000
        2023   | A         | 3          | 20        | 1000
    """
    engine = open_engine(
        {
            "areas": pa.table({"area_code": ["A"], "area_type": ["place"], "position": [1]}),
            "area_members": pa.table({"footprint_code": [""], "member_code": [""]}),
        }
    )
    with engine.computation() as stage:
        stage.give("counts", pa.Table.from_pylist([{**row, "period": str(row["period"])} for row in table(drawn)]))
        rows = suppressed(stage, "any", "", engine.cuts.values(), first_age=0, last_age=120).to_pylist()
    engine.close()
    assert {(row["category_type"], row["category"]) for row in rows} == {
        ("rurality", "Town and fringe"),
        ("rurality", "Rural"),
    }


# Values that no cut declares, by the first of its own: a truth can be nothing but true or false, or missing.
ODD = {"1": ("0", ""), "F": ("X", ""), "true": ("",)}


def groups_drawn(cut: Cut, without: str = "") -> str:
    """Counts of two areas in every group of a cut, but for one of the second's."""
    lines = [
        f"2023 | {area} | {value} | 10 | 100"
        for area in ("E06000032", "E06000042")
        for value in cut.groups
        if (area, value) != ("E06000042", without)
    ]
    return "\n".join((f"period | area_code | {cut.column} | numerator | denominator", *lines))


@pytest.mark.parametrize("cut", EVERY_CUT, ids=lambda cut: cut.id)
def test_a_missing_group_of_any_cut_is_found(run_stage, cut):
    check = ("checks", "counts", "group_is_missing")
    of_people = {**cut_settings(EVERY_CUT), "counts_people": True}
    assert run_stage(check, {"counts": groups_drawn(cut)}, **of_people) == []
    for value in cut.groups:
        (missing,) = run_stage(check, {"counts": groups_drawn(cut, without=value)}, **of_people)
        assert (missing["area_code"], missing["period"]) == ("E06000042", "2023")
        assert str(missing[cut.column]).lower() == value.lower()
    of_records = of_people | {"counts_people": False}
    assert run_stage(check, {"counts": groups_drawn(cut, without=next(iter(cut.groups)))}, **of_records) == []


@pytest.mark.parametrize("cut", EVERY_CUT, ids=lambda cut: cut.id)
def test_a_value_that_an_ordered_cut_does_not_declare_is_found_and_of_another_is_unknown(run_stage, cut):
    for odd in ODD[next(iter(cut.groups))]:
        drawn = groups_drawn(cut) + f"\n2023 | E06000055 | {odd} | 10 | 100"
        check = ("checks", "counts", "group_is_unknown")
        found = run_stage(check, {"counts": drawn}, **cut_settings(EVERY_CUT))
        of_it = [{"area_code": "E06000055", "cut": cut.id, "group": odd or "none", "rows": 1}]
        expected = of_it if cut.order is Order.ORDERED else []
        assert [{name: row[name] for name in of_it[0]} for row in found] == expected


@pytest.mark.parametrize(("category", "found"), [("Rural", []), ("Hamlet", ["Hamlet"]), ("Not known", ["Not known"])])
def test_a_published_estimate_may_be_of_a_group_of_a_new_cut(run_stage, category, found):
    row = dict.fromkeys(SCHEMAS["published_estimates"].names) | {"indicator_id": "x", "area_code": LUTON}
    row |= {"period": "2023", "category_type": "rurality", "category": category}
    estimates = pa.Table.from_pylist([row], schema=SCHEMAS["published_estimates"])
    check = ("checks", "published", "group_is_unknown")
    rows = run_stage(check, {"published_estimates": estimates}, indicator_id="x")
    assert [each["category"] for each in rows] == found


def test_no_statement_that_counts_go_through_names_a_cut():
    rooms = ("disclosure", "checks/counts", "checks/published", "official", "verdicts")
    texts = {f"{room}/{name}": sql for room in rooms for name, sql in statements_in(room).items()}
    texts |= {path.stem: statement(path.stem) for path in SQL.glob("*.sql") if path.stem != "counts_shape"}
    assert len(texts) > 40
    for cut in EVERY_CUT:
        assert [name for name, sql in texts.items() if f"'{cut.id}'" in sql or f" {cut.column}," in sql] == []
