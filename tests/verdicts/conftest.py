"""A verdict that nobody needs, declared for one test: one SQL file and one declaration."""

import shutil
from collections.abc import Iterator
from enum import StrEnum

import pytest
import streamlit as st

from blmk_metrics.catalogue import verdicts
from blmk_metrics.catalogue.verdict_parts import Kind, Shape, Verdict, Word
from blmk_metrics.engines import statements
from blmk_metrics.engines.statements import statement

OUTLOOK_SQL = """-- Whether a figure lies below two thousand.
select
    *,
    value / 2 as halfway,
    12.5 as share_of_path,
    numerator * 2 as people_ahead,
    value * 3 as outlook_rank,
    case when value < 2000 then 'in sight' when value is not null then 'out of sight' end as outlook,
    if(value is null, 'nothing to look from', null) as outlook_reason,
    if(value < 2000, 'seen from here', null) as outlook_note
from judged
"""


class Outlook(StrEnum):
    """A word that no other verdict has."""

    OUT_OF_SIGHT = "out of sight"
    IN_SIGHT = "in sight"


OUTLOOK = Verdict(
    id="outlook",
    label="Outlook over {benchmark}",
    question="Is {benchmark} in sight?",
    by_benchmark=True,
    columns={
        "halfway": Kind.VALUE,
        "share_of_path": Kind.PERCENT,
        "people_ahead": Kind.PEOPLE,
        "outlook_rank": Kind.WORKING,
        "outlook": Kind.WORD,
        "outlook_reason": Kind.REASON,
        "outlook_note": Kind.NOTE,
    },
    words={
        Outlook.OUT_OF_SIGHT: Word(shape=Shape.DOWN, meaning="Two thousand or more."),
        Outlook.IN_SIGHT: Word(shape=Shape.UP, meaning="Fewer than two thousand."),
    },
    applies=lambda measure: measure.inequality is None,
)


@pytest.fixture(scope="module")
def outlook(tmp_path_factory) -> Iterator[Verdict]:
    """Declare OUTLOOK, last of all."""
    copy = shutil.copytree(statements.SQL, tmp_path_factory.mktemp("outlook") / "sql")
    (copy / "verdicts" / "outlook.sql").write_text(OUTLOOK_SQL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statements, "SQL", copy)
        patch.setattr(verdicts, "VERDICTS", (*verdicts.VERDICTS, OUTLOOK))
        st.cache_resource.clear()
        yield OUTLOOK
    statement.cache_clear()
    st.cache_resource.clear()
