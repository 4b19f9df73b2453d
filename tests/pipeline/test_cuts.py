"""A cut is one declaration: with a column in the counts it is everywhere that the others are."""

import dataclasses

import pyarrow as pa
import pytest

from blmk_metrics.catalogue.cuts import CUTS, Cut, Order
from blmk_metrics.catalogue.extracts import SCHEMAS
from blmk_metrics.catalogue.rows import of_area, rows_of
from blmk_metrics.engines.statements import statement, statements_in
from blmk_metrics.figures import answer, question_of
from blmk_metrics.pipeline.counting import cut_columns, open_engine, series
from blmk_metrics.pipeline.disclosure import suppressed
from blmk_metrics.pipeline.stages import measured_table
from blmk_metrics.releases.edition import Edition
from blmk_metrics.resources import SQL
from tests.drawn import arrow, same, table
from tests.shipped import MEASURES

# Its labels are not in the order of the alphabet, and its column is not called as it is.
RURALITY = Cut(
    id="rurality",
    column="settlement",
    groups={"1": "Urban", "2": "Town and fringe", "3": "Rural"},
    words="how rural the neighbourhood is",
    order=Order.ORDERED,
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


def test_a_figure_of_a_new_cut_is_asked_for_by_its_id_and_says_its_words(engine, measure, release):
    edition = Edition(release, engine)
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
        rows = suppressed(stage, "any", "", cut_columns(engine), first_age=0, last_age=120).to_pylist()
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
    of_people = {"cut_columns": columns_of_cuts(), "counts_people": True}
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
        found = run_stage(("checks", "counts", "group_is_unknown"), {"counts": drawn}, cut_columns=columns_of_cuts())
        of_it = [{"area_code": "E06000055", "cut": cut.id, "group": odd or "none", "rows": 1}]
        expected = of_it if cut.order is Order.ORDERED else []
        assert [{name: row[name] for name in of_it[0]} for row in found] == expected


def columns_of_cuts() -> list[str]:
    """The columns of every cut, as checks of counts are handed them."""
    engine = open_engine({})
    columns = cut_columns(engine)
    engine.close()
    return columns


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
