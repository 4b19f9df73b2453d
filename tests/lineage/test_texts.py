"""What is told of a SQL file is in its text, and a SQL parser reads it the same."""

import json

import duckdb
import pytest

from blmk_metrics.engines.statements import path_of, statement
from blmk_metrics.lineage.statement_texts import functions_called, literal, parameters, purpose, sources
from blmk_metrics.resources import SQL

ROOMS = ("indicators", "methods", "distributions", "disclosure", "verdicts", "official")
FILES = [
    *((path.stem,) for path in sorted(SQL.glob("*.sql")) if path.stem not in ("functions", "counts_shape")),
    *((room, path.stem) for room in ROOMS for path in sorted((SQL / room).glob("*.sql"))),
]


def _named(tree: object, kind: str) -> set[str]:
    """The names of the tables, or of the common table expressions, anywhere in a parsed statement."""
    if isinstance(tree, list):
        return set().union(*(_named(each, kind) for each in tree))
    if not isinstance(tree, dict):
        return set()
    found = set().union(*(_named(each, kind) for each in tree.values()))
    if kind == "table" and tree.get("type") == "BASE_TABLE":
        found.add(tree["table_name"])
    if kind == "common" and "cte_map" in tree:
        found |= {entry["key"] for entry in tree["cte_map"]["map"]}
    return found


@pytest.mark.parametrize("name", FILES, ids="/".join)
def test_the_values_and_tables_of_a_file_are_those_that_a_parser_finds(name):
    sql = statement(*name)
    (parsed,) = duckdb.extract_statements(sql)
    assert set(parameters(sql)) == parsed.named_parameters
    (syntax,) = duckdb.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchone()
    tree = json.loads(syntax)
    assert not tree["error"]
    assert set(sources(sql)) == _named(tree, "table") - _named(tree, "common")


def test_a_text_tells_the_file_it_was_read_from():
    assert {path_of(statement(*name)) for name in FILES} == {f"sql/{'/'.join(name)}.sql" for name in FILES}


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("-- Deaths under 75. More of it.\nselect 1", "Deaths under 75."),
        ("-- One row for each area: the\n-- estimate.\nselect 1", "One row for each area."),
        ("-- Bands 0-4 .. 85-89: the\n-- age.\nselect 1", "Bands 0-4 .. 85-89."),
        ("-- No end\nselect 1", "No end."),
    ],
)
def test_the_purpose_of_a_file_is_the_first_sentence_of_its_header(sql, expected):
    assert purpose(sql) == expected


def test_what_is_quoted_or_in_a_comment_is_neither_read_nor_asked_for():
    sql = "-- It's from nowhere at $no cost.\nselect 'from $there' as a, $here as b from somewhere -- join elsewhere"
    assert parameters(sql) == ("here",)
    assert sources(sql) == ("somewhere",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "true"),
        (74, "74"),
        (100_000.0, "100000.0"),
        ("survey's", "'survey''s'"),
        (["2019/20", "2020/21"], "['2019/20', '2020/21']"),
        ([], "[]"),
    ],
)
def test_a_bound_value_is_written_as_sql_writes_it(value, expected):
    assert literal(value) == expected
    assert duckdb.connect().values(duckdb.SQLExpression(expected)).fetchall() == [(value,)]


def test_the_functions_told_are_those_called_and_those_that_they_call_as_they_stand():
    definitions = functions_called(["select wilson_lower(x, n, z) from counts"], statement("functions"))
    assert {line.split("(")[0] for line in definitions.splitlines() if line.startswith("create")} == {
        "create macro wilson_lower",
        "create macro at_least",
    }
    assert "Wilson EB. Probable inference" in definitions
    assert all(block in statement("functions") for block in definitions.split("\n\n"))
    assert functions_called(["select 1 -- wilson_lower(x, n, z)"], statement("functions")) == ""
