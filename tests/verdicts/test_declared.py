"""A verdict is one SQL file and one declaration; a stage adds what is declared for it and reads nothing hidden."""

import re
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from blmk_metrics.catalogue.rows import ENUMS, FIELDS, Basis
from blmk_metrics.catalogue.terms import Regime
from blmk_metrics.catalogue.variants import lead_variant, variants
from blmk_metrics.catalogue.verdict_parts import Kind, Verdict
from blmk_metrics.catalogue.verdicts import VERDICTS
from blmk_metrics.engines.statements import statements_in
from blmk_metrics.narrative.verdict_lines import NUMBERS
from blmk_metrics.pipeline.counting import open_engine, series
from blmk_metrics.pipeline.stages import Subject, measured_table, measured_tables
from blmk_metrics.publishing.extract_tables import open_tables
from blmk_metrics.releases import Release
from blmk_metrics.releases.edition import open_edition
from tests.disclosure.releases import counts, published, with_hidden_moved

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
OUTLOOK = Verdict(
    id="outlook",
    label="Outlook",
    question="Is it above its own middle?",
    columns={
        "outlook": Kind.WORD,
        "outlook_reason": Kind.REASON,
        "outlook_name": Kind.NAME,
        "outlook_value": Kind.VALUE,
        "outlook_difference": Kind.DIFFERENCE,
        "outlook_percent": Kind.PERCENT,
        "outlook_people": Kind.PEOPLE,
        "outlook_rank": Kind.WORKING,
    },
)
OUTLOOK_SQL = """-- Above the middle of its own series, or not.
select
    *,
    rank() over (partition by series order by value) as outlook_rank,
    area_name as outlook_name,
    value - 0.04 as outlook_value,
    0.04 - value as outlook_difference,
    3.14159e0 as outlook_percent,
    numerator + 0.5 as outlook_people,
    if(value is null, 'cannot say', 'above') as outlook,
    if(value is null, 'no figure', null) as outlook_reason
from judged
"""
# Whatever a verdict could read: every column of its own row, and of all others of its series and of other measures.
SPY_SQL = """-- Everything there is to read.
select
    *,
    cast(judged as varchar) as row_read,
    concat(
        bit_xor(hash(judged)) over (partition by series), ' ',
        sum(numerator) over (partition by period), ' ',
        count(value) over (partition by area_code), ' ',
        max(value) over (), ' ',
        (select count(*) from judged where hidden)
    ) as rows_read
from judged
"""


def spy(name: str) -> Verdict:
    """A verdict that shows all that it could read."""
    columns = {f"row_{name}": Kind.WORD, f"rows_{name}": Kind.NOTE}
    return Verdict(id=f"spy_{name}", label="Spy", question="What can be read?", columns=columns)


@pytest.fixture
def spies(write_sql) -> tuple[Verdict, Verdict]:
    """One such verdict for before the others, and one for after them."""
    for name in ("first", "last"):
        text = SPY_SQL.replace("as row_read", f"as row_{name}").replace("as rows_read", f"as rows_{name}")
        write_sql(f"verdicts/spy_{name}.sql", text)
    return spy("first"), spy("last")


def local_tables(folder: Path, release: Release, moved: bool, verdicts: tuple[Verdict, ...]) -> list[dict]:
    """Every series of local records of a release in which hidden counts are moved or not, judged."""
    version = with_hidden_moved(counts()) if moved else counts()
    engine = open_engine(open_tables(published(folder, release, version)).tables)
    rows = []
    for measure in release.catalogue.measures:
        if measure.regime is Regime.LOCAL:
            for one in series(measure, engine):
                subject = Subject(measure, lead_variant(measure), one.category_type, one.basis)
                rows += measured_tables([subject], engine, verdicts)[0].to_pylist()
    engine.close()
    return rows


def test_a_verdict_added_by_one_file_and_one_declaration_is_in_the_measured_table(write_sql, release, engine):
    write_sql("verdicts/outlook.sql", OUTLOOK_SQL)
    measure = next(each for each in release.catalogue.measures if each.regime is Regime.LOCAL and each.counts_people)
    (table,) = measured_tables([Subject(measure, lead_variant(measure))], engine, (*VERDICTS, OUTLOOK))
    assert table.column_names == [*measured_table(measure, engine).column_names, *OUTLOOK.shown]
    assert "outlook_rank" not in table.column_names
    assert table.select(FIELDS).equals(measured_table(measure, engine).select(FIELDS))
    rows = [row for row in table.to_pylist() if row["area_type"] == "place" and row["value"] is not None]
    assert rows
    for row in rows:
        # Local records: one decimal, and people to the nearest five.
        assert row["outlook_percent"] == 3.1
        assert row["outlook_value"] == round(row["outlook_value"], 1)
        assert row["outlook_difference"] == round(row["outlook_difference"], 1) < 0
        assert row["outlook_people"] % 5 == 0
        assert (row["outlook"], row["outlook_name"]) == ("above", row["area_name"])


