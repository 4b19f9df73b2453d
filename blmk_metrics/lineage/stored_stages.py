"""The stages of every series of a release, as they are stored with its answers: each SQL text once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from blmk_metrics.catalogue import verdicts as declared
from blmk_metrics.engines.statements import statement

# Where the functions that the stages call are.
FUNCTIONS = "sql/functions.sql"
Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One SQL file that ran: `values` as SQL writes them, `reads` and `rows` the numbers of rows, in words."""

    path: str
    purpose: str
    sql: str
    values: tuple[tuple[str, str], ...]
    reads: tuple[tuple[str, str], ...]
    name: str
    rows: str


def document_of(series: Mapping[str, tuple[Stage, ...]]) -> Document:
    """The stages of series, by the name of each (`series_name`), as JSON has them."""
    texts = {stage.path: stage.sql for stages in series.values() for stage in stages}
    purposes = {stage.path: stage.purpose for stages in series.values() for stage in stages}
    return {
        "texts": {FUNCTIONS: statement("functions"), **texts},
        "purposes": purposes,
        "series": {
            name: [[stage.path, stage.values, stage.reads, stage.name, stage.rows] for stage in stages]
            for name, stages in series.items()
        },
    }


def series_name(measure_id: str, variant: str, category_type: str, basis: str) -> str:
    """What a series is called in a document."""
    return "/".join((measure_id, variant, category_type, basis))


def stages_in(document: Document, series: str) -> tuple[Stage, ...]:
    """The stages of one series."""
    return tuple(
        Stage(
            path=path,
            purpose=document["purposes"][path],
            sql=document["texts"][path],
            values=_pairs(values),
            reads=_pairs(reads),
            name=name,
            rows=rows,
        )
        for path, values, reads, name, rows in document["series"][series]
    )


def _pairs(listed: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in listed)


def sql_hash(document: Document) -> str:
    """The SHA-256 of the SQL that ran, paths and texts."""
    whole = "\0".join(f"{path}\0{text}" for path, text in sorted(document["texts"].items()))
    return hashlib.sha256(whole.encode()).hexdigest()


def changed_sql(document: Document) -> list[str]:
    """The paths of the files of SQL that ran and are another text today, or gone; and of verdicts declared since."""
    texts = document["texts"]
    since = (
        {f"sql/verdicts/{each.id}.sql" for each in declared.VERDICTS} - texts.keys() if document["series"] else set()
    )
    return sorted(since | {path for path, text in texts.items() if _today(path) != text})


def _today(path: str) -> str:
    try:
        return statement(*path.removeprefix("sql/").removesuffix(".sql").split("/"))
    except FileNotFoundError:
        return ""
