"""Every priority by every area, as verdicts."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import latest
from blmk_metrics.components.choices import PLACE
from blmk_metrics.components.current_release import edition
from blmk_metrics.components.data_table import data_table
from blmk_metrics.components.routes import measure_page
from blmk_metrics.components.share import remember_shown
from blmk_metrics.figures import Question, answer
from blmk_metrics.narrative.verdict_words import verdict_of


def priority_rug(indicators: Sequence[Measure], chosen: str) -> None:
    """A table of priorities by areas, the chosen one first: each cell the latest figure's verdict, each measure a link
    to its page."""
    areas = dict(sorted(edition().choosable().items(), key=lambda item: item[0] != chosen))
    by_measure = {measure: [latest(edition().measured(measure), code) for code in areas] for measure in indicators}
    cells = [
        [measure.short_name, rows[0].period, *(_unbroken(verdict_of(row)) for row in rows)]
        for measure, rows in by_measure.items()
    ]
    benchmarks = dict.fromkeys(row.benchmark_name for rows in by_measure.values() for row in rows if row.benchmark_name)
    data_table(
        f"Each measure's latest figure, compared with {' or '.join(benchmarks)}",
        ["Measure", "Period", *(area.name for area in areas.values())],
        cells,
        [False] * (len(areas) + 2),
        links=[f"{measure_page(each).url_path}?{urlencode({PLACE: chosen})}" for each in indicators],
    )
    current = edition()
    for each in indicators:
        question = Question(kind="areas", measure=each.id, area=chosen)
        remember_shown(partial(answer, current, question))
    st.caption(
        "The name of a measure opens its page. On a narrow screen, swipe the table sideways, or reach it with the Tab "
        "key and use the arrow keys."
    )


def _unbroken(verdict: str) -> str:
    """A marked verdict whose mark stays in line with its word."""
    return verdict.replace(" ", "\N{NO-BREAK SPACE}", 1)