def test_moving_hidden_counts_moves_no_cell_of_a_verdict_that_reads_everything(spies, release, tmp_path):
    verdicts = (spies[0], *VERDICTS, spies[1])
    one, moved = (local_tables(tmp_path / str(moved), release, moved, verdicts) for moved in (False, True))
    assert len([row for row in one if row["numerator"] is None]) > 50
    assert len({row["row_last"] for row in one}) == len(one)
    assert one == moved


def test_a_verdict_that_reads_a_count_before_it_is_hidden_would_be_found(spies, write_sql, release, tmp_path):
    """The same comparison, with disclosure control that hides nothing before the verdicts."""
    shown = "select *, false as hidden, regime = 'local' as controlled, false as time_at_risk from estimates"
    write_sql("disclosure/hide.sql", f"-- Nothing is hidden.\n{shown}\n")
    one, moved = (local_tables(tmp_path / str(moved), release, moved, spies) for moved in (False, True))
    assert one != moved


def test_series_of_all_variants_are_judged_in_one_pass_as_each_alone(edition, engine):
    """Only the column `series` tells them apart."""
    subjects = [Subject(measure, each) for measure in edition.measures() for each in variants(measure)]
    alone = [measured_tables([each], engine)[0].to_pylist() for each in subjects]
    together = [each.to_pylist() for each in measured_tables(subjects, engine)]
    assert together == alone
    assert all(together)


def test_measures_counted_and_as_published_are_each_judged_on_their_own_basis(official_folder):
    edition = open_edition(official_folder)
    both = [each for each in edition.measures() if {*Basis} == {*edition.bases(each)}]
    assert both
    for measure, basis in product(both, Basis):
        assert {row.basis for row in edition.measured(measure, basis=basis)} == {basis}


def test_every_file_of_verdicts_is_declared_and_every_declaration_has_its_file():
    assert sorted(statements_in("verdicts")) == sorted(each.id for each in VERDICTS)


def test_a_verdict_reads_the_table_judged_and_no_count():
    for name, sql in statements_in("verdicts").items():
        code = re.sub(r"--.*", "", sql)
        own = set(re.findall(r"(\w+) as (?:materialized )?\(", code))
        sources = set(re.findall(r"\b(?:from|join)\s+(\w+)", code.replace("distinct from", "")))
        assert "judged" in sources, name
        assert sources - own - {"areas", "area_members"} == {"judged"}, name


def test_every_column_of_a_verdict_is_declared_once():
    added = [column for verdict in VERDICTS for column in verdict.columns]
    assert len(added) == len(set(added))


def test_every_word_of_a_verdict_is_declared_with_shape_and_meaning():
    for verdict in VERDICTS:
        assert bool(verdict.words) == bool(verdict.word), verdict.id
        kinds = {type(word) for word in verdict.words}
        assert [word for kind in kinds for word in kind] == [*verdict.words]
        assert all(each.shape and each.meaning.endswith(".") for each in verdict.words.values())


def test_the_words_that_code_decides_by_are_those_of_the_verdict_of_that_column():
    words = {verdict.word: [*verdict.words] for verdict in VERDICTS if verdict.word}
    assert {column: words[column] for column in ENUMS} == {column: [*kind] for column, kind in ENUMS.items()}


@pytest.mark.parametrize("column", ENUMS)
def test_every_word_of_the_golden_tables_is_declared(column):
    files = (GOLDEN / "measured_shipped.parquet", GOLDEN / "measured_suppressed.parquet")
    tables = pa.concat_tables([pq.read_table(file, columns=[column]) for file in files])
    found = {word for word in pc.unique(tables[column]).to_pylist() if word is not None}
    assert len(found) > 2
    assert found <= {*ENUMS[column]}


def test_a_verdict_has_no_numbers_for_a_measure_that_it_does_not_apply_to(edition):
    without = [(verdict, each) for verdict in VERDICTS for each in edition.measures() if not verdict.applies(each)]
    assert any(verdict.of_kind(*NUMBERS) for verdict, _ in without)
    for verdict, measure in without:
        numbers = verdict.of_kind(*NUMBERS)
        assert {row.cell(number) for row in edition.measured(measure) for number in numbers} <= {None}


def test_a_question_names_the_benchmark_where_the_verdict_depends_on_one():
    for verdict in VERDICTS:
        assert ("{benchmark}" in verdict.question) == verdict.by_benchmark
