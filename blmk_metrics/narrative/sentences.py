"""Whole sentences and titles about one figure, and the verdicts of several in a line."""

from collections.abc import Mapping, Sequence

from blmk_metrics.catalogue.measures import Measure
from blmk_metrics.catalogue.rows import Row
from blmk_metrics.catalogue.verdict_parts import Change, Comparison, Reliability, Verdict
from blmk_metrics.narrative.changes import baseline, changed
from blmk_metrics.narrative.comparisons import benchmark_note, comparison
from blmk_metrics.narrative.numbers import with_unit
from blmk_metrics.narrative.values import value_with_caution
from blmk_metrics.narrative.verdict_lines import verdict_sentences
from blmk_metrics.narrative.verdict_words import marked

OPPOSED = {
    *((Change.IMPROVED, worse) for worse in (Comparison.WORSE, Comparison.MUCH_WORSE)),
    *((Change.WORSENED, better) for better in (Comparison.BETTER, Comparison.MUCH_BETTER)),
}
CHANGE = {
    Change.IMPROVED: "has improved since {baseline}",
    Change.WORSENED: "has worsened since {baseline}",
    Change.INCREASED: "has increased since {baseline}",
    Change.DECREASED: "has decreased since {baseline}",
    Change.NO_CLEAR_CHANGE: "shows no clear change since {baseline}",
}


def finding(row: Row) -> str:
    """A chart's title, at most 15 words: `Luton has improved since 2021/22 but is much worse than England`."""
    area = row.area_name
    if row.value is None:
        return f"{area}: no figure for {row.period}"
    since = CHANGE.get(row.change_verdict, "").format(baseline=baseline(row))
    against = "" if row.comparison is Comparison.NOT_COMPARED else f"is {comparison(row)}"
    if since or against:
        pulling_apart = (row.change_verdict, row.comparison) in OPPOSED
        return f"{area} " + (" but " if pulling_apart else " and ").join(part for part in (since, against) if part)
    if row.reliability is Reliability.UNRELIABLE:
        return f"{area}: the {row.period} figure is too unreliable to conclude from"
    return f"{area} in {row.period}: no verdict"


def sentence(row: Row, measure: Measure) -> str:
    """One sentence for one figure, verdicts and any caution included, at most 35 words."""
    area, period = row.area_name, row.period
    if row.value is None:
        return f"{area} has no figure for {period}: {row.reason}."
    lead = f"{area}: {with_unit(row.value, measure)} in {period}"
    if row.reliability is Reliability.UNRELIABLE:
        return f"{lead}, unreliable ({row.reason}), so nothing is concluded from it."
    if row.reliability is Reliability.CARE:
        lead += " (use with care)"
    parts = []
    if row.comparison is not Comparison.NOT_COMPARED:
        note = f", {row.comparison_note}" if row.comparison_note else ""
        parts.append(f"{comparison(row)} ({with_unit(row.benchmark_value, measure)}{note})")
    if row.change_verdict is not Change.CANNOT_SAY:
        parts.append(f"{changed(row)} ({with_unit(row.baseline_value, measure)})")
    return ": ".join([lead, *(["; ".join(parts)] if parts else [])]) + "."


def account(row: Row, rows: Sequence[Row], measure: Measure) -> tuple[str, ...]:
    """The answer for one area of a measure's rows, a sentence each: figure, interval, every declared verdict, and why
    it is compared as it is."""
    sentences = (
        sentence(row, measure),
        f"With its 95% interval: {value_with_caution(row, measure)}." if row.value is not None else "",
        *verdict_sentences(row, rows, measure),
        benchmark_note(row, rows),
    )
    return tuple(each for each in sentences if each)


def summary(rows: Mapping[Measure, Row], verdict: Verdict) -> list[tuple[str, str]]:
    """Which measures have which word of a verdict, gravest first: `("▼ much worse", "School readiness, …")`.

    `rows` are the measures' latest rows; a measure that has no word of the verdict is left out.
    """
    names: dict[str, list[str]] = {word: [] for word in verdict.words}
    for measure, row in rows.items():
        if verdict.applies(measure) and (word := row.cell(verdict.word)) is not None:
            names[word].append(measure.short_name)
    return [(marked(word), ", ".join(found)) for word, found in names.items() if found]
