"""Statements as DuckDB takes them, and what it says when it refuses one."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import duckdb

# Settings of every connection: no extension comes from anywhere.
CLOSED = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
# Run when everything is in place: from then on SQL reaches no other file, and no setting changes.
LOCK = (
    "set temp_directory = ''",
    "set enable_external_access = false",
    "set lock_configuration = true",
)


def bound(sql: str, parameters: Mapping[str, Any]) -> tuple[duckdb.Statement, dict[str, Any]]:
    """One statement and those of the parameters that it mentions. Raises KeyError for one that is missing."""
    parsed = _parsed(sql)
    return parsed, {name: parameters[name] for name in sorted(parsed.named_parameters)}


@cache
def _parsed(sql: str) -> duckdb.Statement:
    """One statement. Parsing costs as much as running, so each is parsed once."""
    (parsed,) = duckdb.extract_statements(sql)
    return parsed


def first_line(error: Exception) -> str:
    """The first line of a DuckDB message: what is wrong, without the query."""
    return str(error).strip().splitlines()[0]
