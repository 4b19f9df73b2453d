"""Whole sentences and titles about one figure, and the verdicts of several in a line."""

from collections.abc import Mapping, Sequence

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row, latest
from blmk_metrics.narrative.changes import benchmarks_change, change_line, changed, trend_sentence
from blmk_metrics.narrative.comparisons import benchmark_note, comparison, gap_in_people
from blmk_metrics.narrative.numbers import with_unit
from blmk_metrics.narrative.values import value_with_caution
from blmk_metrics.narrative.verdict_words import MEANINGS, marked

OPPOSED = {("improved", "worse"), ("worsened", "better")}
CHANGE = {
    "improved": "has improved since {baseline}",
    "worsened": "has worsened since {baseline}",
    "increased": "has increased since {baseline}",
    "decreased": "has decreased since {baseline}",
    "no clear change": "shows no clear change since {baseline}",
}


def finding(row: Row) -> str:
    """A chart's title, at most 15 words: `Luton has improved since 2021/22 but is much worse than England`."""
    area = row.area_name
    if row.value is None:
        return f"{area}: no figure for {row.period}"
    said = CHANGE.get(row.change_verdict, "").format(baseline=row.baseline_period)
    held = "" if row.comparison == "not compared" else f"is {comparison(row)}"
    if said or held:
        pulling_apart = (row.change_verdict, row.comparison.split()[-1]) in OPPOSED
        return f"{area} " + (" but " if pulling_apart else " and ").join(part for part in (said, held) if part)
    if row.reliability == "unreliable":
        return f"{area}: the {row.period} figure is too unreliable to conclude from"
    return f"{area} in {row.period}: no verdict"


def sentence(row: Row, measure: Measure) -> str:
    """One sentence for one figure, verdicts and any caution included, at most 35 words."""
    area, period = row.area_name, row.period
    if row.value is None:
        return f"{area} has no figure for {period}: {row.reason}."
    lead = f"{area}: {with_unit(row.value, measure)} in {period}"
    if row.reliability == "unreliable":
        return f"{lead}, unreliable ({row.reason}), so nothing is concluded from it."
    if row.reliability == "use with care":
        lead += " (use with care)"
    parts = []
    if row.comparison != "not compared":
        note = f", {row.comparison_note}" if row.comparison_note else ""
        parts.append(f"{comparison(row)} ({with_unit(row.benchmark_value, measure)}{note})")
    if row.change_verdict != "cannot say":
        parts.append(f"{changed(row)} ({with_unit(row.baseline_value, measure)})")
    return ": ".join([lead, *(["; ".join(parts)] if parts else [])]) + "."


def account(row: Row, rows: Sequence[Row], measure: Measure) -> tuple[str, ...]:
    """The answer for one area of a measure's rows, a sentence each: figure and verdicts, interval, change, benchmark's
    own change, gap in people, trend, and why it is compared as it is."""
    benchmark = row.benchmark_code if row.benchmark_code != row.area_code else None
    said = (
        sentence(row, measure),
        f"With its 95% interval: {value_with_caution(row, measure)}." if row.value is not None else "",
        f"Change{change_line(row, measure)}.",
        benchmarks_change(latest(rows, benchmark), measure) if benchmark else "",
        gap_in_people(row, measure),
        trend_sentence(row),
        benchmark_note(row, rows),
    )
    return tuple(each for each in said if each)


def summary(rows: Mapping[str, Row], verdict: str) -> list[tuple[str, str]]:
    """Which measures carry which verdict, gravest first: `("▼ much worse", "School readiness, Preventable mortality")`.

    `rows` are latest rows by the measure's name; `verdict` is the column to sum up.
    """
    held: dict[str, list[str]] = {}
    for name, row in rows.items():
        held.setdefault(row.cell(verdict), []).append(name)
    gravity = list(MEANINGS)
    return [(marked(word), ", ".join(held[word])) for word in sorted(held, key=gravity.index)]
